/// The header fields every message must have (SYN-8), read once when the message is made.
///
/// A class, because it never changes and a message is handed on many times.
final class RequiredHeaders: Sendable {
    private let storage: [UInt8]
    private let shapes: Shapes

    var topVia: Via { Via(storage: self.storage, shape: self.shapes.topVia) }
    var from: NameAddress { NameAddress(storage: self.storage, shape: self.shapes.from) }
    var to: NameAddress { NameAddress(storage: self.storage, shape: self.shapes.to) }
    var callID: ArraySlice<UInt8> { self.storage[text: self.shapes.callID] }
    var cSeq: CSeq { self.shapes.cSeq }
    var maxForwards: Int? { self.shapes.maxForwards }

    /// Reads them for a request with `method`, or for a response when it is nil.
    ///
    /// Throws a fault with code `.drop` when there is no Via to answer to, else `.badRequest` for what is missing,
    /// there twice (SYN-7) or malformed. A CSeq method that differs from an unknown method of the request line is
    /// `.notImplemented` (SYN-9).
    init(_ headers: SIPHeaders, method: SIPMethod?) throws(Fault) {
        self.storage = headers.storage
        let shapes = try headers.storage.withUnsafeBufferPointer { (bytes) throws(Fault) -> Shapes in
            try Shapes(FirstLines(headers.lines), in: bytes)
        }
        self.shapes = shapes
        guard let method else { return }
        if shapes.cSeq.method != method {
            throw Fault(
                "CSeq method differs from the request line", header: .cSeq, at: shapes.cSeqStart,
                code: method.isKnown ? .badRequest : .notImplemented)
        }
        // A sender without the magic cookie follows RFC 2543 and need not know about tags.
        if !shapes.from.tag.isPresent, self.topVia.hasMagicCookie {
            throw Fault("From without a tag", header: .from, at: shapes.from.text.lower)
        }
    }
}

/// Where the first line of each required field is, and which field that may stand once stands twice.
private struct FirstLines {
    var via = TextRange.absent
    var from = TextRange.absent
    var to = TextRange.absent
    var callID = TextRange.absent
    var cSeq = TextRange.absent
    var maxForwards = TextRange.absent
    var contentType = TextRange.absent
    var duplicate: (header: KnownHeader, offset: Int)?

    init(_ lines: [SIPHeaders.Line]) {
        for line in lines {
            switch line.known {
            case .via: if !self.via.isPresent { self.via = line.value }
            case .from: Self.note(line, .from, &self.from, &self.duplicate)
            case .to: Self.note(line, .to, &self.to, &self.duplicate)
            case .callID: Self.note(line, .callID, &self.callID, &self.duplicate)
            case .cSeq: Self.note(line, .cSeq, &self.cSeq, &self.duplicate)
            case .maxForwards: Self.note(line, .maxForwards, &self.maxForwards, &self.duplicate)
            case .contentType: Self.note(line, .contentType, &self.contentType, &self.duplicate)
            default: continue
            }
        }
    }

    @inline(__always)
    private static func note(
        _ line: SIPHeaders.Line, _ header: KnownHeader, _ value: inout TextRange,
        _ duplicate: inout (header: KnownHeader, offset: Int)?
    ) {
        if !value.isPresent {
            value = line.value
        } else if duplicate == nil {
            duplicate = (header, line.value.lower)
        }
    }
}

/// The typed values as ranges.
private struct Shapes: Sendable {
    let topVia: Via.Shape
    let from: NameAddress.Shape
    let to: NameAddress.Shape
    let callID: TextRange
    let cSeq: CSeq
    let cSeqStart: Int
    let maxForwards: Int?

    init(_ lines: FirstLines, in bytes: UnsafeBufferPointer<UInt8>) throws(Fault) {
        var viaFault: Fault?
        guard lines.via.isPresent, let topVia = Via.Shape(topOf: lines.via, in: bytes, fault: &viaFault) else {
            throw Fault("No usable Via", header: .via, at: lines.via.isPresent ? lines.via.lower : 0, code: .drop)
        }
        if let viaFault { throw viaFault }
        if let duplicate = lines.duplicate {
            throw Fault("Header field more than once", header: duplicate.header, at: duplicate.offset)
        }
        self.topVia = topVia
        self.from = try Self.address(lines.from, .from, in: bytes)
        self.to = try Self.address(lines.to, .to, in: bytes)
        self.callID = try Self.required(lines.callID, .callID)
        guard !self.callID.isEmpty, bytes[self.callID.lower..<self.callID.upper].allSatisfy(ByteSet.visible.contains)
        else { throw Fault("Malformed Call-ID", header: .callID, at: self.callID.lower) }
        self.cSeq = try CSeq(try Self.required(lines.cSeq, .cSeq), in: bytes)
        self.cSeqStart = lines.cSeq.lower
        self.maxForwards = try Self.maxForwards(lines.maxForwards, in: bytes)
    }

    private static func required(_ value: TextRange, _ header: KnownHeader) throws(Fault) -> TextRange {
        guard value.isPresent else {
            throw Fault("Mandatory header field missing", header: header, at: 0)
        }
        return value
    }

    private static func address(
        _ value: TextRange, _ header: KnownHeader, in bytes: UnsafeBufferPointer<UInt8>
    ) throws(Fault) -> NameAddress.Shape {
        let value = try Self.required(value, header)
        return try NameAddress.Shape.check(value, of: header, in: bytes)
    }

    /// 0 to 255. More than that counts as absent (SYN-9), and so does no line at all.
    private static func maxForwards(_ value: TextRange, in bytes: UnsafeBufferPointer<UInt8>) throws(Fault) -> Int? {
        guard value.isPresent else { return nil }
        switch DecimalNumber(bytes, value, upTo: 255) {
        case .value(let number): return number
        case .tooLarge: return nil
        case .notANumber: throw Fault("Max-Forwards is not a number", header: .maxForwards, at: value.lower)
        }
    }
}
