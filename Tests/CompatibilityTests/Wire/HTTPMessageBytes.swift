import Foundation

/// The bytes of an HTTP/1.1 message as they arrive, read no further than tests need: `Content-Length` ends the body.
struct HTTPMessageBytes: Sendable {
    private(set) var bytes = Data()

    mutating func append(_ more: some Sequence<UInt8>) {
        bytes.append(contentsOf: more)
    }

    /// Status line and fields, once they are there; the first element is the status line or request line.
    private var head: (lines: [String], length: Int)? {
        guard let end = bytes.firstRange(of: Data("\r\n\r\n".utf8)) else { return nil }
        let text = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
        return (text.components(separatedBy: "\r\n"), end.upperBound - bytes.startIndex)
    }

    /// Whether the message has arrived to its end.
    var isWhole: Bool {
        guard let head else { return false }
        return bytes.count >= head.length + (Int(fields["content-length"] ?? "") ?? 0)
    }

    /// The number in a status line; 0 in a request.
    var status: Int {
        Int(head?.lines.first?.split(separator: " ").dropFirst().first ?? "") ?? 0
    }

    /// Field names in lower case.
    var fields: [String: String] {
        let pairs = (head?.lines ?? []).dropFirst().compactMap { line -> (String, String)? in
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { return nil }
            return (parts[0].lowercased(), parts[1].trimmingCharacters(in: .whitespaces))
        }
        return Dictionary(pairs) { "\($0), \($1)" }
    }

    var body: Data { bytes.dropFirst(head?.length ?? 0) }
}
