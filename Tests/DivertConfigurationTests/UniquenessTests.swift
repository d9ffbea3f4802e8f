import DivertConfiguration
import Testing

@Suite("What tells resources and subscriptions apart is unique")
struct UniquenessTests {
    private static func two(_ first: String, _ second: String) -> String {
        """
        resources:
          - { name: a, id: 00000000-0000-0000-0000-00000000000a, hosts: [a.example], numbers: ['+1*'] }
          - { \(first), \(second) }
        """
    }

    @Test(
        "Names, ids, hosts and numbers belong to one resource",
        arguments: [
            BadFile(
                two("name: a", "id: 00000000-0000-0000-0000-00000000000b"),
                "resources[1].name: expected every name once, found a again"),
            BadFile(
                two("name: b", "id: 00000000-0000-0000-0000-00000000000A"),
                "resources[1].id: expected every id once, found 00000000-0000-0000-0000-00000000000a again"),
            BadFile(
                two("name: b", "id: 00000000-0000-0000-0000-00000000000b, hosts: [b.example, A.example]"),
                "resources[1].hosts[1]: expected every host for one resource, found a.example again"),
            BadFile(
                two("name: b", "id: 00000000-0000-0000-0000-00000000000b, numbers: ['+1*']"),
                "resources[1].numbers[0]: expected every number for one resource, found +1* again"),
        ])
    func resources(bad: BadFile) {
        #expect(refusal(bad.yaml) == "divert.yaml:3: \(bad.line)")
    }

    @Test("Subscriptions have different names")
    func subscriptions() {
        let yaml = """
            events:
              subscriptions:
                - { name: a, endpoint: "http://a.example/" }
                - { name: a, endpoint: "http://b.example/" }
            """
        #expect(
            refusal(yaml) == "divert.yaml:4: events.subscriptions[1].name: expected every name once, found a again")
    }
}
