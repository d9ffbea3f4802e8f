/// What a reader of grammar found wrong. ``SIPParser`` makes a ``SIPParseError`` of it once it knows what the message
/// around it can still be used for. It holds no reference, so readers that could fail cost no more than others.
struct Fault: Error {
    private(set) var code: SIPParseError.Code
    let reason: StaticString
    private(set) var header: KnownHeader?
    let offset: Int
    private(set) var exceedsLimit = false

    init(_ reason: StaticString, header: KnownHeader? = nil, at offset: Int, code: SIPParseError.Code = .badRequest) {
        self.code = code
        self.reason = reason
        self.header = header
        self.offset = offset
    }

    /// Something larger, longer or more than ``SIPLimits`` allows.
    init(
        limit reason: StaticString, header: KnownHeader? = nil, at offset: Int, code: SIPParseError.Code = .badRequest
    ) {
        self.init(reason, header: header, at: offset, code: code)
        self.exceedsLimit = true
    }

    /// The same fault, found while reading `header`.
    func within(_ header: KnownHeader) -> Fault {
        var fault = self
        fault.header = self.header ?? header
        return fault
    }

    /// The same fault where nobody can be told.
    var unanswerable: Fault {
        var fault = self
        fault.code = .drop
        return fault
    }
}
