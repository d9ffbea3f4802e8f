import Foundation

/// The content of `context.keys`: symmetric keys of 32 bytes in base64, one per line, the newest first.
///
///     kq0bGm1tY0…=
///     9cVtF3mAB2…=
///
/// The newest seals, all of them open. Lines that are empty or begin with `#` do not count.
package struct KeyFile: Sendable, Hashable {
    /// Length of a key in bytes.
    package static let keyLength = 32

    /// At least one, 32 bytes each, the newest first.
    package let keys: [[UInt8]]

    /// Throws `.corruptFile` with the line for anything that is not a key, and when there is none at all.
    ///
    /// - Parameters:
    ///   - bytes: The file's content.
    ///   - path: The file's name for the error.
    package init(bytes: [UInt8], path: String) throws(DataFolderError) {
        var keys: [[UInt8]] = []
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            let blanks: [UInt8] = [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r")]
            let text = line.filter { !blanks.contains($0) }
            if text.isEmpty || text.first == UInt8(ascii: "#") { continue }
            guard let key = Data(base64Encoded: Data(text)), key.count == Self.keyLength else {
                throw DataFolderError(
                    .corruptFile, path: "\(path):\(index + 1)",
                    reason: "expected \(Self.keyLength) bytes in base64, found something else")
            }
            keys.append(Array(key))
        }
        guard !keys.isEmpty else {
            throw DataFolderError(
                .corruptFile, path: path,
                reason: "expected at least one key, found none; restore the file, or remove it to have a key made "
                    + "(contexts sealed before are then void)")
        }
        self.keys = keys
    }

    /// - Parameter keys: At least one, 32 bytes each; nil otherwise.
    package init?(keys: [[UInt8]]) {
        guard !keys.isEmpty, keys.allSatisfy({ $0.count == Self.keyLength }) else { return nil }
        self.keys = keys
    }

    package var bytes: [UInt8] {
        self.keys.flatMap { Array(Data($0).base64EncodedData()) + [UInt8(ascii: "\n")] }
    }
}

extension KeyFile: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "[\(self.keys.count) redacted]" }
    package var debugDescription: String { self.description }
    package var customMirror: Mirror { Mirror(reflecting: self.description) }
}
