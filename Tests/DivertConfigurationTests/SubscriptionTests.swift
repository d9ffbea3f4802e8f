import CallRouting
import DivertConfiguration
import EventDelivery
import Testing

@Suite("Subscriptions in a file")
struct SubscriptionTests {
    private static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

    private func yaml(_ settings: String) -> String {
        "events: { subscriptions: [{ name: a, endpoint: 'http://a.example', \(settings) }] }"
    }

    private func subscription(_ settings: String) throws -> Configuration.Subscription {
        try #require(try load(self.yaml(settings)).events.subscriptions.first)
    }

    @Test("Schema, validation, replies, headers, signature and event types")
    func settings() throws {
        let read = try self.subscription(
            """
            schema: cloudEvents, validation: always, replies: true, headers: ['Authorization: Bearer word', 'X-A:b'],
            signingSecret: \(Self.secret), eventTypes: [Divert.CallExpired]
            """)
        #expect(read.schema == .cloudEvents && read.validation == .always && read.replies)
        #expect(
            read.headers == [
                EventPostHeader(name: "Authorization", value: "Bearer word"), EventPostHeader(name: "X-A", value: "b"),
            ])
        #expect(read.signingSecret?.text == Self.secret)
        #expect(read.kinds == [.callExpired])
    }

    @Test("Without them: Event Grid, no question, no replies, incoming calls")
    func defaults() throws {
        let read = try self.subscription("replies: false")
        #expect(read.schema == .eventGrid && read.validation == .auto && !read.replies)
        #expect(read.headers.isEmpty && read.signingSecret == nil && read.kinds == [.incomingCall])
        #expect(read.filter == SubscriptionFilter(to: ["*"], from: ["*"]))
    }

    @Test("Filters by subject and by members of caller and callee")
    func filters() throws {
        let filter = try self.subscription(
            """
            filter: { subjectBeginsWith: '/caller/4:', advancedFilters: [
            data.to.PhoneNumber.Value StringBeginsWith +1425, data.from.kind stringIn phoneNumber unknown] }
            """
        ).filter
        #expect(filter.subjectBeginsWith == "/caller/4:")
        #expect(filter.advanced.map(\.operator) == [.beginsWith, .isIn])
        #expect(filter.advanced.map(\.values) == [["+1425"], ["phoneNumber", "unknown"]])
    }

    @Test(
        "What cannot be is refused at its place, and no secret is shown",
        arguments: [
            ("schema: xml", "schema"), ("validation: never", "validation"), ("replies: maybe", "replies"),
            ("headers: ['Host: word']", "headers[0]"), ("headers: [word]", "headers[0]"),
            ("signingSecret: word", "signingSecret"), ("eventTypes: [Other]", "eventTypes[0]"),
            ("filter: { advancedFilters: [data.to.rawId NumberIn a] }", "filter.advancedFilters[0]"),
            ("filter: { advancedFilters: [subject StringIn a] }", "filter.advancedFilters[0]"),
            ("filter: { advancedFilters: [data.to.rawId StringIn] }", "filter.advancedFilters[0]"),
        ])
    func refused(settings: String, path: String) throws {
        let line = try #require(refusal(self.yaml(settings)))
        #expect(line.hasPrefix("divert.yaml:1: events.subscriptions[0].\(path): expected "), "\(line)")
        #expect(!line.contains("word") || path == "validation")
    }

    @Test("Without being told, undelivered calls wait with the development key and get 503 with any other")
    func undelivered() throws {
        let resources = "resources: [{ name: a, accessKeys: ['c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0'] }]"
        #expect(try load().calls.onUndelivered == .wait)
        #expect(try load(resources).calls.onUndelivered == .reject)
        #expect(try load(resources + "\ncalls: { onUndelivered: wait }").calls.onUndelivered == .wait)
        #expect(
            try load("calls: { onUndelivered: redirect, onTimeoutTarget: '+14255550199' }").calls.onUndelivered
                == .redirect(target: "+14255550199"))
        #expect(
            refusal("calls: { onUndelivered: redirect }")?
                .contains("calls.onUndelivered: expected a calls.onTimeoutTarget to redirect to") == true)
    }
}
