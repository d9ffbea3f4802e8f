import Foundation

/// A message of RFC 4475 or RFC 5118, from `Tests/Fixtures`, on its way to the server.
///
/// It is treated as one character per byte, so that no byte is lost.
package struct TortureMessage: Sendable {
    private var scalars: String.UnicodeScalarView

    /// - Parameter name: the folder and the name that the RFC gives the message, such as `rfc4475/wsinv`.
    package init(_ name: String) throws {
        let file = Surroundings.tests.deletingLastPathComponent().appending(path: "Fixtures/\(name).dat")
        scalars = String.UnicodeScalarView(try Data(contentsOf: file).map { Unicode.Scalar($0) })
        if name.hasPrefix("rfc5118") { endArchivedLines() }
    }

    package var bytes: [UInt8] { scalars.map { UInt8(truncatingIfNeeded: $0.value) } }

    /// The message as if its sender were at `sentBy`: responses go to the port that the top Via names (RFC 3261 §18.2.2),
    /// which in the file is nobody's.
    package func sent(from sentBy: String) throws -> TortureMessage {
        let topVia = /(?im)^(?:via|v)[ \t]*:\s*SIP\s*\/\s*[\d.]+\s*\/\s*\w+\s+(?<sentBy>\[[^\]]*\](?::\d+)?|[^;,\s]+)/
            .matchingSemantics(.unicodeScalar)
        var text = String(scalars)
        guard let match = try topVia.firstMatch(in: text) else { throw NoVia() }
        text.replaceSubrange(match.output.sentBy.startIndex..<match.output.sentBy.endIndex, with: sentBy)
        var message = self
        message.scalars = text.unicodeScalars
        return message
    }

    /// The archive of RFC 5118 ends lines with LF, leaves out the empty line after two messages, and gives bodies another
    /// length than they have.
    private mutating func endArchivedLines() {
        var text = String(scalars).replacing("\n", with: "\r\n")
        if !text.contains("\r\n\r\n") { text += "\r\n" }
        let body = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)[1]
        text = text.replacing(/Content-Length: \d+/, with: "Content-Length: \(body.utf8.count)")
        scalars = text.unicodeScalars
    }

    package struct NoVia: Error {}
}
