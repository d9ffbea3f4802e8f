/// Why an address cannot be called, for people.
package struct CallAddressError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = description
    }

    /// `what` is understood, and cannot be done yet.
    static func notOffered(_ what: String) -> CallAddressError {
        CallAddressError("\(what) is not offered yet: a call goes over udp or tcp")
    }
}
