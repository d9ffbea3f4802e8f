/// A request that was answered 204, kept so that the same request is answered the same without acting again
/// (OASIS Repeatable Requests 1.0).
package struct RepeatabilityRecord: Sendable, Hashable {
    /// Whose request it is: ids are scoped by the authenticated principal.
    package struct Key: Sendable, Hashable {
        /// ``Principal/repeatabilityScope``.
        package let scope: String
        /// The `Repeatability-Request-ID` in lower case.
        package let requestID: String

        package init(scope: String, requestID: String) {
            self.scope = scope
            self.requestID = requestID
        }
    }

    package let key: Key
    /// SHA-256 over method, path with sorted query and the body's bytes; headers that change between attempts are not
    /// in it.
    package let fingerprint: [UInt8]
    /// `Repeatability-First-Sent`, in seconds since 1970.
    package let firstSent: Int64
    /// The call that was decided: what `X-Microsoft-Skype-Chain-ID` of the stored answer says.
    package let callID: CallID

    package init(key: Key, fingerprint: [UInt8], firstSent: Int64, callID: CallID) {
        self.key = key
        self.fingerprint = fingerprint
        self.firstSent = firstSent
        self.callID = callID
    }

    /// How long a request id is tracked, counted from its first-sent time, in seconds.
    package static let window: Int64 = 600
    /// How far in the future a first-sent time may lie (clocks differ), in seconds.
    package static let skew: Int64 = 300

    /// When the record may be forgotten: no request that carries its first-sent time is accepted any more.
    package var purgeAt: Timestamp {
        Timestamp(milliseconds: (self.firstSent + Self.window + Self.skew) * 1000)
    }

    /// The newest first-sent time, in seconds since 1970, whose records may be forgotten.
    package static func newestForgotten(at now: Timestamp) -> Int64 {
        now.milliseconds / 1000 - Self.window - Self.skew
    }
}
