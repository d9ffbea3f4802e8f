package import SIPMessage
package import SIPTransaction

/// All that is needed to send any response of one INVITE transaction, also by another process: the header lines that
/// every response repeats (TX-10), our To tag (TX-9), and where it goes.
///
/// It travels sealed inside the `incomingCallContext` and lies in the call's row, so that a restarted server sends the
/// same responses as the one that received the INVITE.
package struct ResponseRecipe: Sendable, Hashable {
    /// `Via…`, `From`, `To` without our tag, `Call-ID` and `CSeq`, as header lines. The top Via carries `received` and
    /// `rport` (TRN-2).
    package let lines: [UInt8]
    /// Where in `lines` our tag goes: the end of the To value.
    package let tagOffset: Int
    /// Our To tag; empty when the request brought one.
    package let tag: String
    /// The value of the request's Timestamp, which a 100 repeats; empty when there was none.
    package let timestamp: String
    /// The Request-URI as received: a call is never redirected to it (RED-4).
    package let requestURI: String
    package let key: TransactionKey
    /// From tag, Call-ID and CSeq number: what a merged request shares with its sibling (UAS-3).
    package let mergeKey: [UInt8]
    package let destination: ResponseDestination
    /// The peer's address and port as seen, for `{peerAddress}` and records.
    package let source: HostPort
    /// How often the call was diverted before, as Diversion tells (RFC 5806); at most 255.
    package let diversions: Int

    package init(
        lines: [UInt8], tagOffset: Int, tag: String, timestamp: String, requestURI: String, key: TransactionKey,
        mergeKey: [UInt8], destination: ResponseDestination, source: HostPort, diversions: Int = 0
    ) {
        self.lines = lines
        self.tagOffset = tagOffset
        self.tag = tag
        self.timestamp = timestamp
        self.requestURI = requestURI
        self.key = key
        self.mergeKey = mergeKey
        self.destination = destination
        self.source = source
        self.diversions = diversions
    }

    /// The recipe for the responses to `request`.
    ///
    /// - Parameter tag: our To tag, at least 32 random bits; not used when the request has one already.
    package init(_ request: SIPRequest, key: TransactionKey, arrival: Arrival, isTrusted: Bool, tag: String) {
        var lines: [UInt8] = []
        lines.reserveCapacity(512)
        lines.append(viasOf: request.headers, top: request.topVia, from: arrival.source)
        lines.append(header: "From", request.headers.first(.from) ?? [])
        lines.append(header: "To", request.headers.first(.to) ?? [])
        let tagOffset = lines.count - 2
        lines.append(header: "Call-ID", request.callID)
        lines.append(header: "CSeq", request.headers.first(.cSeq) ?? [])
        self.init(
            lines: lines, tagOffset: tagOffset, tag: request.toTag == nil ? tag : "",
            timestamp: request.headers.first(.timestamp).map { String(decoding: $0, as: UTF8.self) } ?? "",
            requestURI: request.requestURI.description, key: key, mergeKey: Self.mergeKey(request),
            destination: ResponseDestination(via: request.topVia, arrival: arrival, isTrusted: isTrusted),
            source: arrival.source, diversions: Self.diversions(request))
    }

    /// Each value of Diversion stands for as many diversions as its counter says, for one without it. What cannot be
    /// read counts as one, too: it must not hide a loop.
    private static func diversions(_ request: SIPRequest) -> Int {
        guard request.headers.contains(.diversion) else { return 0 }
        return request.headers.values(.diversion).reduce(0) { sum, value in
            min(255, sum + ((try? NameAddress(parsing: value)).map { Diversion($0).counter } ?? 1))
        }
    }

    /// What two copies of one request that came over different paths have in common (RFC 3261 §8.2.2.2).
    package static func mergeKey(_ request: SIPRequest) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(96)
        if let tag = request.from.tagBytes { bytes.append(contentsOf: tag) }
        bytes.append(0)
        bytes.append(contentsOf: request.callID)
        bytes.append(0)
        bytes.append(contentsOf: String(request.cSeq.number).utf8)
        return bytes
    }

    /// A response, ready for the wire. A 100 has no To tag and repeats Timestamp; everything above has the tag.
    ///
    /// - Parameters:
    ///   - headers: further header lines; the values are safe by type (RED-8).
    package func response(_ status: Int, _ headers: [ResponseHeader] = []) -> EncodedResponse {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(self.lines.count + 160)
        bytes.append(text: "SIP/2.0 ")
        bytes.append(text: String(status))
        bytes.append(text: " ")
        bytes.append(text: StatusCode.reasonPhrase(status))
        bytes.append(text: "\r\n")
        if status > 100, !self.tag.isEmpty {
            bytes.append(contentsOf: self.lines[..<self.tagOffset])
            bytes.append(text: ";tag=")
            bytes.append(text: self.tag)
            bytes.append(contentsOf: self.lines[self.tagOffset...])
        } else {
            bytes.append(contentsOf: self.lines)
        }
        if status == 100, !self.timestamp.isEmpty {
            bytes.append(contentsOf: "Timestamp: \(self.timestamp)\r\n".utf8)
        }
        for header in headers { header.append(to: &bytes) }
        bytes.append(text: "Content-Length: 0\r\n\r\n")
        return EncodedResponse(statusCode: status, bytes: bytes)
    }
}

extension [UInt8] {
    /// Appends the Via lines of a request, the topmost with a note where it came from.
    mutating func append(viasOf headers: SIPHeaders, top: Via, from source: HostPort) {
        var isTopmost = true
        for via in headers.values(.via) {
            if isTopmost {
                self.append(topVia: top, from: source)
            } else {
                self.append(header: "Via", via)
            }
            isTopmost = false
        }
    }

    /// Appends the top Via with `received` when its host is not the packet's source, and with both `received` and a filled
    /// `rport` when the client asked for that (RFC 3261 §18.2.1, RFC 3581 §4; TRN-2).
    private mutating func append(topVia via: Via, from source: HostPort) {
        let asksForPort = via.rport != .absent
        let needsReceived = asksForPort || via.host.lowercased() != source.host.lowercased()
        self.append(contentsOf: "Via: ".utf8)
        if needsReceived || via.received != nil {
            via.appendStamped(
                to: &self, received: needsReceived ? source.host : nil, rport: asksForPort ? source.port : nil)
        } else {
            self.append(contentsOf: via.bytes)
        }
        self.append(contentsOf: [13, 10])
    }

    /// Appends a text without a copy of it in between.
    mutating func append(text: String) {
        var text = text
        text.withUTF8 { self.append(contentsOf: $0) }
    }

    /// Appends one header line.
    mutating func append(header name: StaticString, _ value: some Collection<UInt8>) {
        name.withUTF8Buffer { self.append(contentsOf: $0) }
        self.append(contentsOf: [UInt8(ascii: ":"), UInt8(ascii: " ")])
        self.append(contentsOf: value)
        self.append(contentsOf: [13, 10])
    }
}
