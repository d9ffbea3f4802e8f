import DivertConfiguration
import Testing

@Suite("The table of keys")
struct KeyTableTests {
    @Test("Every key stands there once, with a summary and words for what it takes")
    func rows() {
        let paths = ConfigurationKey.all.map(\.path)
        #expect(Set(paths).count == paths.count)
        #expect(ConfigurationKey.all.allSatisfy { !$0.summary.isEmpty && !$0.expectation.isEmpty })
        for path in paths {
            guard let dot = path.lastIndex(of: ".") else { continue }
            let parent = path[..<dot].hasSuffix("[]") ? path[..<dot].dropLast(2) : path[..<dot]
            #expect(paths.contains(String(parent)), "\(path) has no section")
        }
    }

    @Test("Outside of lists every key says what holds without it: a default, or what comes in its place")
    func absences() {
        for key in ConfigurationKey.all where key.environmentName != nil && key.later == nil && key.path != "http.tls" {
            #expect((key.defaultText == nil) != (key.absence == nil), "\(key.path)")
        }
    }

    @Test("Flags and variables are different for different keys")
    func names() {
        let flags = ConfigurationKey.all.compactMap(\.flagName)
        let variables = ConfigurationKey.all.compactMap(\.environmentName)
        #expect(Set(flags).count == flags.count)
        #expect(Set(variables).count == variables.count)
        #expect(flags.count == variables.count)
    }

    @Test("Saying the defaults aloud changes nothing")
    func defaults() throws {
        var environment: [String: String] = [:]
        for key in ConfigurationKey.all {
            if let name = key.environmentName, let text = key.defaultText { environment[name] = text }
        }
        #expect(environment.count > 15)
        #expect(try load(environment: environment) == load())
    }

    @Test("Access keys, context keys, and what subscriptions show to their endpoints are the secrets")
    func secrets() {
        #expect(
            ConfigurationKey.all.filter(\.isSecret).map(\.path) == [
                "resources[].accessKeys", "calls.contextKeys", "events.subscriptions[].headers",
                "events.subscriptions[].signingSecret",
            ])
    }
}
