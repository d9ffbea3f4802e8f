/// A SIP request that can be answered: everything RFC 3261 §8.1.1 makes mandatory is there and readable.
public struct SIPRequest: Sendable {
    /// The method, equal to that of CSeq.
    public let method: SIPMethod
    /// The target. It has no `?headers`; its scheme may be one that nobody here understands.
    public let requestURI: SIPURI
    /// All header fields in order, but for Content-Length, which ``body`` stands for.
    public let headers: SIPHeaders
    /// The body, opaque octets.
    public let body: ArraySlice<UInt8>

    private let required: RequiredHeaders

    init(
        method: SIPMethod, requestURI: SIPURI, headers: SIPHeaders, body: ArraySlice<UInt8>, required: RequiredHeaders
    ) {
        self.method = method
        self.requestURI = requestURI
        self.headers = headers
        self.body = body
        self.required = required
    }

    /// A request of one's own. Content-Length is left to the printer.
    ///
    /// Throws what the parser would throw for it: `.badRequest` when From, To, Call-ID or CSeq is missing, malformed or
    /// there twice, when CSeq names another method, or when the Request-URI has headers; `.drop` without a usable Via.
    public init(
        method: SIPMethod, requestURI: SIPURI, headers: SIPHeaders, body: some Collection<UInt8> = [UInt8]()
    ) throws(SIPParseError) {
        var headers = headers
        headers.removeAll(.contentLength)
        do throws(Fault) {
            guard requestURI.headers == nil else { throw Fault("Request-URI with headers", at: 0) }
            let required = try RequiredHeaders(headers, method: method)
            self.init(
                method: method, requestURI: requestURI, headers: headers, body: ArraySlice(body), required: required)
        } catch {
            throw SIPParseError(error)
        }
    }

    /// The Via to which the response goes.
    public var topVia: Via { self.required.topVia }
    /// The caller. It has a tag unless the caller follows RFC 2543.
    public var from: NameAddress { self.required.from }
    /// Whom the caller meant. It has a tag inside a dialog.
    public var to: NameAddress { self.required.to }
    /// The Call-ID, compared byte by byte.
    public var callID: ArraySlice<UInt8> { self.required.callID }
    /// The CSeq.
    public var cSeq: CSeq { self.required.cSeq }
    /// 0 to 255, or nil when absent or larger, which means 70 (SYN-8, SYN-9).
    public var maxForwards: Int? { self.required.maxForwards }
    /// The tag of From.
    public var fromTag: String? { self.from.tag }
    /// The tag of To.
    public var toTag: String? { self.to.tag }
}

extension SIPRequest: Hashable {
    /// Whether method, Request-URI, header fields and body are the same.
    public static func == (left: SIPRequest, right: SIPRequest) -> Bool {
        left.method == right.method && left.requestURI == right.requestURI && left.headers == right.headers
            && left.body == right.body
    }

    /// Hashes method, Request-URI, header fields and body.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(self.method)
        hasher.combine(self.requestURI)
        hasher.combine(self.headers)
        hasher.combine(bytesOf: self.body)
    }
}
