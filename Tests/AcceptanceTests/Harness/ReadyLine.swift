import Foundation

/// The one line that a server prints on standard output once it serves.
package struct ReadyLine: Decodable, Sendable {
    package let ready: Bool
    package let http: String
    package let https: String?
    package let sip: [String]
    package let metrics: String?

    package init(parsing line: String) throws {
        self = try JSONDecoder().decode(Self.self, from: Data(line.utf8))
    }

    /// The number behind the last colon of an address.
    package static func port(of address: String) throws -> Int {
        guard let port = address.split(separator: ":").last.flatMap({ Int($0) }) else {
            throw UnreadableAddress(text: address)
        }
        return port
    }

    /// The port that UDP and TCP share.
    package var sipPort: Int {
        get throws { try Self.port(of: sip.first ?? "") }
    }
}

package struct UnreadableAddress: Error {
    package let text: String
}
