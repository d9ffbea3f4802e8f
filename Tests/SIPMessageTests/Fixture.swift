import Foundation

/// A message of one of the torture corpora, `Tests/Fixtures/rfc4475` and `rfc5118`.
struct Fixture: CustomStringConvertible {
    /// The folder and the name that the RFC gives the message, such as `rfc4475/wsinv`.
    let name: String
    /// The file.
    let bytes: [UInt8]

    var description: String { self.name }

    init(_ name: String) throws {
        self.name = name
        self.bytes = Array(try Data(contentsOf: Self.folder.appending(path: "\(name).dat")))
    }

    /// All messages of a corpus in the order of their names.
    static func all(of corpus: String) throws -> [Fixture] {
        try FileManager.default.contentsOfDirectory(atPath: Self.folder.appending(path: corpus).path)
            .filter { $0.hasSuffix(".dat") }.sorted().map { try Fixture("\(corpus)/\($0.dropLast(4))") }
    }

    /// The message as it goes over the wire. The archive of RFC 5118 ends lines with LF, leaves out the empty line after
    /// two messages, and gives bodies another length than they have.
    var onTheWire: [UInt8] {
        guard self.name.hasPrefix("rfc5118") else { return self.bytes }
        var text = String(decoding: self.bytes, as: UTF8.self).replacing("\n", with: "\r\n")
        if !text.contains("\r\n\r\n") { text += "\r\n" }
        let body = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)[1]
        return Array(
            text.replacing(#/Content-Length: \d+/#, with: "Content-Length: \(body.utf8.count)").utf8)
    }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures")
}
