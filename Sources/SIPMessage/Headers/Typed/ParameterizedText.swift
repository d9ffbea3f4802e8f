/// `value *( ";" parameter )`, the shape of many header field values (RFC 3261 §25.1).
struct ParameterizedText {
    let storage: [UInt8]
    let value: TextRange
    let parameters: SIPParameters

    /// Reads all of `bytes`, a value of `header`. `takeValue` takes what stands before the parameters, or gives nil when
    /// something else stands there.
    init(
        _ bytes: some Collection<UInt8>, of header: KnownHeader, takeValue: (inout ByteReader) -> TextRange?
    ) throws(SIPParseError) {
        let storage = Array(bytes)
        self.storage = storage
        do throws(Fault) {
            let parts = try storage.withUnsafeBufferPointer {
                (buffer) throws(Fault) -> (value: TextRange, parameters: TextRange) in
                let whole = ListElements.trimmed(buffer, TextRange(0, buffer.count))
                var reader = ByteReader(buffer, whole)
                guard let value = takeValue(&reader), !value.isEmpty else {
                    throw Fault("Malformed value", header: header, at: reader.position)
                }
                let start = reader.position
                while true {
                    switch reader.takeHeaderParameter() {
                    case .parameter: continue
                    case .end: return (value, TextRange(start, whole.upper))
                    case .malformed: throw Fault("Malformed parameter", header: header, at: reader.position)
                    }
                }
            }
            self.value = parts.value
            self.parameters = SIPParameters(storage: storage, range: parts.parameters, style: .header)
        } catch {
            throw SIPParseError(error)
        }
    }

    /// The value as text.
    var text: String { String(decoding: self.storage[text: self.value], as: UTF8.self) }
}

extension SIPParameters {
    /// A parameter that is a number: `limit` when it is larger, nil when it is none or does not stand.
    func number(_ name: String, upTo limit: Int) -> Int? {
        self[name].flatMap { DecimalNumber.clamped($0.utf8, to: limit) }
    }
}

extension DecimalNumber {
    /// The number that fills a text, at most `limit`; nil when the text is no number.
    static func clamped(_ text: some Collection<UInt8>, to limit: Int) -> Int? {
        let number = Array(text).withUnsafeBufferPointer {
            DecimalNumber($0, TextRange(0, $0.count), upTo: limit)
        }
        switch number {
        case .value(let value): return value
        case .tooLarge: return limit
        case .notANumber: return nil
        }
    }
}
