import ArgumentParser
import CallAutomationClient
import DivertCommands
import RequestSigning
import Testing

@Suite("Which server a verb talks to")
struct ConnectionOptionsTests {
    private static let key = "a2V5"
    private static let variable = "endpoint=https://divert.example:8443/;accesskey=dmFyaWFibGU="

    @Test("Without flags and variable it is the development credential on loopback")
    func development() throws {
        let connection = try ConnectionOptions.parse([]).connection(environment: [:], hasFile: { _ in true })
        #expect(connection.endpoint.url == "http://127.0.0.1:7080")
        #expect(connection.accessKey.base64 == ServerConnection.developmentKey)
        #expect(connection.authorityFile == nil)
    }

    @Test("The variable comes next, and flags before it")
    func precedence() throws {
        let environment = ["DIVERT_CONNECTION_STRING": Self.variable]
        let byVariable = try ConnectionOptions.parse([]).connection(environment: environment, hasFile: { _ in true })
        #expect(byVariable.endpoint.url == "https://divert.example:8443")
        #expect(byVariable.accessKey.base64 == "dmFyaWFibGU=")
        #expect(byVariable.authorityFile == nil)

        let byFlag = try ConnectionOptions.parse([
            "--connection-string", "accessKey=\(Self.key);Endpoint=http://127.0.0.1:1",
        ]).connection(environment: environment, hasFile: { _ in false })
        #expect(byFlag.endpoint.url == "http://127.0.0.1:1")
        #expect(byFlag.accessKey.base64 == Self.key)

        let byParts = try ConnectionOptions.parse(["--endpoint", "http://far.example/", "--access-key", Self.key])
            .connection(environment: environment, hasFile: { _ in false })
        #expect(byParts.endpoint.url == "http://far.example")
        #expect(byParts.accessKey.base64 == Self.key)
    }

    @Test("Over https on loopback the development CA is trusted where it is, and a named one everywhere")
    func authority() throws {
        let near = try ConnectionOptions.parse(["--endpoint", "https://localhost:7443"])
        #expect(try near.connection(environment: [:], hasFile: { _ in false }).authorityFile == nil)
        #expect(
            try near.connection(environment: [:], hasFile: { $0 == "divert-data/development-ca.pem" }).authorityFile
                == "divert-data/development-ca.pem")
        let named = try ConnectionOptions.parse([
            "--endpoint", "https://far.example", "--access-key", Self.key, "--ca", #filePath,
        ])
        #expect(try named.connection(environment: [:], hasFile: { _ in true }).authorityFile == #filePath)
    }

    @Test(
        "Flags that contradict each other or cannot be are wrong usage, and no secret is repeated",
        arguments: [
            ["--connection-string", "endpoint=http://x;accesskey=a2V5", "--endpoint", "http://x"],
            ["--connection-string", "endpoint=http://x;accesskey=a2V5", "--access-key", "a2V5"],
            ["--connection-string", "c2VjcmV0LXNlY3JldA=="],
            ["--connection-string", "endpoint=http://x;accesskey=c2VjcmV0LXNlY3Jld!"],
            ["--connection-string", "endpoint=ftp://x;accesskey=c2VjcmV0LXNlY3JldA=="],
            ["--access-key", "c2VjcmV0LXNlY3Jld"],
            ["--endpoint", "ftp://localhost:7080"],
            ["--endpoint", "http://far.example"],
            ["--endpoint", "http://127.evil.example"],
            ["--ca", "/nowhere/ca.pem"],
        ])
    func wrongUsage(arguments: [String]) throws {
        let error = try #require(throws: (any Error).self) { try ConnectionOptions.parse(arguments) }
        #expect(ConnectionOptions.exitCode(for: error) == ExitStatus.usage)
        #expect(!ConnectionOptions.message(for: error).contains("c2VjcmV0"))
    }

    @Test("A variable that is no connection string is a matter of configuration, and is not repeated")
    func badVariable() throws {
        let options = try ConnectionOptions.parse([])
        let failure = try #require(throws: CommandFailure.self) {
            try options.connection(environment: ["DIVERT_CONNECTION_STRING": "c2VjcmV0"], hasFile: { _ in false })
        }
        #expect(failure.status == ExitStatus.configuration)
        #expect(failure.message.contains("DIVERT_CONNECTION_STRING") && !failure.message.contains("c2VjcmV0"))
    }

    @Test("The connection string is printed on purpose alone")
    func description() throws {
        let connection = try ConnectionOptions.parse(["--endpoint", "https://LOCALHOST:7443/base/"])
            .connection(environment: [:], hasFile: { _ in false })
        #expect(connection.endpoint.url == "https://localhost:7443/base")
        #expect(
            connection.string == "endpoint=https://localhost:7443/base/;accesskey=\(ServerConnection.developmentKey)")
        #expect(!"\(connection)".contains(ServerConnection.developmentKey))
    }
}
