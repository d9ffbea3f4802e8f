import CallAutomationModel

/// Calls for people, a line each.
///
///     ID        STATE       FROM          TO            AGE  DECISION
///     5b7e1c1e  redirected  +14255550199  +14255550100  12s  redirect → +14255550123
package struct CallsTable {
    /// Characters of an id that are always shown.
    private static let shortestID = 8

    package let text: String

    /// - Parameter now: In milliseconds since 1970.
    package init(_ calls: [CallView], now: Int64, terminal: Terminal = .plain) {
        var table = TextTable(["ID", "STATE", "FROM", "TO", "AGE", "DECISION"], terminal: terminal)
        let length = Self.idLength(calls.map(\.id))
        for call in calls {
            table.add(
                [
                    String(call.id.prefix(length)), call.state, call.from, call.to,
                    call.createdAt.map { Self.age(milliseconds: now - $0) } ?? "", call.decision,
                ], call.style.map { [1: $0] } ?? [:])
        }
        self.text = table.text
    }

    /// How much of the ids tells them apart.
    private static func idLength(_ ids: [String]) -> Int {
        let longest = ids.reduce(0) { max($0, $1.count) }
        var length = self.shortestID
        while length < longest, Set(ids.map { $0.prefix(length) }).count < ids.count { length += 1 }
        return length
    }

    /// `12s`, `5m`, `3h`, `2d`; what is not past yet, by a clock that differs, is `0s`.
    static func age(milliseconds: Int64) -> String {
        let seconds = max(0, milliseconds / 1000)
        switch seconds {
        case ..<60: return "\(seconds)s"
        case ..<3600: return "\(seconds / 60)m"
        case ..<86_400: return "\(seconds / 3600)h"
        default: return "\(seconds / 86_400)d"
        }
    }
}
