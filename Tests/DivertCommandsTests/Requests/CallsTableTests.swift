import CallAutomationModel
import DivertCommands
import Testing

@Suite("Lists of calls")
struct CallsTableTests {
    private static let now = ISO8601Time.parse("2026-03-12T08:02:05.000Z") ?? 0

    @Test("A line tells who, whom, how long ago and what was decided")
    func lines() throws {
        let calls = [
            try SampleCall.ringing(id: "77000000-0000-4000-8000-000000000001", createdAt: "2026-03-12T08:02:00.000Z"),
            try SampleCall.view(),
        ]
        #expect(
            CallsTable(calls, now: Self.now).text == """
                ID        STATE       FROM          TO            AGE  DECISION
                77000000  ringing     anonymous     +14255550100  5s
                5b7e1c1e  redirected  +14255550199  8:acs:a_b     2m   redirect → +14255550123
                """)
    }

    @Test("Ids are as long as they must be to be told apart")
    func ids() throws {
        let calls = try ["1234567890a", "1234567890b"].map {
            try SampleCall.ringing(id: $0, createdAt: "2026-03-12T08:02:00.000Z")
        }
        let lines = CallsTable(calls, now: Self.now).text.split(separator: "\n")
        #expect(lines.dropFirst().map { $0.prefix { $0 != " " } } == ["1234567890a", "1234567890b"])
    }

    @Test("What a newer server leaves out or adds is shown as far as it is known")
    func unknownShapes() throws {
        let call = try SampleCall.view(#"{"id":"x","state":"parked","decision":{"kind":"park"},"from":7}"#)
        #expect(CallsTable([call], now: 0).text.hasSuffix("x   parked                 park"))
    }
}
