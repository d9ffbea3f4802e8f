import DivertConfiguration
import Testing

@Suite("The commented file")
struct CommentedFileTests {
    /// The file with the hashes before settings taken away, and those before remarks left.
    private func uncommented(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let blanks = line.prefix { $0 == " " }
            let rest = line.dropFirst(blanks.count)
            let isRemark = rest == "#" || rest.hasPrefix("# ") && !rest.hasPrefix("#  ")
            return rest.hasPrefix("#") && !isRemark ? String(blanks + rest.dropFirst()) : String(line)
        }.joined(separator: "\n")
    }

    @Test("As it is printed it says nothing, so the defaults hold")
    func silent() throws {
        #expect(try load(CommentedFile.defaults.text) == load())
    }

    @Test("With every hash taken away it is a file that is accepted, and every key stands in it")
    func spoken() throws {
        let settings = try loaded(uncommented(CommentedFile.defaults.text)).settings
        let written = Set(
            settings.filter { $0.place != .builtIn }.map { $0.path.replacing("[0]", with: "[]") })
        // An empty list of keys is as good as none.
        let expected = ConfigurationKey.all.filter { $0.later == nil && $0.path != "resources[].accessKeys" }
        let sections = [
            "http", "http.authentication", "sip", "calls", "events", "events.deadLetters", "storage", "logging",
            "observability",
        ]
        let answers = ["timeout", "undelivered", "unresolvable", "busy", "forbidden", "declined", "shutdown"].map {
            "sip.peers[].answers.\($0)"
        }
        let lists =
            [
                "sip.peers", "sip.peers[].numberPlan", "sip.peers[].answers", "resources", "resources[].entra",
                "resources[].targets", "routes", "events.subscriptions", "events.subscriptions[].filter",
            ] + answers
        #expect(written == Set(expected.map(\.path)).subtracting(sections + lists))
    }

    @Test("What has a default stands there with it")
    func defaults() throws {
        let spoken = try loaded(uncommented(CommentedFile.defaults.text)).settings
        let standard = try loaded().settings.filter { !$0.path.contains("[") }
        for setting in standard {
            if case .absent = setting.value { continue }
            #expect(spoken.first { $0.path == setting.path }?.value == setting.value, "\(setting.path)")
        }
    }

    @Test("A single setting can be taken out of its comment")
    func single() throws {
        let yaml = CommentedFile.defaults.text.replacing("#drainSeconds: 10", with: "drainSeconds: 3")
        #expect(try load(yaml).calls.drainSeconds == 3)
    }

    @Test("Lines fit on a page")
    func width() {
        for line in CommentedFile.defaults.text.split(separator: "\n") { #expect(line.count <= 120, "\(line)") }
    }

    @Test("What init writes is accepted, with its own keys and nothing else of its own")
    func start() throws {
        let file = CommentedFile.start(
            resourceID: "11111111-2222-3333-4444-555555555555", accessKeys: ["b25l", "dHdv+/=="],
            contextKey: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
        let configuration = try load(file.text)
        #expect(configuration.resources.map(\.id) == ["11111111-2222-3333-4444-555555555555"])
        #expect(configuration.resources.first?.accessKeys.map(\.base64) == ["b25l", "dHdv+/=="])
        #expect(configuration.calls.contextKeys.map(\.bytes) == [[UInt8](repeating: 0, count: 32)])
        var standard = try load()
        standard.resources = configuration.resources
        standard.calls.contextKeys = configuration.calls.contextKeys
        // Without the development key carriers are told.
        standard.calls.onUndelivered = .reject
        #expect(configuration == standard)
    }

    @Test("What is commented out in what init writes can be taken out of its comment")
    func startSpoken() throws {
        let file = CommentedFile.start(
            resourceID: "11111111-2222-3333-4444-555555555555", accessKeys: ["b25l"],
            contextKey: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
        let configuration = try load(uncommented(file.text))
        #expect(configuration.resources.first?.numbers.map(\.description) == ["+14255550100", "+1206*"])
        #expect(configuration.sip.peers.map(\.name) == ["carrier"])
    }
}
