import CallAutomationModel
import DivertCommands

/// A call as the Divert plane shows it.
enum SampleCall {
    static let redirected = """
        {"id":"5b7e1c1e-0000-4000-8000-000000000001","state":"redirected","origin":"sip","resource":"local",
         "peer":"carrier","from":{"kind":"phoneNumber","rawId":"4:+14255550199"},
         "to":{"kind":"communicationUser","rawId":"8:acs:a_b"},"callerDisplayName":"Al\\u001bice",
         "createdAt":"2026-03-12T08:00:00.123Z","deadline":"2026-03-12T08:00:30.123Z","incomingCallContext":null,
         "timeline":[{"at":"2026-03-12T08:00:00.123Z","name":"invite","detail":"carrier"},
                     {"at":"2026-03-12T08:00:01.330Z","name":"redirect","detail":""}],
         "events":[{"id":"e1","subscription":"app","state":"delivered","attempts":[
            {"at":"2026-03-12T08:00:00.130Z","status":null,"durationMilliseconds":5000,"error":"no answer in time"},
            {"at":"2026-03-12T08:00:00.230Z","status":200,"durationMilliseconds":3,"error":null}]}],
         "decision":{"kind":"redirect","by":"accessKey","target":{"rawId":"4:+14255550123"},"reason":null,
                     "at":"2026-03-12T08:00:01.327Z"},
         "final":{"status":302,"contact":"<sip:+14255550123@gw1.example.net>","acknowledged":true}}
        """

    static func view(_ json: String = Self.redirected) throws -> CallView {
        CallView(try JSONValue(parsing: Array(json.utf8)))
    }

    static func ringing(id: String, createdAt: String) throws -> CallView {
        try self.view(
            #"{"id":"\#(id)","state":"ringing","from":{"rawId":"4:anonymous"},"to":{"rawId":"4:+14255550100"},"#
                + #""createdAt":"\#(createdAt)","decision":null}"#)
    }
}
