import DivertCommands
import Testing

@Suite("The story of a call")
struct CallStoryTests {
    @Test("It holds the timeline, each delivery, the decision and the final response, with times since the beginning")
    func story() throws {
        #expect(
            CallStory(try SampleCall.view()).text == """
                call      5b7e1c1e-0000-4000-8000-000000000001
                state     redirected
                from      +14255550199 (Al�ice)
                to        8:acs:a_b
                origin    sip from peer carrier
                resource  local
                created   2026-03-12T08:00:00.123Z
                deadline  2026-03-12T08:00:30.123Z

                timeline
                  +0.000 s  invite    carrier
                  +1.207 s  redirect

                events
                  app         delivered             e1
                    +0.007 s  no answer in 5000 ms  no answer in time
                    +0.107 s  200 in 3 ms

                decision  redirect → +14255550123, by accessKey after 1.204 s
                final     302 to <sip:+14255550123@gw1.example.net>, acknowledged
                """)
    }

    @Test("A call that rings shows its context, and nothing that is not yet")
    func ringing() throws {
        let call = try SampleCall.view(
            #"{"id":"x","state":"ringing","incomingCallContext":"AQ","timeline":[],"events":[],"decision":null,"final":null}"#
        )
        let text = CallStory(call).text
        #expect(text.hasSuffix("\ncontext   AQ"))
        #expect(!text.contains("decision") && !text.contains("events"))
    }
}
