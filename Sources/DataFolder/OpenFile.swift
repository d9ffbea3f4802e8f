import Foundation

/// An `errno`.
struct SystemError: Error, Sendable, Hashable {
    let number: Int32

    init(_ number: Int32) { self.number = number }

    /// That of the call that just failed.
    static var last: SystemError { SystemError(errno) }
}

/// A file descriptor that closes itself. It is never inherited by other programs.
struct OpenFile: ~Copyable {
    let descriptor: Int32

    init(_ path: String, _ flags: Int32, mode: mode_t = 0) throws(SystemError) {
        let descriptor = open(path, flags | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw .last }
        self.descriptor = descriptor
    }

    deinit { close(self.descriptor) }

    /// Everything from here to the end.
    func readAll() throws(SystemError) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = read(self.descriptor, &chunk, chunk.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw .last
            }
            if count == 0 { return bytes }
            bytes += chunk[..<count]
        }
    }

    func writeAll(_ bytes: [UInt8]) throws(SystemError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(self.descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                throw .last
            }
            rest = rest.dropFirst(count)
        }
    }

    /// Waits until the file, or the entries of the folder, are on disk.
    ///
    /// Some file systems know no sync of folders and say `EINVAL`; they are taken at their word.
    func sync() throws(SystemError) {
        while fsync(self.descriptor) != 0 {
            if errno == EINVAL { return }
            guard errno == EINTR else { throw .last }
        }
    }

    static func syncFolder(_ path: String) throws(SystemError) {
        try OpenFile(path, O_RDONLY | O_DIRECTORY).sync()
    }
}
