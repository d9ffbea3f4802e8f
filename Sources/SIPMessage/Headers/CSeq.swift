/// The value of CSeq: a number that orders requests, and the method again (RFC 3261 §20.16).
public struct CSeq: Hashable, Sendable {
    /// 0 to 2³²−1. A number of one's own stays below 2³¹ (§8.1.1.5).
    public let number: UInt32
    /// The method, equal to the one in the request line.
    public let method: SIPMethod

    /// A value to be written.
    public init(number: UInt32, method: SIPMethod) {
        self.number = number
        self.method = method
    }

    /// Reads `1*DIGIT LWS Method`. Throws `.badRequest` when it is something else, or the number exceeds 2³²−1
    /// (SYN-9).
    public init(parsing bytes: some Collection<UInt8>) throws(SIPParseError) {
        do throws(Fault) {
            self = try Array(bytes).withUnsafeBufferPointer { (buffer) throws(Fault) -> CSeq in
                try CSeq(TextRange(0, buffer.count), in: buffer)
            }
        } catch {
            throw SIPParseError(error)
        }
    }

    init(_ range: TextRange, in bytes: UnsafeBufferPointer<UInt8>) throws(Fault) {
        var reader = ByteReader(bytes, ListElements.trimmed(bytes, range))
        switch DecimalNumber(bytes, reader.take(.digit), upTo: Int(UInt32.max)) {
        case .value(let number): self.number = UInt32(truncatingIfNeeded: number)
        case .tooLarge: throw Fault("CSeq number too large", header: .cSeq, at: range.lower)
        case .notANumber: throw Fault("CSeq without a number", header: .cSeq, at: range.lower)
        }
        let blank = reader.position
        reader.skipBlanks()
        let method = reader.take(.token)
        guard reader.position > blank, !method.isEmpty, reader.isAtEnd, method.lower > blank else {
            throw Fault("CSeq without a method", header: .cSeq, at: reader.position)
        }
        self.method = SIPMethod(method, in: bytes)
    }

    /// The value, to be put in a header field.
    public var headerValue: SIPHeaderValue { SIPHeaderValue(unchecked: Array(self.description.utf8)) }
}

extension CSeq: CustomStringConvertible {
    /// Number and method as they are written.
    public var description: String { "\(self.number) \(self.method)" }
}
