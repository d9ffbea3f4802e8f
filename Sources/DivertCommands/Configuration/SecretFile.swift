import Foundation

/// Files that only their owner may read.
enum SecretFile {
    enum Failure: Error, Hashable, Sendable {
        /// It is there already.
        case exists
        /// What the operating system says.
        case system(String)
    }

    /// Makes a whole file with mode 0600, on disk when the call returns: all of it or nothing.
    ///
    /// - Parameter replacing: Whether a file that is there may be replaced, in one step; a link is replaced itself, not
    ///   what it leads to.
    static func make(at path: String, _ bytes: [UInt8], replacing: Bool) throws(Failure) {
        let draft = replacing ? "\(path).\(getpid()).new" : path
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw errno == EEXIST ? .exists : self.failure }
        let failure = self.fill(descriptor, with: bytes)
        close(descriptor)
        if let failure {
            unlink(draft)
            throw failure
        }
        guard !replacing || rename(draft, path) == 0 else {
            let failure = self.failure
            unlink(draft)
            throw failure
        }
    }

    private static func fill(_ descriptor: Int32, with bytes: [UInt8]) -> Failure? {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                return self.failure
            }
            rest = rest.dropFirst(count)
        }
        return fsync(descriptor) == 0 ? nil : self.failure
    }

    private static var failure: Failure { .system(String(cString: strerror(errno))) }
}
