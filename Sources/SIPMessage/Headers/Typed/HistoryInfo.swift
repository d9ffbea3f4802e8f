/// One target that a request was sent to: a value of History-Info (RFC 7044 §5). The first stands first.
///
///     name-addr *( ";" ( "index" "=" 1*DIGIT *( "." 1*DIGIT ) / ( "rc" / "mp" / "np" ) "=" index / extension ) )
public struct HistoryInfo: Hashable, Sendable {
    /// Where an entry stands in the tree of retargetings, such as `1.1.2`.
    public struct Index: Hashable, Sendable, CustomStringConvertible {
        /// Up to 32 numbers, each 0 to 65,535; one at least.
        public let path: [Int]

        /// Nil when the text is no index, or has too many or too large numbers.
        public init?(_ text: String) {
            let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            guard parts.count <= 32 else { return nil }
            self.path = parts.compactMap { part in
                DecimalNumber.clamped(part, to: 65_536).flatMap { $0 < 65_536 ? $0 : nil }
            }
            guard self.path.count == parts.count else { return nil }
        }

        private init(path: [Int]) { self.path = path }

        /// The index of the `number`th target made of this one; nil at the 32nd level.
        public func child(_ number: Int) -> Index? {
            guard self.path.count < 32, (0...65_535).contains(number) else { return nil }
            return Index(path: self.path + [number])
        }

        /// The numbers with dots between them.
        public var description: String { self.path.map(String.init).joined(separator: ".") }
    }

    /// How a target came about (§5): the same user elsewhere, another user, or the same one again.
    public enum Change: String, Hashable, Sendable {
        /// A contact of the same user.
        case registeredContact = "rc"
        /// Mapped to another user.
        case mapped = "mp"
        /// Not changed in what matters.
        case noChange = "np"
    }

    /// The target, with the parameters of the field. Its URI may carry a Reason and a Privacy of its own.
    public let address: NameAddress
    /// Where the entry stands.
    public let index: Index
    /// How the target came about, and from which entry; nil when it does not say.
    public let change: (kind: Change, from: Index)?

    /// Reads one value. Throws `.badRequest` when it is malformed or has no index.
    public init(parsing bytes: some Collection<UInt8>) throws(SIPParseError) {
        try self.init(NameAddress(parsing: bytes))
    }

    /// Reads an address as an entry. Throws `.badRequest` when it has no index.
    public init(_ address: NameAddress) throws(SIPParseError) {
        guard let index = address.parameters["index"].flatMap({ Index($0) }) else {
            throw SIPParseError(Fault("History-Info without an index", header: .historyInfo, at: 0))
        }
        self.address = address
        self.index = index
        var change: (kind: Change, from: Index)?
        for parameter in address.parameters {
            guard change == nil, let kind = Change(rawValue: parameter.name.lowercased()),
                let from = parameter.value.flatMap({ Index($0) })
            else { continue }
            change = (kind, from)
        }
        self.change = change
    }

    /// Why the target was given up, from the headers of its URI; empty when that is not said or cannot be read.
    public var reasons: [Reason] {
        guard let value = self.address.uri.embeddedHeader(.reason) else { return [] }
        var headers = SIPHeaders()
        guard (try? headers.append(.reason, value)) != nil else { return [] }
        return (try? headers.reasons()) ?? []
    }
}

extension HistoryInfo {
    /// Whether both are written the same.
    public static func == (left: HistoryInfo, right: HistoryInfo) -> Bool { left.address == right.address }

    /// Hashes the text.
    public func hash(into hasher: inout Hasher) { hasher.combine(self.address) }
}

extension SIPHeaders {
    /// The history of a request, the first target first. Throws `.badRequest` for the first value that is malformed.
    public func historyInfo() throws(SIPParseError) -> [HistoryInfo] {
        try self.nameAddresses(.historyInfo).map { address throws(SIPParseError) in try HistoryInfo(address) }
    }
}
