package import ArgumentParser
import DivertConfiguration
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
        name: .customLong("access-key"),
        help: ArgumentHelp(
            "An access key of the resource. Others on this machine can read command lines: prefer the variable "
                + "DIVERT_CONNECTION_STRING.",
            valueName: "base64"))
    package var accessKey: String?

    @Option(
        help: ArgumentHelp(
            "Address and key in one: endpoint=https://localhost:7443/;accesskey=…  (default: "
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
        if let text = self.connectionString {
            guard self.endpoint == nil, self.accessKey == nil else {
                throw ValidationError(
                    "--connection-string holds an endpoint and a key: leave out --endpoint and --access-key.")
            }
            do {
                _ = try ConnectionString(parsing: text)
            } catch {
                throw ValidationError("--connection-string lacks \(error.rawValue).")
            }
        }
        if let endpoint = self.endpoint {
            guard let endpoint = ConnectionString.endpoint(endpoint) else {
                throw ValidationError("--endpoint must be a URL such as https://localhost:7443.")
            }
            guard self.accessKey != nil || Self.isLoopback(endpoint) else {
                throw ValidationError("--endpoint wants an --access-key beside it, except on loopback.")
            }
        }
        guard self.accessKey.map({ AccessKey(base64: $0) != nil }) ?? true else {
            throw ValidationError("--access-key must be the Base64 of a key.")
        }
        guard self.ca.map(FileManager.default.isReadableFile(atPath:)) ?? true else {
            throw ValidationError("--ca must be a readable file of certificates in PEM.")
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
        let chosen = try self.chosen(environment)
        let isNear = chosen.endpoint.lowercased().hasPrefix("https:") && Self.isLoopback(chosen.endpoint)
        let found = isNear && hasFile(ServerConnection.defaultAuthorityFile)
        return ServerConnection(
            endpoint: chosen.endpoint, accessKey: chosen.accessKey,
            authorityFile: self.ca ?? (found ? ServerConnection.defaultAuthorityFile : nil))
    }

    private func chosen(_ environment: [String: String]) throws(CommandFailure) -> ConnectionString {
        if let text = self.connectionString { return try Self.parse(text, "--connection-string", ExitStatus.usage) }
        if self.endpoint == nil, self.accessKey == nil, let text = environment[Self.variable], !text.isEmpty {
            return try Self.parse(text, Self.variable, ExitStatus.configuration)
        }
        let endpoint = self.endpoint.flatMap(ConnectionString.endpoint) ?? ServerConnection.defaultEndpoint
        let key = self.accessKey.map(AccessKey.init(base64:)) ?? ServerConnection.developmentKey
        guard let key else {
            throw CommandFailure("--access-key is not the Base64 of a key", status: ExitStatus.usage)
        }
        return ConnectionString(endpoint: endpoint, accessKey: key)
    }

    private static func parse(
        _ text: String, _ place: String, _ status: ExitCode
    ) throws(CommandFailure) -> ConnectionString {
        do {
            return try ConnectionString(parsing: text)
        } catch {
            throw CommandFailure(
                "\(place) lacks \(error.rawValue)",
                advice: "It looks like endpoint=https://localhost:7443/;accesskey=…, and "
                    + "divert connection-string prints it.",
                status: status)
        }
    }

    private static func isLoopback(_ endpoint: String) -> Bool {
        guard let host = Configuration.WebAddress(endpoint)?.host else { return false }
        let isIPv4 = host.hasPrefix("127.") && host.allSatisfy { $0.isNumber || $0 == "." }
        return host == "localhost" || host == "::1" || isIPv4
    }
}
