import CallRouting
import Foundation
import GRDB

/// Takes typed values out of one row, and says which column does not hold what it should.
struct RowReader {
    let row: Row
    /// The table and the row's number or key, for the error.
    let place: String
    let path: String

    func text(_ column: String) throws(StoreError) -> String {
        try self.required(column, self.optionalText(column))
    }

    func optionalText(_ column: String) throws(StoreError) -> String? {
        try self.optional(column) { value in
            guard case .string = value.storage else { return nil }
            // The value is a C string, which ends at the first NUL; the bytes are all there is.
            return try? self.row.withUnsafeData(named: column) { bytes in
                bytes.map { String(decoding: $0, as: UTF8.self) }
            }
        }
    }

    func integer(_ column: String) throws(StoreError) -> Int64 {
        try self.required(column, self.optionalInteger(column))
    }

    func optionalInteger(_ column: String) throws(StoreError) -> Int64? {
        try self.optional(column) { Int64.fromDatabaseValue($0) }
    }

    func time(_ column: String) throws(StoreError) -> Timestamp {
        Timestamp(milliseconds: try self.integer(column))
    }

    func optionalTime(_ column: String) throws(StoreError) -> Timestamp? {
        try self.optionalInteger(column).map { Timestamp(milliseconds: $0) }
    }

    func flag(_ column: String) throws(StoreError) -> Bool {
        try self.integer(column) != 0
    }

    func blob(_ column: String) throws(StoreError) -> [UInt8] {
        try self.required(column, self.optionalBlob(column))
    }

    func optionalBlob(_ column: String) throws(StoreError) -> [UInt8]? {
        try self.optional(column) { Data.fromDatabaseValue($0) }.map { [UInt8]($0) }
    }

    func callID(_ column: String) throws(StoreError) -> CallID {
        try self.required(column, CallID(bytes: self.blob(column)))
    }

    /// One of the words of `Word`.
    func word<Word: RawRepresentable>(_ column: String, _: Word.Type = Word.self) throws(StoreError) -> Word
    where Word.RawValue == String {
        try self.required(column, Word(rawValue: self.text(column)))
    }

    /// The same where there may be nothing.
    func optionalWord<Word: RawRepresentable>(
        _ column: String, _: Word.Type = Word.self
    ) throws(StoreError) -> Word? where Word.RawValue == String {
        guard let text = try self.optionalText(column) else { return nil }
        return try self.required(column, Word(rawValue: text))
    }

    /// The value, when it could be made sense of.
    func required<Value>(_ column: String, _ value: Value?) throws(StoreError) -> Value {
        guard let value else {
            let detail = "\(self.place), column \(column): not understood."
            throw StoreError(.unreadableRow, path: self.path, detail: detail)
        }
        return value
    }

    private func optional<Value>(
        _ column: String, _ convert: (DatabaseValue) -> Value?
    ) throws(StoreError) -> Value? {
        let value: DatabaseValue = self.row[column]
        return value.isNull ? nil : try self.required(column, convert(value))
    }
}
