import CallAutomationModel
import Foundation

/// Results go to standard output, everything else to standard error.
enum StandardStreams {
    static func print(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }

    /// A result for programs: one JSON value on one line.
    static func print(_ json: JSONText) {
        FileHandle.standardOutput.write(Data(json.bytes + [UInt8(ascii: "\n")]))
    }

    /// A result for programs: one JSON value on one line.
    static func print(_ json: JSONValue) {
        var text = JSONText(capacity: 1024)
        text.value(json)
        self.print(text)
    }

    static func complain(_ line: String) {
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }
}
