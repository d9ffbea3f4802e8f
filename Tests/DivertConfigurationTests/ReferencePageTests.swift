import DivertConfiguration
import Foundation
import Testing

@Suite("docs/configuration.md")
struct ReferencePageTests {
    private static let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "docs/configuration.md")

    @Test(
        "Its generated parts are what the table says; `make docs` renews them",
        arguments: [
            ("short forms", ConfigurationReference.shortForms), ("keys", ConfigurationReference.keys),
            ("later", ConfigurationReference.later),
        ])
    func generated(name: String, text: String) throws {
        let page = try String(contentsOf: Self.page, encoding: .utf8)
        let part = "<!-- generated: \(name) (make docs) -->\n\n\(text)\n\n<!-- end of \(name) -->"
        #expect(page.contains(part), "run make docs")
    }

    @Test("Its example of a file is accepted")
    func example() throws {
        let page = try String(contentsOf: Self.page, encoding: .utf8)
        let start = try #require(page.firstRange(of: "```yaml\n")).upperBound
        let end = try #require(page[start...].firstRange(of: "```")).lowerBound
        let yaml = String(page[start..<end]).replacing("<base64 primary>", with: "b25l")
            .replacing("<base64 secondary>", with: "dHdv")
        let configuration = try load(yaml)
        #expect(configuration.resources.map(\.name) == ["support"])
        #expect(configuration.events.subscriptions.map(\.name) == ["app"])
    }

    @Test("Keys that are served have a heading with flag and variable; others are listed as not built yet")
    func keys() {
        for key in ConfigurationKey.all where key.later == nil {
            #expect(ConfigurationReference.keys.contains("# `\(key.path)`\n"))
            if let flag = key.flagName, let variable = key.environmentName {
                #expect(ConfigurationReference.keys.contains("`\(flag)` · `\(variable)`"))
            }
        }
        #expect(ConfigurationReference.later.contains("- `sip.tls`: SIP over TLS"))
        #expect(!ConfigurationReference.later.contains("sip.tls.certificate"))
        #expect(!ConfigurationReference.keys.contains("sip.tls"))
    }
}
