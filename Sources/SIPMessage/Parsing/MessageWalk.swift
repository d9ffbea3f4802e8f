/// One walk from the first to the last byte of a message: start line, header lines, body.
///
/// It finds where things are and stops at nothing, because a message with a fault still has to give up its Via. Of
/// several faults the first counts, and one of the start line before all others.
struct MessageWalk {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let limits: SIPLimits
    private let framing: MessageFraming

    private(set) var startLine = StartLine.unusable
    private(set) var lines: [SIPHeaders.Line] = []
    private(set) var body = TextRange(0, 0)
    private(set) var fault: Fault?
    /// Where the first header line starts, when there is a folded one. Then nothing else here is of use.
    private(set) var foldedSection: Int?
    private var contentLength = TextRange.absent

    /// - Parameters:
    ///   - isUnfolded: Whether folding was undone, so that a line which starts with a blank is a fault.
    ///   - suspicion: A fault the caller already knows of.
    init(
        _ bytes: UnsafeBufferPointer<UInt8>, limits: SIPLimits, framing: MessageFraming, isUnfolded: Bool,
        suspicion: Fault?
    ) {
        self.bytes = bytes
        self.limits = limits
        self.framing = framing
        var position = self.skipEmptyLines()
        position = self.walkStartLine(from: position)
        self.note(suspicion)
        if bytes.count > limits.message {
            self.note(Fault(limit: "Message too large", at: limits.message, code: .messageTooLarge))
        }
        guard let bodyStart = self.walkHeaders(from: position, isUnfolded: isUnfolded) else { return }
        self.countValues()
        self.delimitBody(from: bodyStart)
    }

    private mutating func note(_ fault: Fault?) {
        if self.fault == nil { self.fault = fault }
    }

    private func skipEmptyLines() -> Int {
        var position = 0
        while position < self.bytes.count {
            if self.bytes[position] == ASCII.lineFeed, self.framing == .datagram {
                position += 1
            } else if self.bytes[position] == ASCII.carriageReturn, position + 1 < self.bytes.count,
                self.bytes[position + 1] == ASCII.lineFeed
            {
                position += 2
            } else {
                break
            }
        }
        return position
    }

    private mutating func walkStartLine(from position: Int) -> Int {
        guard position < self.bytes.count else {
            self.note(Fault("Nothing but empty lines", at: 0, code: .drop))
            return position
        }
        let (line, next) = self.takeLine(from: position)
        var fault: Fault?
        self.startLine = StartLine(line, in: self.bytes, limits: self.limits, fault: &fault)
        // What the line says about itself is worth more than how it ends.
        if let fault { self.fault = fault }
        return next
    }

    /// Returns where the body starts, or nil when the section is folded or does not end.
    private mutating func walkHeaders(from start: Int, isUnfolded: Bool) -> Int? {
        let vocabulary = HeaderVocabulary.shared
        self.lines.reserveCapacity(16)
        var lineCount = 0
        var position = start
        while position < self.bytes.count {
            let (line, next) = self.takeLine(from: position)
            if line.isEmpty {
                if next - start > self.limits.headerSection {
                    self.note(Fault(limit: "Header section too long", at: start + self.limits.headerSection))
                }
                return next
            }
            if !isUnfolded, next < self.bytes.count, ASCII.isBlank(self.bytes[next]) {
                self.foldedSection = start
                return nil
            }
            lineCount += 1
            guard lineCount <= self.limits.headerLines else {
                self.note(Fault(limit: "Too many header lines", at: position))
                return nil
            }
            self.walkHeader(line, vocabulary)
            position = next
        }
        self.note(Fault("Header section without an empty line at its end", at: self.bytes.count))
        return nil
    }

    private mutating func walkHeader(_ line: TextRange, _ vocabulary: HeaderVocabulary) {
        let colon = ByteSearch.first(ASCII.colon, in: self.bytes, from: line.lower, to: line.upper)
        var nameEnd = colon
        while nameEnd > line.lower, ASCII.isBlank(self.bytes[nameEnd &- 1]) { nameEnd &-= 1 }
        let name = TextRange(line.lower, nameEnd)
        let known = vocabulary.header(self.bytes, name)
        guard colon < line.upper, known != nil || self.isToken(name) else {
            self.note(Fault("Malformed header line", at: line.lower))
            return
        }
        let value = ListElements.trimmed(self.bytes, TextRange(colon &+ 1, line.upper))
        if name.count + value.count > self.limits.headerLine {
            self.note(Fault(limit: "Header line too long", header: known, at: line.lower))
        }
        if known == .contentLength {
            if self.contentLength.isPresent {
                self.note(Fault("Header field more than once", header: .contentLength, at: line.lower))
            }
            self.contentLength = value
        } else {
            self.lines.append(SIPHeaders.Line(known: known, name: name, value: value))
        }
    }

    private func isToken(_ range: TextRange) -> Bool {
        var reader = ByteReader(self.bytes, range)
        return !range.isEmpty && reader.take(.token) == range
    }

    /// The line at `start` without its end, and where the next one starts. A CR that ends no line is a fault, and so is
    /// a bare LF in a stream.
    private mutating func takeLine(from start: Int) -> (line: TextRange, next: Int) {
        let count = self.bytes.count
        var index = ByteSearch.firstControl(self.bytes, from: start)
        while index < count {
            let byte = self.bytes[index]
            if byte == ASCII.lineFeed {
                if self.framing == .stream { self.note(Fault("Line ends without CR", at: index)) }
                return (TextRange(start, index), index + 1)
            }
            if byte == ASCII.carriageReturn {
                if index + 1 < count, self.bytes[index + 1] == ASCII.lineFeed {
                    return (TextRange(start, index), index + 2)
                }
                self.note(Fault("CR within a line", at: index))
            }
            index = ByteSearch.firstControl(self.bytes, from: index &+ 1)
        }
        self.note(Fault("Line without an end", at: count))
        return (TextRange(start, count), count)
    }

    private mutating func countValues() {
        if self.hasMoreValues(.via, than: self.limits.viaValues) {
            self.note(Fault(limit: "Too many Via values", header: .via, at: 0))
        }
        if self.hasMoreValues(.contact, than: self.limits.contacts) {
            self.note(Fault(limit: "Too many Contact values", header: .contact, at: 0))
        }
    }

    private func hasMoreValues(_ header: KnownHeader, than limit: Int) -> Bool {
        // A value takes two bytes with its comma, so few bytes need no counting.
        var most = 0
        for line in self.lines where line.known == header { most &+= (line.value.count &+ 1) / 2 }
        guard most > limit else { return false }
        var values = 0
        for line in self.lines where line.known == header {
            var elements = ListElements(self.bytes, line.value)
            while elements.next() != nil { values &+= 1 }
        }
        return values > limit
    }

    private mutating func delimitBody(from start: Int) {
        let rest = self.bytes.count - start
        var length = rest
        if self.contentLength.isPresent {
            switch DecimalNumber(self.bytes, self.contentLength, upTo: rest) {
            case .value(let value): length = value
            case .tooLarge:
                self.note(
                    Fault("Body shorter than Content-Length", header: .contentLength, at: self.contentLength.lower))
            case .notANumber:
                self.note(
                    Fault("Content-Length is not a number", header: .contentLength, at: self.contentLength.lower))
            }
        } else if self.framing == .stream {
            self.note(Fault("Content-Length missing", header: .contentLength, at: start))
        }
        if length > self.limits.body {
            self.note(Fault(limit: "Body too large", at: start + self.limits.body, code: .messageTooLarge))
        }
        self.body = TextRange(start, start + length)
    }
}
