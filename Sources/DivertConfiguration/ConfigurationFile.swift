import Foundation

/// Reads configuration files from disk.
package enum ConfigurationFile {
    /// What the operating system said, fit for an error line: "No such file or directory".
    struct Unreadable: Error, CustomStringConvertible {
        let description: String

        init(_ code: Int32) { self.description = String(cString: strerror(code)) }
    }

    /// The whole content of the file. Throws what the operating system says when it cannot be read.
    package static func bytes(of name: String) throws -> [UInt8] {
        let descriptor = open(name, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Unreadable(errno) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw Unreadable(errno)
            }
            if count == 0 { return bytes }
            bytes += chunk[..<count]
        }
    }
}
