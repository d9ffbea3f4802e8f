import SIPMessage

// What the privacy that a caller asks for means here (RFC 3323 §4.2, RFC 3325 §9.3; ID-3).
extension Privacy {
    /// Whether the caller does not want to be known.
    var hidesCaller: Bool { self.asks(for: .id) || self.asks(for: .user) || self.asks(for: .header) }

    /// Whether we can do what the caller insists on: `critical` with a session to be hidden, which is not in our hands, or
    /// with something unknown has to fail.
    var canBeKept: Bool {
        !self.asks(for: .critical) || self.values.isSubset(of: [.critical, .none, .id, .user, .header, .history])
    }
}
