import CallAutomationModel
import CallRouting
import EventDelivery
import Testing

@Suite("A subscription as the API takes it and the store keeps it")
struct SubscriptionDefinitionTests {
    private func read(_ body: String) throws(CommunicationError) -> EventSubscription {
        try EventSubscription(name: "app", resource: "local", body: Array(body.utf8))
    }

    @Test("Everything but the endpoint has a default")
    func defaults() throws {
        let read = try self.read(#"{"endpoint":"https://app.example/e"}"#)
        #expect(read == EventSubscription(name: "app", resource: "local", endpoint: "https://app.example/e"))
    }

    @Test("What was read comes back from the store the same")
    func everything() throws {
        let read = try self.read(
            #"""
            {"endpoint":"https://app.example/e?code=word","schema":"cloudEvents","validation":"always","replies":true,
             "maxDeliveryAttempts":7,"timeToLiveSeconds":90,"headers":{"Authorization":"Bearer word"},
             "signingSecret":"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
             "eventTypes":["Divert.CallRedirected","microsoft.communication.incomingcall"],
             "filter":{"to":["+1425*"],"from":["*"],"subjectBeginsWith":"/caller/4:","advancedFilters":[
               {"operatorType":"stringIn","key":"Data.From.RawId","values":["4:+1"]}]},"unknown":1}
            """#)
        #expect(read.schema == .cloudEvents && read.validation == .always && read.replies)
        #expect(read.maxDeliveryAttempts == 7 && read.timeToLive == .seconds(90))
        #expect(read.kinds == [.incomingCall, .callRedirected])
        #expect(read.filter.advanced.map(\.operator) == [.isIn])
        #expect(read.shownEndpoint == "https://app.example/e?…")
        var again = try EventSubscription(
            SubscriptionRecord(
                name: "app", definition: read.definition(), state: .valid, changedAt: Timestamp(milliseconds: 0)))
        #expect(again.isGuarded)
        again.isGuarded = false
        #expect(again == read)
    }

    @Test(
        "A wrong member is named",
        arguments: [
            ("{}", "endpoint"), (#""schema":"xml""#, "schema"), (#""validation":true"#, "validation"),
            (#""replies":"yes""#, "replies"), (#""maxDeliveryAttempts":31"#, "maxDeliveryAttempts"),
            (#""timeToLiveSeconds":0"#, "timeToLiveSeconds"), (#""headers":{"aeg-event-type":"x"}"#, "headers"),
            (#""headers":{"Host":"x"}"#, "headers"), (#""headers":{"A":"x\ny"}"#, "headers"),
            (#""headers":["A"]"#, "headers"), (#""signingSecret":"word""#, "signingSecret"),
            (#""eventTypes":["Other"]"#, "eventTypes"), (#""filter":{"to":"+1"}"#, "filter.to"),
            (
                #""filter":{"advancedFilters":[{"operatorType":"NumberIn","key":"data.to.rawId","values":["1"]}]}"#,
                "filter.advancedFilters.operatorType"
            ),
            (
                #""filter":{"advancedFilters":[{"operatorType":"StringIn","key":"subject","values":["1"]}]}"#,
                "filter.advancedFilters"
            ),
            (
                #""filter":{"advancedFilters":[{"operatorType":"StringIn","key":"data.to.rawId","values":[]}]}"#,
                "filter.advancedFilters"
            ),
        ])
    func wrong(member: String, target: String) {
        let body = member == "{}" ? member : #"{"endpoint":"https://a.example",\#(member)}"#
        do throws(CommunicationError) {
            _ = try self.read(body)
            Issue.record("\(body) was read")
        } catch {
            #expect(error.status == 400 && error.target == target, "\(error)")
        }
    }
}
