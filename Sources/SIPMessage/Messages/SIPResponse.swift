/// A SIP response (RFC 3261 §7.2).
///
/// One that was parsed has all mandatory fields. One that is made here may lack some, because the request it answers
/// may have lacked them (RFC 4475 §3.3.1); then the typed value is nil.
public struct SIPResponse: Sendable {
    /// 100 to 699.
    public let statusCode: Int
    /// Text for a human, perhaps empty.
    public let reasonPhrase: String
    /// All header fields in order, but for Content-Length, which ``body`` stands for.
    public let headers: SIPHeaders
    /// The body, opaque octets.
    public let body: ArraySlice<UInt8>

    private let required: RequiredHeaders?

    init(
        statusCode: Int, reasonPhrase: String, headers: SIPHeaders, body: ArraySlice<UInt8>, required: RequiredHeaders?
    ) {
        self.statusCode = statusCode
        self.reasonPhrase = reasonPhrase
        self.headers = headers
        self.body = body
        self.required = required
    }

    /// A response to be sent. Content-Length is left to the printer.
    ///
    /// A status outside 100 to 699 becomes 500, and a line break or NUL in the reason phrase a space, so nothing that
    /// is put here can make the message another one.
    public init(
        statusCode: Int, reasonPhrase: String, headers: SIPHeaders, body: some Collection<UInt8> = [UInt8]()
    ) {
        var headers = headers
        headers.removeAll(.contentLength)
        self.init(
            statusCode: (100...699).contains(statusCode) ? statusCode : 500,
            reasonPhrase: Self.harmless(reasonPhrase), headers: headers, body: ArraySlice(body),
            required: try? RequiredHeaders(headers, method: nil))
    }

    static func harmless(_ phrase: String) -> String {
        let isLineEnd = { (byte: UInt8) in
            byte == 0 || byte == ASCII.carriageReturn || byte == ASCII.lineFeed
        }
        guard phrase.utf8.contains(where: isLineEnd) else { return phrase }
        return String(decoding: phrase.utf8.map { isLineEnd($0) ? ASCII.space : $0 }, as: UTF8.self)
    }

    /// The Via the response goes to. Nil only when the response lacks a mandatory field.
    public var topVia: Via? { self.required?.topVia }
    /// The caller. Nil only when the response lacks a mandatory field.
    public var from: NameAddress? { self.required?.from }
    /// The callee, with a tag unless the status is 100. Nil only when the response lacks a mandatory field.
    public var to: NameAddress? { self.required?.to }
    /// The Call-ID. Nil only when the response lacks a mandatory field.
    public var callID: ArraySlice<UInt8>? { self.required?.callID }
    /// The CSeq of the request. Nil only when the response lacks a mandatory field.
    public var cSeq: CSeq? { self.required?.cSeq }
    /// The tag of To.
    public var toTag: String? { self.to?.tag }

    /// Whether the status is below 200.
    public var isProvisional: Bool { self.statusCode < 200 }
    /// Whether the status is 200 or above.
    public var isFinal: Bool { !self.isProvisional }
}

extension SIPResponse: Hashable {
    /// Whether status, reason phrase, header fields and body are the same.
    public static func == (left: SIPResponse, right: SIPResponse) -> Bool {
        left.statusCode == right.statusCode && left.reasonPhrase == right.reasonPhrase && left.headers == right.headers
            && left.body == right.body
    }

    /// Hashes status, reason phrase, header fields and body.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(self.statusCode)
        hasher.combine(self.reasonPhrase)
        hasher.combine(self.headers)
        hasher.combine(bytesOf: self.body)
    }
}
