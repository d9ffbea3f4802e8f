/// Makes messages of bytes (RFC 3261 §7, §25).
///
/// The bytes are taken into one array that everything read from the message shares. The work is linear in their number,
/// and no input makes it trap. A parser has no state: one serves any number of connections.
public struct SIPParser: Sendable {
    /// What a peer may send.
    public let limits: SIPLimits

    /// A parser with limits.
    public init(limits: SIPLimits = .standard) {
        self.limits = limits
    }

    /// Reads the message in a datagram. What lies beyond its Content-Length is discarded (TRN-5).
    ///
    /// Throws with a `statusCode` to answer a request with, or without one when there is nothing to be said.
    public func parse(datagram: UnsafeRawBufferPointer) throws(SIPParseError) -> SIPMessage {
        try self.parse(Array(datagram), framing: .datagram)
    }

    /// Reads the message in a datagram, sharing the array.
    public func parse(datagram: [UInt8]) throws(SIPParseError) -> SIPMessage {
        try self.parse(datagram, framing: .datagram)
    }

    /// Reads one message that ``SIPStreamFramer`` cut out of a stream. Content-Length is required (TRN-6).
    ///
    /// Throws like ``parse(datagram:)-(UnsafeRawBufferPointer)``. The framing of the stream is whole, so the connection
    /// may stay open after the answer, unless the error `exceedsLimit` (SYN-17).
    public func parse(streamMessage: [UInt8]) throws(SIPParseError) -> SIPMessage {
        try self.parse(streamMessage, framing: .stream)
    }

    /// The same over borrowed bytes, which are copied.
    public func parse(streamMessage: UnsafeRawBufferPointer) throws(SIPParseError) -> SIPMessage {
        try self.parse(Array(streamMessage), framing: .stream)
    }

    /// The error for a message that a stream cannot be cut by: `fault`, unless the start line has one, and what can be
    /// saved from the bytes that are there.
    func refusal(_ fault: Fault, of bytes: [UInt8]) -> SIPParseError {
        do throws(SIPParseError) {
            _ = try self.parse(bytes, framing: .stream, suspicion: fault)
            return SIPParseError(fault.unanswerable)
        } catch {
            return error
        }
    }

    /// What a request can be refused with when nobody has the time to read it: its header lines are found, and of their
    /// values only the top Via is read (OVL-2). Nil when it is no request that could be answered.
    public func outline(_ bytes: [UInt8], isStreamMessage: Bool) -> SIPParseError.Salvage? {
        guard bytes.count <= Int(Int32.max) else { return nil }
        let walk = self.walk(bytes, isStreamMessage ? .stream : .datagram, isUnfolded: false, nil)
        guard walk.fault == nil, walk.foldedSection == nil, case .request(let text, _) = walk.startLine else {
            return nil
        }
        let method = bytes.withUnsafeBufferPointer { text.isPresent && !text.isEmpty ? SIPMethod(text, in: $0) : nil }
        return SIPParseError.Salvage(method: method, headers: SIPHeaders(storage: bytes, lines: walk.lines))
    }

    private func parse(
        _ bytes: [UInt8], framing: MessageFraming, suspicion: Fault? = nil
    ) throws(SIPParseError) -> SIPMessage {
        guard bytes.count <= Int(Int32.max) else {
            throw SIPParseError(Fault(limit: "Message too large", at: 0, code: .drop))
        }
        var storage = bytes
        var walk = self.walk(storage, framing, isUnfolded: false, suspicion)
        if let start = walk.foldedSection {
            storage = bytes.unfolded(from: start, framing: framing)
            walk = self.walk(storage, framing, isUnfolded: true, suspicion)
        }
        let headers = SIPHeaders(storage: storage, lines: walk.lines)
        switch walk.startLine {
        case .request(let method, let uri):
            return .request(try self.request(method, uri, headers, walk))
        case .response(let statusCode, let reasonPhrase):
            do throws(Fault) {
                if let fault = walk.fault { throw fault }
                let response = SIPResponse(
                    statusCode: statusCode,
                    reasonPhrase: SIPResponse.harmless(String(decoding: storage[text: reasonPhrase], as: UTF8.self)),
                    headers: headers, body: storage[text: walk.body],
                    required: try RequiredHeaders(headers, method: nil))
                return .response(response)
            } catch {
                throw SIPParseError(error.unanswerable)
            }
        case .unusable:
            let fault = walk.fault ?? Fault("Malformed start line", at: 0)
            throw SIPParseError(fault.unanswerable)
        }
    }

    private func walk(
        _ bytes: [UInt8], _ framing: MessageFraming, isUnfolded: Bool, _ suspicion: Fault?
    ) -> MessageWalk {
        bytes.withUnsafeBufferPointer {
            MessageWalk($0, limits: self.limits, framing: framing, isUnfolded: isUnfolded, suspicion: suspicion)
        }
    }
}

extension SIPParser {
    private func request(
        _ methodText: TextRange, _ uri: TextRange, _ headers: SIPHeaders, _ walk: MessageWalk
    ) throws(SIPParseError) -> SIPRequest {
        var method: SIPMethod?
        do throws(Fault) {
            method = headers.storage.withUnsafeBufferPointer { bytes in
                methodText.isPresent && !methodText.isEmpty ? SIPMethod(methodText, in: bytes) : nil
            }
            if let fault = walk.fault { throw fault }
            guard let method else { throw Fault("Request line without a method", at: 0) }
            let shape = try headers.storage.withUnsafeBufferPointer { (bytes) throws(Fault) -> SIPURI.Shape in
                try SIPURI.Shape(uri, in: bytes)
            }
            guard !shape.headers.isPresent else { throw Fault("Request-URI with headers", at: shape.headers.lower) }
            let required = try RequiredHeaders(headers, method: method)
            try self.check(required, headers, method)
            return SIPRequest(
                method: method, requestURI: SIPURI(storage: headers.storage, shape: shape), headers: headers,
                body: headers.storage[text: walk.body], required: required)
        } catch {
            let salvage = SIPParseError.Salvage(method: method, headers: headers)
            throw SIPParseError(salvage == nil ? error.unanswerable : error, salvage: salvage)
        }
    }

    /// What is asked of a message from outside and not of one's own.
    private func check(_ required: RequiredHeaders, _ headers: SIPHeaders, _ method: SIPMethod) throws(Fault) {
        if required.from.uri.bytes.count > self.limits.uri {
            throw Fault(limit: "URI too long", header: .from, at: required.from.shape.text.lower)
        }
        if required.to.uri.bytes.count > self.limits.uri {
            throw Fault(limit: "URI too long", header: .to, at: required.to.shape.text.lower)
        }
        // REGISTER is about nothing but its contacts; elsewhere a redirect server has no need of them (SYN-16).
        guard method == .register else { return }
        try headers.storage.withUnsafeBufferPointer { (bytes) throws(Fault) in
            for line in headers.lines where line.known == .contact {
                var elements = ListElements(bytes, line.value)
                while let element = elements.next() {
                    if element.count == 1, bytes[element.lower] == UInt8(ascii: "*") { continue }
                    try NameAddress.Shape.check(element, of: .contact, in: bytes)
                }
            }
        }
    }
}
