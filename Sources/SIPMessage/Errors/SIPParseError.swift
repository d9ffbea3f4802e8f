/// Why bytes are not a SIP message, and what, if anything, the peer is told about it.
///
/// The one rule for the layer above: answer with ``statusCode`` built from ``salvage`` when there is one, and say
/// nothing otherwise.
public struct SIPParseError: Error, Hashable, Sendable {
    /// The kind of failure. Codes are added, never renamed.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Kind: String {
            case badRequest, versionNotSupported, messageTooLarge, uriTooLong, notImplemented, drop
        }

        private let kind: Kind

        /// The request breaks the grammar, lacks something mandatory, or exceeds a limit without a status of its own.
        public static let badRequest = Code(kind: .badRequest)
        /// The request line names a version other than `SIP/2.0` (SYN-1).
        public static let versionNotSupported = Code(kind: .versionNotSupported)
        /// The message, or its body, is longer than ``SIPLimits`` allows.
        public static let messageTooLarge = Code(kind: .messageTooLarge)
        /// The Request-URI is longer than ``SIPLimits/uri``.
        public static let uriTooLong = Code(kind: .uriTooLong)
        /// The method of the request line is unknown and differs from the one in CSeq (SYN-9).
        public static let notImplemented = Code(kind: .notImplemented)
        /// Nothing to answer: a broken response, bytes that are no SIP, or a request without a usable top Via.
        public static let drop = Code(kind: .drop)

        /// The name of the code, fit for a metric label.
        public var description: String { self.kind.rawValue }

        /// The status the code stands for; nil for ``drop``.
        var statusCode: Int? {
            switch self.kind {
            case .badRequest: 400
            case .uriTooLong: 414
            case .notImplemented: 501
            case .versionNotSupported: 505
            case .messageTooLarge: 513
            case .drop: nil
            }
        }
    }

    /// The kind of failure.
    public let code: Code
    /// What is wrong, in constant words that quote nothing from the message, so it can be a reason phrase or a label.
    public let reason: String
    /// The header field at fault, in its canonical spelling, or nil when it is none in particular.
    public let header: String?
    /// Where the fault was noticed, in bytes from the start of the message after header lines were unfolded.
    public let offset: Int
    /// Whether the peer sent more than ``SIPLimits`` allows. On a stream the connection is closed then (SYN-17).
    public let exceedsLimit: Bool
    /// What a response can be built from. Nil when no response can be routed.
    public let salvage: Salvage?

    /// The status of the answer: 400, 414, 501, 505 or 513. Nil means silence, which is also what an ACK gets (TX-7).
    public var statusCode: Int? {
        self.salvage?.method == .ack ? nil : self.code.statusCode
    }

    init(_ fault: Fault, in header: SIPHeaderName? = nil, salvage: Salvage? = nil) {
        self.code = fault.code
        self.reason = fault.reason.description
        self.header = fault.header?.spelling.description ?? header?.canonicalName
        self.offset = fault.offset
        self.exceedsLimit = fault.exceedsLimit
        self.salvage = salvage
    }
}

extension SIPParseError: CustomStringConvertible {
    /// The reason with the header it concerns.
    public var description: String {
        let place = self.header.map { " (\($0))" } ?? ""
        return "\(self.code): \(self.reason)\(place)"
    }
}
