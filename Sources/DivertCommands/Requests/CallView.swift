package import CallAutomationModel

/// A call as the Divert plane shows it, looked at by a person. What a newer server adds is left out here and stays in
/// the JSON.
package struct CallView: Sendable {
    /// As the server gave it.
    package let json: JSONValue

    package init(_ json: JSONValue) {
        self.json = json
    }

    package var id: String { self.json.text("id") ?? "" }
    package var state: String { self.json.text("state") ?? "" }
    package var isRinging: Bool { self.state == "ringing" }
    package var context: String? { self.json.text("incomingCallContext") }
    package var from: String { Self.shown(self.json["from"]) }
    package var to: String { Self.shown(self.json["to"]) }

    /// Milliseconds since 1970.
    package var createdAt: Int64? { Self.moment(self.json.text("createdAt")) }

    /// `redirect → +14255550123`, `reject busy`, `cancel`; empty while there is none.
    package var decision: String {
        guard let decision = self.json["decision"] else { return "" }
        let kind = decision.text("kind") ?? ""
        if let target = decision["target"] { return "\(kind) → \(Self.shown(target))" }
        if let reason = decision.text("reason"), reason != "none" { return "\(kind) \(reason)" }
        return kind
    }

    /// The number or the raw id of an identifier object.
    static func shown(_ identifier: JSONValue?) -> String {
        identifier?.text("rawId").map { CommunicationIdentifier(rawID: $0).shown } ?? ""
    }

    /// Milliseconds since 1970 of a time as the Divert plane writes it.
    static func moment(_ text: String?) -> Int64? {
        text.flatMap(ISO8601Time.parse)
    }
}

extension CallView {
    /// How a state is set off on a terminal.
    var style: Terminal.Style? {
        switch self.state {
        case "ringing": .yellow
        case "redirected", "connected": .green
        case "rejected", "expired", "failed": .red
        default: nil
        }
    }
}
