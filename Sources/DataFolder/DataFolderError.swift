import Foundation

/// Why the data folder or a file in it cannot be used, in one line that begins with its path.
///
///     divert-data: another server uses this data folder (process 4711); name another with --data
///     divert-data/context.keys: cannot be written: No space left on device
///     divert-data/context.keys:2: expected 32 bytes in base64, found something else
package struct DataFolderError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of trouble it is. Codes are added, never renamed.
    package enum Code: Sendable, Hashable {
        /// Something else stands where the folder should be.
        case notAFolder
        /// The rights or the file system do not allow it.
        case notPermitted
        /// Another server holds the lock (D11).
        case inUse
        /// No space or no quota is left.
        case diskFull
        /// A file is there and does not hold what it should.
        case corruptFile
        /// Anything else the operating system reports.
        case system
    }

    package let code: Code
    /// The folder or the file.
    package let path: String
    /// What went wrong, without the path and without any secret.
    package let reason: String

    package init(_ code: Code, path: String, reason: String) {
        self.code = code
        self.path = path
        self.reason = reason
    }

    /// - Parameters:
    ///   - number: An `errno`.
    ///   - attempt: What was tried, as it goes with "cannot be": "written", "read", "made".
    package init(systemError number: Int32, path: String, attempt: String) {
        switch number {
        case ENOSPC, EDQUOT: self.code = .diskFull
        case EACCES, EPERM, EROFS: self.code = .notPermitted
        case ENOTDIR: self.code = .notAFolder
        default: self.code = .system
        }
        self.path = path
        self.reason = "cannot be \(attempt): \(String(cString: strerror(number)))"
    }

    package var description: String { "\(self.path): \(self.reason)" }
}
