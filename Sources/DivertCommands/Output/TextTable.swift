/// A table for people: columns aligned by their width on a terminal, two blanks between them, nothing behind the last.
///
///     var table = TextTable(["ID", "STATE"])
///     table.add(["5b7e1c1e", "ringing"])
///     table.text
///
/// Cells are shown without control characters, whoever wrote them.
package struct TextTable {
    private var rows: [[Cell]]
    private let terminal: Terminal

    private struct Cell {
        let text: String
        let width: Int
        let style: Terminal.Style?
    }

    /// A table with a line of column names.
    package init(_ columns: [String], terminal: Terminal = .plain) {
        self.terminal = terminal
        self.rows = [columns.map { Self.cell($0, .bold) }]
    }

    /// A table without column names: pairs of a name and its value.
    package init(terminal: Terminal = .plain) {
        self.terminal = terminal
        self.rows = []
    }

    /// Adds a row. Missing cells are empty.
    ///
    /// - Parameter styles: By column; shown only where the terminal is one.
    package mutating func add(_ row: [String], _ styles: [Int: Terminal.Style] = [:]) {
        self.rows.append(row.enumerated().map { Self.cell($0.element, styles[$0.offset]) })
    }

    /// All lines, without a line break at the end.
    package var text: String {
        let count = self.rows.reduce(0) { max($0, $1.count) }
        let widths = (0..<count).map { column in
            self.rows.reduce(0) { max($0, column < $1.count ? $1[column].width : 0) }
        }
        return self.rows.map { self.line($0, widths) }.joined(separator: "\n")
    }

    private func line(_ row: [Cell], _ widths: [Int]) -> String {
        // What is empty at the end needs no blanks in front of it.
        let end = (row.lastIndex { !$0.text.isEmpty } ?? -1) + 1
        return row[..<end].enumerated().map { column, cell in
            let blanks = column + 1 < end ? widths[column] - cell.width + 2 : 0
            return self.terminal.paint(cell.text, cell.style) + String(repeating: " ", count: blanks)
        }.joined()
    }

    private static func cell(_ text: String, _ style: Terminal.Style?) -> Cell {
        let text = text.printable
        return Cell(text: text, width: text.displayWidth, style: style)
    }
}
