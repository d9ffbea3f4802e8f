import DivertCommands
import Testing

@Suite("Failures of verbs")
struct CommandFailureTests {
    @Test("The first line is the command and what went wrong, the next what to do")
    func text() {
        let failure = CommandFailure("404 8522: Call not found", advice: "Which calls there are: divert calls")
        #expect(
            failure.text(for: "divert redirect") == """
                divert redirect: 404 8522: Call not found
                  Which calls there are: divert calls
                """)
        #expect(failure.status == ExitStatus.failed)
    }

    @Test("Without advice it is one line, whatever a server put into it")
    func oneLine() {
        #expect(CommandFailure("a\nb\u{1B}[0m").text(for: "divert calls") == "divert calls: a�b�[0m")
    }
}
