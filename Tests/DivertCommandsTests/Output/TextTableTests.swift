import DivertCommands
import Testing

@Suite("Tables")
struct TextTableTests {
    @Test("Columns are as wide as their widest cell, two blanks apart, and nothing follows the last")
    func alignment() {
        var table = TextTable(["ID", "STATE", "TO"])
        table.add(["5b7e1c1e", "ringing", "+14255550100"])
        table.add(["a", "redirected", "b"])
        #expect(
            table.text == """
                ID        STATE       TO
                5b7e1c1e  ringing     +14255550100
                a         redirected  b
                """)
    }

    @Test("What is empty or missing at the end of a row leaves no blanks")
    func emptyEnd() {
        var table = TextTable(["A", "B", "C"])
        table.add(["one", "", ""])
        table.add(["two"])
        #expect(table.text == "A    B  C\none\ntwo")
    }

    @Test(
        "Width is what a terminal shows",
        arguments: [
            ("", 0), ("Alice", 5), ("Zoë", 3), ("Zoe\u{308}", 3), ("山田", 4), ("한국", 4), ("📞", 2), ("☎\u{FE0F}", 2),
            ("→", 1),
            ("👩‍👩‍👧", 2), ("ﾊﾝｶｸ", 4), ("\u{200B}", 0),
        ])
    func width(text: String, width: Int) {
        #expect(text.displayWidth == width)
    }

    @Test("Wide characters keep the columns in line")
    func wideCells() {
        var table = TextTable(["NAME", "X"])
        table.add(["山田太", "1"])
        table.add(["Bob", "2"])
        #expect(table.text == "NAME    X\n山田太  1\nBob     2")
    }

    @Test("A stranger's control characters do not reach the terminal")
    func controls() {
        var table = TextTable(["NAME"])
        table.add(["\u{1B}[2J\u{7}\r\n\u{9B}31mBob\u{202E}"])
        #expect(table.text == "NAME\n�[2J����31mBob�")
        #expect(!table.text.unicodeScalars.contains("\u{1B}"))
        #expect("plain text, Zoë → 山".printable == "plain text, Zoë → 山")
    }

    @Test("Colours do not count as width, and only a terminal that wants them gets them")
    func colours() {
        let terminal = Terminal(isTerminal: true, environment: ["TERM": "xterm"])
        var table = TextTable(["A", "B"], terminal: terminal)
        table.add(["red", "x"], [0: .red])
        #expect(table.text == "\u{1B}[1mA\u{1B}[0m    \u{1B}[1mB\u{1B}[0m\n\u{1B}[31mred\u{1B}[0m  x")
        for (isTerminal, environment) in [
            (false, [:]), (true, ["NO_COLOR": "1"]), (true, ["TERM": "dumb"]),
        ] {
            #expect(Terminal(isTerminal: isTerminal, environment: environment).paint("x", .red) == "x")
        }
        #expect(Terminal(isTerminal: true, environment: ["NO_COLOR": ""]).paint("x", .red) != "x")
    }
}
