import CallAutomationClient
package import DivertConfiguration
import RequestSigning

extension ServerConnection {
    /// How applications reach a resource of a server with this configuration.
    ///
    /// - Parameters:
    ///   - name: Of the resource; nil for the first.
    ///   - isPlain: The address without TLS, whatever `http.publicUrl` says.
    /// - Throws: status 64 for a resource that is not there, 78 where the configuration leaves the port open.
    package init(
        _ configuration: Configuration, resource name: String? = nil, isPlain: Bool = false
    ) throws(CommandFailure) {
        let resources = configuration.resources
        guard let resource = name.map(configuration.resource(named:)) ?? resources.first else {
            throw CommandFailure(
                "there is no resource \(name ?? "")",
                advice: "There are: \(resources.map(\.name).joined(separator: ", "))", status: ExitStatus.usage)
        }
        guard let key = (resource.accessKeys.first?.base64).flatMap(AccessKey.init(base64:)) else {
            throw CommandFailure(
                "the resource \(resource.name) has no access key", advice: "Give it one: resources[].accessKeys",
                status: ExitStatus.configuration)
        }
        self.init(endpoint: try Self.endpoint(configuration.http, isPlain: isPlain), accessKey: key)
    }

    private static func endpoint(
        _ http: Configuration.HTTP, isPlain: Bool
    ) throws(CommandFailure) -> ServiceEndpoint {
        if !isPlain {
            if let url = http.publicURL { return try self.endpoint(url.text, key: "http.publicUrl") }
            if case .on(let port, _) = http.tls {
                return try self.endpoint("https", http.host, port, key: "http.tls.port")
            }
        }
        return try self.endpoint("http", http.host, http.port, key: "http.port")
    }

    private static func endpoint(
        _ scheme: String, _ host: String, _ port: Int, key: String
    ) throws(CommandFailure) -> ServiceEndpoint {
        guard port != 0 else {
            throw CommandFailure(
                "\(key) is 0: any free port, which is known when the server runs",
                advice: "Its first lines tell the address; or set \(key).", status: ExitStatus.configuration)
        }
        // All addresses of this machine, or the one that every machine has: its name is in the certificate.
        let isThisMachine = ["127.0.0.1", "0.0.0.0", "::"].contains(host)
        let name = isThisMachine ? "localhost" : host.contains(":") ? "[\(host)]" : host
        return try self.endpoint("\(scheme)://\(name):\(port)", key: key)
    }

    private static func endpoint(_ url: String, key: String) throws(CommandFailure) -> ServiceEndpoint {
        do {
            return try ServiceEndpoint(url)
        } catch {
            throw CommandFailure("\(key): \(error.message)", status: ExitStatus.configuration)
        }
    }
}
