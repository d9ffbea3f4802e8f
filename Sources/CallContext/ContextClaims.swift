/// What an incoming call context holds: all that is needed to check a request and to finish the call, without looking
/// anything up.
package struct ContextClaims: Hashable, Sendable {
    /// Bytes of a call id.
    package static let callIDLength = 16

    /// The call, 16 bytes of a UUID.
    package var callID: [UInt8]
    /// 0 for the first event of a call, one more each time it rings on.
    package var hop: UInt8
    /// The last moment at which the context is good, in milliseconds since 1970.
    package var expiresAt: Int64
    /// The name of the resource the call belongs to.
    package var resource: String
    /// The node that owns the call.
    package var node: String
    /// The caller's raw id.
    package var from: String
    /// The raw id of the callee of this hop.
    package var to: String
    /// The response recipe of the SIP transaction; its meaning is not known here. Empty for a simulated call.
    package var recipe: [UInt8]

    /// Claims.
    package init(
        callID: [UInt8], hop: UInt8, expiresAt: Int64, resource: String, node: String, from: String, to: String,
        recipe: [UInt8]
    ) {
        self.callID = callID
        self.hop = hop
        self.expiresAt = expiresAt
        self.resource = resource
        self.node = node
        self.from = from
        self.to = to
        self.recipe = recipe
    }
}

extension ContextClaims: CustomStringConvertible, CustomDebugStringConvertible {
    /// Without the numbers of the caller and the callee.
    package var description: String {
        "ContextClaims(hop: \(self.hop), expiresAt: \(self.expiresAt), resource: \(self.resource), node: \(self.node),"
            + " recipe: \(self.recipe.count) bytes)"
    }
    /// As redacted as ``description``.
    package var debugDescription: String { self.description }
}
