/// The cloud an identity lives in. On the wire `public`, `dod` and `gcch`; read without regard to case, because the Python
/// SDK writes `PUBLIC` (identifiers.md §2).
public enum CommunicationCloud: String, Hashable, Sendable, CaseIterable {
    /// The public cloud; what an absent `cloud` means.
    case `public`
    /// The cloud of the United States Department of Defense.
    case dod
    /// The GCC High cloud.
    case gcch

    /// The cloud of that name in any case, or nil.
    public init?(anyCase text: String) {
        self.init(rawValue: text.lowercased())
    }
}
