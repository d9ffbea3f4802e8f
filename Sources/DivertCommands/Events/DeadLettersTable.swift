package import CallAutomationModel

/// Dead letters for people, a line each. Ids are shown whole: they are what `replay` takes.
///
///     ID                                    SUBSCRIPTION  REASON     ATTEMPTS  LAST  AGE
///     5b7e1c1e-0d2f-4f3c-9d5e-2f1b3a4c5d6e  app           callEnded  2         503   12s
package struct DeadLettersTable {
    package let text: String

    /// - Parameter now: In milliseconds since 1970.
    package init(_ letters: [JSONValue], now: Int64, terminal: Terminal = .plain) {
        var table = TextTable(["ID", "SUBSCRIPTION", "REASON", "ATTEMPTS", "LAST", "AGE"], terminal: terminal)
        for letter in letters {
            let attempts = letter["attempts"]?.elements ?? []
            let last = attempts.last.map { $0["status"]?.integer.map(String.init) ?? $0.text("error") ?? "" }
            table.add([
                letter.text("id") ?? "", letter.text("subscription") ?? "", letter.text("reason") ?? "",
                "\(attempts.count)", last ?? "",
                CallView.moment(letter.text("at")).map { CallsTable.age(milliseconds: now - $0) } ?? "",
            ])
        }
        self.text = table.text
    }
}
