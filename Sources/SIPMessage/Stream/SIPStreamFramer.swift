/// Cuts the messages out of a byte stream (RFC 3261 §18.3, RFC 5626 §4.4.1; TRN-6).
///
/// What it yields depends on the bytes alone, never on how they were split. It looks at every byte of a header section
/// once, however few arrive at a time. It holds one unfinished message, which the limits bound, and what was appended
/// after it: the owner calls ``next()`` until nil after each append.
///
/// After an error the framing is lost. The owner sends the answer, if the error has one, and closes the connection;
/// the framer says the same error again and takes in nothing more.
public struct SIPStreamFramer: Sendable {
    /// One thing that came over the stream.
    public enum Frame: Hashable, Sendable {
        /// A message with its body, to be given to ``SIPParser/parse(streamMessage:)-([UInt8])``.
        case message([UInt8])
        /// The ping `CRLFCRLF` between messages, to be answered with one `CRLF`.
        case keepAlive
    }

    private enum State: Sendable {
        /// Looking for the end of the header section; it does not lie before `searched`.
        case header(searched: Int)
        /// Waiting until the message that ends at `end` is complete.
        case body(end: Int)
        case failed(SIPParseError)
    }

    private let parser: SIPParser
    private var buffer: [UInt8] = []
    /// Where the bytes start that are in no frame yet.
    private var start = 0
    private var state = State.header(searched: 0)

    /// A framer for one connection.
    public init(limits: SIPLimits = .standard) {
        self.parser = SIPParser(limits: limits)
    }

    /// The number of bytes that are held and in no frame yet. Zero between messages.
    public var pendingBytes: Int { self.buffer.count - self.start }

    /// Takes in what was received.
    public mutating func append(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { self.append($0) }
    }

    /// Takes in what was received.
    public mutating func append(_ bytes: ArraySlice<UInt8>) {
        bytes.withUnsafeBytes { self.append($0) }
    }

    /// Takes in what was received, by copying it.
    public mutating func append(_ bytes: UnsafeRawBufferPointer) {
        if case .failed = self.state { return }
        self.compact()
        self.buffer.append(contentsOf: bytes)
    }

    /// The next frame, or nil until more bytes come.
    ///
    /// Throws `.badRequest` when Content-Length is missing, there twice or not a number, or the header section exceeds
    /// its limit, and `.messageTooLarge` when body or message do; with salvage whenever a response can be sent.
    public mutating func next() throws(SIPParseError) -> Frame? {
        do {
            let frame = try self.advance()
            // Nothing is held between messages, which is most of the life of a connection.
            if frame == nil { self.compact() }
            return frame
        } catch {
            self.state = .failed(error)
            self.buffer = []
            self.start = 0
            throw error
        }
    }

    private mutating func advance() throws(SIPParseError) -> Frame? {
        if case .failed(let error) = self.state { throw error }
        if case .header(let searched) = self.state, searched <= self.start {
            switch self.skipEmptyLines() {
            case .message: break
            case .ping: return .keepAlive
            case .undecided: return nil
            }
        }
        if case .header(let searched) = self.state {
            guard let end = try self.endOfHeaders(from: max(searched, self.start)) else { return nil }
            self.state = .body(end: try self.endOfMessage(headerEnd: end))
        }
        guard case .body(let end) = self.state, end <= self.buffer.count else { return nil }
        let message = Array(self.buffer[self.start..<end])
        self.start = end
        self.state = .header(searched: end)
        return .message(message)
    }

    private enum Between {
        case ping, message, undecided
    }

    /// Steps over CRLFs before a message: two are a ping, one is nothing.
    private mutating func skipEmptyLines() -> Between {
        let bytes = self.buffer[self.start...].prefix(4)
        let isPingSoFar = zip(bytes, [ASCII.carriageReturn, ASCII.lineFeed, ASCII.carriageReturn, ASCII.lineFeed])
            .allSatisfy { $0 == $1 }
        if isPingSoFar {
            guard bytes.count == 4 else { return .undecided }
            self.start += 4
            self.state = .header(searched: self.start)
            return .ping
        }
        if bytes.starts(with: [ASCII.carriageReturn, ASCII.lineFeed]) {
            self.start += 2
            self.state = .header(searched: self.start)
        }
        return .message
    }

    /// Looks for CRLFCRLF and remembers how far it has looked.
    private mutating func endOfHeaders(from searched: Int) throws(SIPParseError) -> Int? {
        let start = self.start
        let end = self.buffer.withUnsafeBufferPointer { bytes -> Int? in
            var index = ByteSearch.firstControl(bytes, from: max(searched, start + 3))
            while index < bytes.count {
                if bytes[index] == ASCII.lineFeed, bytes[index - 1] == ASCII.carriageReturn,
                    bytes[index - 2] == ASCII.lineFeed, bytes[index - 3] == ASCII.carriageReturn
                {
                    return index + 1
                }
                index = ByteSearch.firstControl(bytes, from: index + 1)
            }
            return nil
        }
        // The start line is not part of the section; the longest one that is accepted is a URI and some words.
        let limit = self.parser.limits.headerSection + self.parser.limits.uri + 128
        if (end ?? self.buffer.count) - start > limit {
            let head = Array(self.buffer[start..<(start + limit)])
            throw self.parser.refusal(Fault(limit: "Header section too long", at: limit), of: head)
        }
        if end == nil { self.state = .header(searched: max(self.buffer.count, start + 1)) }
        return end
    }

    private func endOfMessage(headerEnd: Int) throws(SIPParseError) -> Int {
        let limits = self.parser.limits
        let fault: Fault
        switch ContentLength(header: self.buffer[self.start..<headerEnd], upTo: limits.body) {
        case .value(let length):
            guard headerEnd - self.start + length > limits.message else { return headerEnd + length }
            fault = Fault(limit: "Message too large", at: limits.message, code: .messageTooLarge)
        case .missing:
            fault = Fault("Content-Length missing", header: .contentLength, at: headerEnd - self.start)
        case .repeated:
            fault = Fault("Header field more than once", header: .contentLength, at: 0)
        case .malformed:
            fault = Fault("Content-Length is not a number", header: .contentLength, at: 0)
        case .tooLarge:
            fault = Fault(limit: "Body too large", header: .contentLength, at: 0, code: .messageTooLarge)
        }
        throw self.parser.refusal(fault, of: Array(self.buffer[self.start..<headerEnd]))
    }

    /// Gives back what frames were made of, when it is worth the copy.
    private mutating func compact() {
        guard self.start > 0 else { return }
        if self.start == self.buffer.count {
            self.buffer.removeAll(keepingCapacity: self.buffer.capacity <= 4_096)
        } else if self.start >= self.buffer.count / 2 {
            self.buffer.removeSubrange(..<self.start)
        } else {
            return
        }
        switch self.state {
        case .header(let searched): self.state = .header(searched: max(0, searched - self.start))
        case .body(let end): self.state = .body(end: end - self.start)
        case .failed: break
        }
        self.start = 0
    }
}
