import CallRouting

/// What a question mark of a statement stands for. Nil is NULL.
enum SQLValue: Sendable, Hashable {
    case integer(Int64?)
    case text(String?)
    case blob([UInt8]?)

    static func integer(_ value: Int) -> Self { .integer(Int64(value)) }
    static func flag(_ value: Bool) -> Self { .integer(value ? 1 : 0) }
    static func time(_ moment: Timestamp?) -> Self { .integer(moment?.milliseconds) }
    static func id(_ call: CallID) -> Self { .blob(call.bytes) }
}
