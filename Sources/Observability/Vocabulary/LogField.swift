import CallRouting
import Logging

/// A key of the metadata and its value.
///
/// Fields can only be made by the functions of the vocabulary, one for each key, and these take types: a phone number, an
/// identifier or a URI enters the log by a type whose description is redacted, or not at all.
package struct LogField: Sendable {
    /// The key of the call's id.
    static let callKey = "call"

    let key: String
    /// Nil: the field is left out.
    let value: Logger.MetadataValue?

    init(_ key: String, _ value: Logger.MetadataValue?) {
        self.key = key
        self.value = value
    }

    init(_ key: String, _ value: (some CustomStringConvertible & Sendable)?) {
        self.init(key, value.map { .stringConvertible($0) })
    }

    init(_ key: String, _ text: String?) {
        self.init(key, text.map { .string($0) })
    }

    /// The metadata of a line; fields without a value are not in it.
    static func metadata(_ call: CallID?, _ fields: [LogField]) -> Logger.Metadata {
        var metadata = Logger.Metadata(minimumCapacity: fields.count + 1)
        if let call { metadata[self.callKey] = .stringConvertible(call) }
        for field in fields {
            if let value = field.value { metadata[field.key] = value }
        }
        return metadata
    }
}
