import Foundation

/// The configuration file of the demo's server: free ports, a temporary data folder, and beside the default resource one
/// that answers as the host of the published example.
struct DemoConfiguration {
    static let accessKey = "ZGl2ZXJ0LWRldmVsb3BtZW50LWtleS1sb29wYmFjay1vbmx5"

    let folder: URL
    let webhook: String

    /// Writes the file; with `addresses` the ports are those of the server that was killed.
    ///
    /// - Returns: its path.
    func write(on addresses: ServerProcess.Addresses? = nil) throws -> String {
        let text = """
            http:
              port: \(addresses?.httpPort ?? 0)
              tls: off
            sip:
              listen:
                - udp://127.0.0.1:\(addresses?.sipPort ?? 0)
                - tcp://127.0.0.1:\(addresses?.sipPort ?? 0)
              peers:
                - name: caller
                  addresses: [127.0.0.0/8]
                  resource: local
            resources:
              - name: local
                id: 00000000-0000-0000-0000-000000000001
                hosts: [localhost, 127.0.0.1]
                accessKeys: ["\(Self.accessKey)"]
              - name: contoso
                id: b9614373-fd0b-480c-8fd2-cb58b70eab9f
                hosts: [contoso.communications.azure.com]
                accessKeys: ["\(Self.accessKey)"]
            events:
              subscriptions:
                - name: demo
                  resource: local
                  endpoint: \(self.webhook)
            data: data
            """
        let file = self.folder.appendingPathComponent("divert.yaml")
        try Data(text.utf8).write(to: file)
        return file.path
    }
}
