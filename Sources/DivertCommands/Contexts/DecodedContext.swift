import CallAutomationModel
package import CallContext
package import ContextDecoding

/// What `divert context decode` tells about a context.
package enum DecodedContext: Sendable {
    /// Sealed by a Divert whose key we have.
    case sealed(ContextClaims, keyID: String)
    /// Of the cloud.
    case cloud(CloudContext)

    /// Opens a text: with the keys when it is of Divert's form, without when it is of the cloud's.
    ///
    /// - Parameter keys: Asked for only when they are needed.
    package init(_ text: String, keys: () throws(CommandFailure) -> [ContextKey]) throws(CommandFailure) {
        if let keyID = ContextSealer.sealingKeyID(of: text) {
            self = .sealed(try Self.claims(text, keyID, try keys()), keyID: keyID)
            return
        }
        do {
            self = .cloud(try CloudContext(decoding: text))
        } catch {
            throw CommandFailure(Self.message(error), advice: Self.advice(error))
        }
    }

    private static func claims(
        _ text: String, _ keyID: String, _ keys: [ContextKey]
    ) throws(CommandFailure) -> ContextClaims {
        // At the beginning of time nothing has expired: the claims of an old context are wanted as well.
        switch ContextSealer(keys: keys).open(text, now: .min) {
        case .success(let claims): return claims
        case .failure(.unknownKey):
            throw CommandFailure(
                "the context looks like one of Divert, sealed with the key \(keyID), which is not at hand",
                advice:
                    "Say where the keys of the server that sealed it are: --data FOLDER, --config FILE or --key BASE64")
        case .failure(.forged):
            throw CommandFailure(
                "the context was changed on the way, cut, or made up: the key \(keyID) does not open it",
                advice: "Compare it with the incomingCallContext of the event.")
        case .failure(.malformed), .failure(.expired):
            throw CommandFailure("the context was sealed by another version of Divert")
        }
    }

    private static func message(_ error: CloudContextError) -> String {
        switch error {
        case .unknownForm: "this is no context: neither sealed by Divert, nor Base64 of gzip, nor a JWT"
        case .malformed: "the context was cut or changed: what it holds cannot be read"
        case .tooLarge:
            "the context is too large: more than \(CloudContext.inflatedLimit) bytes when inflated is refused"
        case .tooDeep: "more than \(CloudContext.nestingLimit) contexts inside each other are refused"
        }
    }

    private static func advice(_ error: CloudContextError) -> String? {
        switch error {
        case .unknownForm, .malformed:
            "Give the whole incomingCallContext of an event, or the JSON around it, also on standard input as -."
        case .tooLarge, .tooDeep: nil
        }
    }
}
