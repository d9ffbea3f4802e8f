import Foundation

/// The one line that a server prints on standard output once it serves.
struct ReadyLine: Decodable, Sendable {
    let ready: Bool
    let http: String
    let https: String?
    let sip: [String]

    init(parsing line: String) throws {
        self = try JSONDecoder().decode(Self.self, from: Data(line.utf8))
    }

    /// The number behind the last colon of an address.
    static func port(of address: String) throws -> Int {
        guard let port = address.split(separator: ":").last.flatMap({ Int($0) }) else {
            throw UnreadableAddress(text: address)
        }
        return port
    }

    /// The port that UDP and TCP share.
    var sipPort: Int {
        get throws { try Self.port(of: sip.first ?? "") }
    }
}

struct UnreadableAddress: Error {
    let text: String
}
