import Logging
import Observability
import Testing

@Suite("Lines of libraries")
struct LibraryLogHandlerTests {
    private let output = CapturedOutput()

    @Test("Only warnings and errors come through, unless even less is wanted")
    func levels() {
        let logger = self.output.textLogger(level: .trace).forLibrary("hummingbird")
        logger.info("Server started")
        #expect(self.output.text == "")
        #expect(logger.logLevel == .warning)
        #expect(self.output.textLogger(level: .error).forLibrary("hummingbird").logLevel == .error)
    }

    @Test("They have our shape, and what they quote is redacted")
    func shape() {
        let logger = self.output.textLogger().forLibrary("hummingbird")
        logger.error(
            "cannot reach https://me:word@app.example/hook?code=secret", metadata: ["to": "sip:+14255550199@gw"])
        #expect(
            self.output.lines == [
                "error   a library reports library=hummingbird "
                    + "reason=\"cannot reach https://app.example/…, to: sip:…0199@gw\""
            ])
    }
}
