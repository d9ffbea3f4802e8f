import Foundation

/// A request with which a server asks whether events are wanted; it holds no event about a call.
struct ReceivedHandshake: Decodable {
    private let fields: [String: String]

    /// Whether a line of the application tells of one.
    static func isOne(_ line: String) -> Bool {
        let request = try? JSONDecoder().decode(Self.self, from: Data(line.utf8))
        return request?.fields["aeg-event-type"] == "SubscriptionValidation"
    }
}
