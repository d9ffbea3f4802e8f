public import SIPMessage

/// What a request is matched to its server transaction by (RFC 3261 §17.2.3, TX-1).
///
/// With a magic-cookie branch that is branch, sent-by and method, where ACK stands for the INVITE it acknowledges. A
/// request without one is matched the RFC 2543 way, by Request-URI, tags, Call-ID, CSeq number and top Via.
public struct TransactionKey: Sendable, Hashable {
    /// The parts joined by bytes that cannot occur in them.
    public let bytes: [UInt8]
    /// The hash of the bytes, which every table that a message is looked up in asks for. Seeded anew by each process, so
    /// that nobody can choose branches that collide.
    private let digest: Int

    /// A key as it was stored.
    public init(bytes: [UInt8]) {
        self.bytes = bytes
        var hasher = Hasher()
        bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
        self.digest = hasher.finalize()
    }

    /// Feeds the hash of the bytes.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(self.digest)
    }

    /// Whether both have the same bytes.
    public static func == (left: TransactionKey, right: TransactionKey) -> Bool {
        left.digest == right.digest && left.bytes == right.bytes
    }

    /// The key of the transaction that `request` belongs to; for an ACK that is the INVITE's.
    public init(_ request: SIPRequest) {
        self.init(request, method: request.method == .ack ? .invite : request.method)
    }

    /// The key of the INVITE with this top Via; nil without a magic cookie, when more than the Via decides.
    public init?(inviteWith via: Via) {
        guard let bytes = Self.bytes(via, .invite) else { return nil }
        self.init(bytes: bytes)
    }

    /// The key of the INVITE that a CANCEL asks to end: everything is equal but the method (RFC 3261 §9.2).
    public static func invite(cancelledBy cancel: SIPRequest) -> TransactionKey {
        TransactionKey(cancel, method: .invite)
    }

    /// The key of the INVITE that the CANCEL of this key asks to end; any other key is its own.
    public var invite: TransactionKey {
        guard self.bytes.count > 7, self.bytes.suffix(7).elementsEqual([0] + Array("CANCEL".utf8)) else { return self }
        return TransactionKey(bytes: self.bytes.dropLast(6) + Array("INVITE".utf8))
    }

    /// Which of so many tables the transaction is in. An INVITE and the CANCEL of it are in the same one.
    ///
    /// - Parameter count: at least one.
    public func place(amongTables count: Int) -> Int {
        Int(UInt(bitPattern: self.invite.digest) % UInt(max(1, count)))
    }

    private init(_ request: SIPRequest, method: SIPMethod) {
        if let bytes = Self.bytes(request.topVia, method) {
            self.init(bytes: bytes)
            return
        }
        var bytes: [UInt8] = [1]
        for part in [
            ArraySlice(request.requestURI.description.utf8), request.from.tagBytes ?? [], request.callID,
            ArraySlice(String(request.cSeq.number).utf8), request.topVia.bytes, ArraySlice(method.rawValue.utf8),
        ] {
            if bytes.count > 1 { bytes.append(0) }
            bytes.append(contentsOf: part)
        }
        self.init(bytes: bytes)
    }

    /// Branch, sent-by and method; nil when the branch identifies no transaction.
    private static func bytes(_ via: Via, _ method: SIPMethod) -> [UInt8]? {
        guard via.hasMagicCookie, let branch = via.branchBytes, branch.count > 7 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(96)
        bytes.append(contentsOf: branch)
        bytes.append(0)
        for byte in via.hostBytes { bytes.append(byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte) }
        bytes.append(UInt8(ascii: ":"))
        bytes.append(contentsOf: String(via.port ?? 5060).utf8)
        bytes.append(0)
        bytes.append(contentsOf: method.rawValue.utf8)
        return bytes
    }
}
