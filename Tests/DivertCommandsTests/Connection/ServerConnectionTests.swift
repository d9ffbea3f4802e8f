import DivertCommands
import DivertConfiguration
import Testing

@Suite("Connection strings of a configuration")
struct ServerConnectionTests {
    private static let developmentKey = "ZGl2ZXJ0LWRldmVsb3BtZW50LWtleS1sb29wYmFjay1vbmx5"

    private static func string(
        _ yaml: String, resource: String? = nil, isPlain: Bool = false
    ) throws -> String {
        let configuration = try Configuration.load(
            file: "divert.yaml", environment: [:], readFile: { _ in Array(yaml.utf8) })
        return try ServerConnection(configuration, resource: resource, isPlain: isPlain).string
    }

    @Test(
        "The address is that of applications: public, else https, else http",
        arguments: [
            ("{}", "https://localhost:7443/"),
            ("http: {tls: off}", "http://localhost:7080/"),
            ("http: {host: \"::1\", tls: {port: 8443}}", "https://[::1]:8443/"),
            ("http: {publicUrl: \"https://divert.example/base/\"}", "https://divert.example/base/"),
        ])
    func addresses(yaml: String, endpoint: String) throws {
        #expect(try Self.string(yaml) == "endpoint=\(endpoint);accesskey=\(Self.developmentKey)")
    }

    @Test("The plain address is asked for")
    func plain() throws {
        #expect(try Self.string("{}", isPlain: true).hasPrefix("endpoint=http://localhost:7080/;"))
    }

    @Test("The first resource, or the one that is named; a stranger is refused with the names there are")
    func resources() throws {
        let yaml = """
            resources:
              - {name: one, id: 00000000-0000-0000-0000-000000000001, hosts: [one.example], accessKeys: ["b25l"]}
              - {name: two, id: 00000000-0000-0000-0000-000000000002, hosts: [two.example], accessKeys: ["dHdv", "dHdvMg=="]}
            sip: {peers: [{name: p, addresses: [127.0.0.0/8], resource: one}]}
            """
        #expect(try Self.string(yaml).hasSuffix("accesskey=b25l"))
        #expect(try Self.string(yaml, resource: "two").hasSuffix("accesskey=dHdv"))
        let failure = try #require(throws: CommandFailure.self) { try Self.string(yaml, resource: "three") }
        #expect(failure.status == ExitStatus.usage && failure.advice?.contains("one, two") == true)
    }

    @Test("A port that is only known at the start is said to be so")
    func openPort() throws {
        let failure = try #require(throws: CommandFailure.self) { try Self.string("http: {tls: {port: 0}}") }
        #expect(failure.status == ExitStatus.configuration && failure.message.contains("http.tls.port"))
    }

    @Test("Quoting leaves nothing special to a shell")
    func quoting() {
        #expect("a'b $c".quotedForShells == #"'a'\''b $c'"#)
    }
}
