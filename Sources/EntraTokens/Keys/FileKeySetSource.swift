import Foundation
import WebTokens

/// A key set in a file, read anew whenever it is asked for.
package struct FileKeySetSource: KeySetSource {
    private let path: String

    package init(path: String) {
        self.path = path
    }

    package func fetch() throws -> [UInt8] {
        let content: Data?
        do {
            let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: self.path))
            content = try file.read(upToCount: WebKeySet.lengthLimit + 1)
            try file.close()
        } catch {
            throw KeySetSourceError("\(self.path) cannot be read")
        }
        let bytes = Array(content ?? Data())
        guard bytes.count <= WebKeySet.lengthLimit else {
            throw KeySetSourceError("\(self.path) is longer than \(WebKeySet.lengthLimit) bytes")
        }
        return bytes
    }
}
