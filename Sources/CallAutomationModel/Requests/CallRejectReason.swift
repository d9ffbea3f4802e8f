/// Why an application does not take a call: the `callRejectReason` of `callConnections:reject`. The contract's enum is
/// extensible; ours grows here.
public enum CallRejectReason: String, Hashable, Sendable, CaseIterable {
    /// No particular reason; the default.
    case none
    /// The callee is busy.
    case busy
    /// The caller may not reach the callee.
    case forbidden

    /// Reads the reason in any case; absent means ``none``.
    ///
    /// Throws code `8523` with `target` set to `path` for a word that is not known: SDKs pass any text through.
    public init(json value: String?, at path: String = "callRejectReason") throws(CommunicationError) {
        guard let value else {
            self = .none
            return
        }
        guard let reason = Self(rawValue: value.lowercased()) else {
            throw .invalidArgument(target: path, "“\(path)” must be none, busy or forbidden.")
        }
        self = reason
    }
}
