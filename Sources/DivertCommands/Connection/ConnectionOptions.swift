package import ArgumentParser
import CallAutomationClient
import Foundation
import RequestSigning

/// Which server a verb talks to, and with which key: flags, else `DIVERT_CONNECTION_STRING`, else the development
/// credential on loopback.
package struct ConnectionOptions: ParsableArguments {
    package static let variable = "DIVERT_CONNECTION_STRING"

    @Option(
        help: ArgumentHelp(
            "The server's address. Without --access-key the development key is used, on loopback alone.",
            valueName: "url"))
    package var endpoint: String?

    @Option(
        help: ArgumentHelp(
            "An access key of the resource. Others on this machine can read command lines: prefer the variable "
                + "DIVERT_CONNECTION_STRING.",
            valueName: "base64"))
    package var accessKey: String?

    @Option(
        help: ArgumentHelp(
            "Address and key in one: endpoint=https://localhost:7443/;accesskey=… (default: "
                + "$DIVERT_CONNECTION_STRING, else http://127.0.0.1:7080 with the development key)",
            valueName: "string"))
    package var connectionString: String?

    @Option(
        help: ArgumentHelp(
            "Certificates to trust for https, in PEM. (default on loopback: divert-data/development-ca.pem)",
            valueName: "file"),
        completion: .file(extensions: ["pem"]))
    package var ca: String?

    package init() {}

    /// Flags that contradict each other or cannot be are wrong usage.
    package func validate() throws {
        guard self.connectionString == nil || self.endpoint == nil && self.accessKey == nil else {
            throw ValidationError(
                "--connection-string holds an endpoint and a key: leave out --endpoint and --access-key.")
        }
        do {
            _ = try self.flags()
        } catch {
            throw ValidationError(error.message)
        }
        guard self.ca.map(FileManager.default.isReadableFile(atPath:)) ?? true else {
            throw ValidationError("--ca must name a readable file of certificates in PEM.")
        }
    }

    /// The server and the key.
    ///
    /// - Parameter hasFile: Whether a file with this name, from the working folder, is there.
    /// - Throws: status 78 when `DIVERT_CONNECTION_STRING` is no connection string.
    package func connection(
        environment: [String: String] = ProcessInfo.processInfo.environment,
        hasFile: (String) -> Bool = FileManager.default.isReadableFile(atPath:)
    ) throws(CommandFailure) -> ServerConnection {
        var connection = try self.chosen(environment)
        let isNear = connection.endpoint.isSecure && connection.endpoint.isLoopback
        if let ca = self.ca {
            connection.authorityFile = ca
        } else if isNear, hasFile(ServerConnection.defaultAuthorityFile) {
            connection.authorityFile = ServerConnection.defaultAuthorityFile
        }
        return connection
    }

    private func chosen(_ environment: [String: String]) throws(CommandFailure) -> ServerConnection {
        if let connection = try self.flags() { return connection }
        if let connection = try Self.connection(environment) { return connection }
        return try Self.development()
    }

    /// What the flags say; nil when they say nothing.
    private func flags() throws(CommandFailure) -> ServerConnection? {
        if let text = self.connectionString {
            return try Self.parse(text, "--connection-string", ExitStatus.usage)
        }
        guard self.endpoint != nil || self.accessKey != nil else { return nil }
        let endpoint: ServiceEndpoint
        do {
            endpoint = try ServiceEndpoint(self.endpoint ?? ServerConnection.defaultEndpoint)
        } catch {
            throw CommandFailure("--endpoint: \(error.message)", status: ExitStatus.usage)
        }
        guard self.accessKey != nil || endpoint.isLoopback else {
            throw CommandFailure(
                "--endpoint wants an --access-key beside it, except on loopback.", status: ExitStatus.usage)
        }
        guard let key = AccessKey(base64: self.accessKey ?? ServerConnection.developmentKey) else {
            throw CommandFailure("--access-key must be a key in Base64; was it cut off?", status: ExitStatus.usage)
        }
        return ServerConnection(endpoint: endpoint, accessKey: key)
    }

    /// What the environment says; nil when it says nothing.
    private static func connection(_ environment: [String: String]) throws(CommandFailure) -> ServerConnection? {
        guard let text = environment[self.variable], !text.isEmpty else { return nil }
        return try self.parse(text, self.variable, ExitStatus.configuration)
    }

    private static func development() throws(CommandFailure) -> ServerConnection {
        try self.parse(
            "endpoint=\(ServerConnection.defaultEndpoint);accesskey=\(ServerConnection.developmentKey)",
            "the development credential", ExitStatus.unexpected)
    }

    private static func parse(
        _ text: String, _ place: String, _ status: ExitCode
    ) throws(CommandFailure) -> ServerConnection {
        do {
            let parts = try ConnectionString(text)
            return ServerConnection(endpoint: parts.endpoint, accessKey: parts.accessKey)
        } catch {
            throw CommandFailure(
                "\(place): \(error.message)", advice: "A good one is printed by: divert connection-string",
                status: status)
        }
    }
}
