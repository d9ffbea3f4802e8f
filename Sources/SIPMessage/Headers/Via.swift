/// One Via value: where a request has been, and where its response goes (RFC 3261 §20.42, RFC 3581).
///
///     "SIP" "/" version "/" transport LWS host [ ":" port ] *( ";" parameter )
///
/// Blanks may stand around every separator (SYN-4), and the version is not looked at, so that an answer to a request
/// of another version finds its way (RFC 4475 §3.1.2.16).
public struct Via: Sendable {
    /// The `rport` parameter of RFC 3581.
    public enum Rport: Hashable, Sendable {
        /// Not there: the response goes to the port of sent-by.
        case absent
        /// There without a value: the sender asks for the response at its source port.
        case empty
        /// Filled in by the element that received the request, 1 to 65535.
        case value(Int)
    }

    /// Where the parts lie.
    struct Shape: Sendable {
        let text: TextRange
        let transport: TextRange
        let host: ByteReader.Host
        let port: Int?
        let parameters: TextRange
        var branch = TextRange.absent
        var received = TextRange.absent
        var maddr = TextRange.absent
        var rport = Rport.absent
    }

    let storage: [UInt8]
    let shape: Shape

    init(storage: [UInt8], shape: Shape) {
        self.storage = storage
        self.shape = shape
    }

    /// The transport token in upper case: `UDP`, `TCP`, `TLS`, `WS`, or one that nobody knows.
    public var transport: String {
        String(decoding: self.storage[text: self.shape.transport].map(ASCII.uppercased), as: UTF8.self)
    }

    /// The host of sent-by: a name, or an address; IPv6 without brackets.
    public var host: String { self.storage.string(self.shape.host.text) ?? "" }

    /// The same without making a string of it.
    public var hostBytes: ArraySlice<UInt8> { self.storage[text: self.shape.host.text] }

    /// Whether the host stands in brackets.
    public var isIPv6Reference: Bool { self.shape.host.isIPv6Reference }

    /// The port of sent-by, 1 to 65535. Nil means the default of the transport, 5060 or 5061.
    public var port: Int? { self.shape.port }

    /// The branch, nil when absent or empty, as RFC 2543 elements leave it.
    public var branch: String? { self.storage.string(self.shape.branch) }

    /// The same without making a string of it.
    public var branchBytes: ArraySlice<UInt8>? {
        self.shape.branch.isPresent ? self.storage[text: self.shape.branch] : nil
    }

    /// Whether the branch starts with `z9hG4bK` (§8.1.1.7). One that is nothing else identifies no transaction.
    public var hasMagicCookie: Bool { self.branchBytes?.starts(with: "z9hG4bK".utf8) ?? false }

    /// The `rport` parameter.
    public var rport: Rport { self.shape.rport }

    /// The address the request came from, as the element that received it wrote it down, without brackets (SYN-13).
    public var received: String? { self.storage.string(self.shape.received) }

    /// The address the sender wants the response sent to. Only for trusted senders (TRN-3).
    public var maddr: String? { self.storage.string(self.shape.maddr) }

    /// All parameters.
    public var parameters: SIPParameters {
        SIPParameters(storage: self.storage, range: self.shape.parameters, style: .header)
    }

    /// The value as it was written.
    public var bytes: ArraySlice<UInt8> { self.storage[text: self.shape.text] }

    /// The value, to be put in a header field.
    public var headerValue: SIPHeaderValue { SIPHeaderValue(unchecked: Array(self.bytes)) }
}

extension Via: Hashable, CustomStringConvertible {
    /// Whether both are written the same.
    public static func == (left: Via, right: Via) -> Bool { left.bytes == right.bytes }

    /// Hashes the text.
    public func hash(into hasher: inout Hasher) { hasher.combine(bytesOf: self.bytes) }

    /// The value as text.
    public var description: String { String(decoding: self.bytes, as: UTF8.self) }
}
