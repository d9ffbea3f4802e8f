import DivertConfiguration
import DivertService
import Foundation

/// What `serve` prints for people when it is ready: where it listens, how an application connects, how each SDK trusts
/// the development CA, and the ready line at the end.
struct Banner {
    let text: String

    init(_ ready: DivertServer.Ready, _ configuration: Configuration) {
        let line = ready.line
        var lines = ["HTTP   \(line.http)"]
        if let https = line.https { lines.append("HTTPS  \(https)") }
        lines += line.sip.map { "SIP    \($0)" }
        lines.append("Data   \(configuration.dataFolder)")
        lines += Self.connection(line, configuration)
        if let path = ready.developmentAuthorityPath, line.https != nil {
            lines += Self.trust(URL(fileURLWithPath: path).path)
        }
        lines += Self.subscriptions(configuration)
        lines += ["", "Divert is ready."]
        self.text = lines.joined(separator: "\n")
    }

    /// The development key is public; keys of one's own are never printed.
    private static func connection(_ line: ReadyLine, _ configuration: Configuration) -> [String] {
        guard let resource = configuration.resources.first, let key = resource.accessKeys.first else { return [] }
        let secret = key.isDevelopment ? key.base64 : "<your access key>"
        let endpoint = line.publicURL.replacing("127.0.0.1", with: "localhost")
        return ["", "Connection string", "  endpoint=\(endpoint)/;accesskey=\(secret)"]
    }

    private static func trust(_ path: String) -> [String] {
        [
            "", "Trust the development CA",
            "  Python      CallAutomationClient.from_connection_string(…, connection_verify=\"\(path)\")",
            "  JavaScript  export NODE_EXTRA_CA_CERTS=\"\(path)\"",
            "  .NET        export SSL_CERT_FILE=\"\(path)\"",
            "  Java        keytool -importcert -noprompt -alias divert -file \"\(path)\" -cacerts",
            "  curl        curl --cacert \"\(path)\" …",
        ]
    }

    private static func subscriptions(_ configuration: Configuration) -> [String] {
        let subscriptions = configuration.events.subscriptions
        guard !subscriptions.isEmpty else {
            return ["", "Nobody is told about calls yet: add --webhook http://127.0.0.1:9090/api/events"]
        }
        return ["", "Events go to"] + subscriptions.map { "  \($0.name)  \($0.endpoint)" }
    }
}
