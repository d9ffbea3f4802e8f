import CallAutomationModel

/// One call for people: who called whom, what happened when, what the application was told and what it decided.
///
///     call         5b7e1c1e-… redirected
///     from         +14255550199 (Alice)
///     …
///     timeline
///       +0.000 s  invite    carrier
///       +0.004 s  event     app: 200 in 3 ms
///     decision     redirect → +14255550123, by accessKey after 1.204 s
///     final        302 to <sip:…>, acknowledged
package struct CallStory {
    package let text: String

    package init(_ call: CallView, terminal: Terminal = .plain) {
        let writer = Writer(call: call, terminal: terminal)
        self.text = [writer.head, writer.timeline, writer.events, writer.end]
            .filter { !$0.isEmpty }.joined(separator: "\n\n")
    }
}

extension CallStory {
    private struct Writer {
        let call: CallView
        let terminal: Terminal

        private var start: Int64? {
            self.call.json["timeline"]?.elements.first.flatMap { CallView.moment($0.text("at")) }
                ?? self.call.createdAt
        }

        var head: String {
            let json = self.call.json
            var table = TextTable(terminal: self.terminal)
            table.add(["call", self.call.id], [1: .bold])
            table.add(["state", self.call.state], self.call.style.map { [1: $0] } ?? [:])
            let name = json.text("callerDisplayName").flatMap { $0.isEmpty ? nil : " (\($0))" } ?? ""
            table.add(["from", self.call.from + name])
            table.add(["to", self.call.to])
            let peer = json.text("peer").map { " from peer \($0)" } ?? ""
            table.add(["origin", (json.text("origin") ?? "") + peer])
            table.add(["resource", json.text("resource") ?? ""])
            table.add(["created", json.text("createdAt") ?? ""])
            table.add(["deadline", json.text("deadline") ?? ""])
            if let context = self.call.context { table.add(["context", context]) }
            return table.text
        }

        var timeline: String {
            let entries = self.call.json["timeline"]?.elements ?? []
            guard !entries.isEmpty else { return "" }
            var table = TextTable(terminal: self.terminal)
            for entry in entries {
                table.add(
                    ["  " + self.sinceStart(entry.text("at")), entry.text("name") ?? "", entry.text("detail") ?? ""],
                    [0: .faint])
            }
            return self.terminal.paint("timeline", .bold) + "\n" + table.text
        }

        var events: String {
            let events = self.call.json["events"]?.elements ?? []
            guard !events.isEmpty else { return "" }
            var table = TextTable(terminal: self.terminal)
            for event in events {
                let state = event.text("state") ?? ""
                let reason = event.text("reason").map { ": \($0)" } ?? ""
                table.add(
                    ["  " + (event.text("subscription") ?? ""), state + reason, event.text("id") ?? ""],
                    state == "failed" ? [1: .red] : [:])
                for attempt in event["attempts"]?.elements ?? [] { table.add(self.row(of: attempt)) }
            }
            return self.terminal.paint("events", .bold) + "\n" + table.text
        }

        private func row(of attempt: JSONValue) -> [String] {
            let status = attempt["status"]?.integer.map { "\($0)" } ?? "no answer"
            let latency = attempt["durationMilliseconds"]?.integer.map { " in \($0) ms" } ?? ""
            return ["    " + self.sinceStart(attempt.text("at")), status + latency, attempt.text("error") ?? ""]
        }

        var end: String {
            var table = TextTable(terminal: self.terminal)
            if let decision = self.call.json["decision"] {
                let by = decision.text("by").map { ", by \($0)" } ?? ""
                table.add(["decision", "\(self.call.decision)\(by) after \(self.afterStart(decision.text("at")))"])
            }
            if let final = self.call.json["final"] {
                let contact = final.text("contact").map { " to \($0)" } ?? ""
                let isAcknowledged = final.flag("acknowledged") ?? false
                table.add([
                    "final",
                    "\(final["status"]?.integer ?? 0)\(contact), \(isAcknowledged ? "" : "not ")acknowledged",
                ])
            }
            return table.text
        }

        private func sinceStart(_ at: String?) -> String { "+" + self.afterStart(at) }

        /// `1.204 s` behind the first line of the timeline.
        private func afterStart(_ at: String?) -> String {
            guard let start = self.start, let moment = CallView.moment(at) else { return "?" }
            let milliseconds = max(0, moment - start)
            let fraction = "\(milliseconds % 1000)"
            return "\(milliseconds / 1000).\(String(repeating: "0", count: 3 - fraction.count))\(fraction) s"
        }
    }
}
