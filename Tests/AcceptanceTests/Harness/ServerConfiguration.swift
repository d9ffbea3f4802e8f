/// A configuration file with port 0 everywhere, and what a test wants to be different.
package struct ServerConfiguration: Sendable {
    /// Where events go; `nil`: nobody is subscribed.
    package var webhook: String?
    package var hasTLS = false
    package var ringTimeoutSeconds = 30
    package var drainSeconds = 10
    /// Number prefixes and where they lead.
    package var routes: [(to: String, uri: String)] = [("+1*", "sip:{number}@gw1.example.net;user=phone")]
    /// Who may call, instead of loopback.
    package var peerNetworks: [String] = []
    package var unknownPeers = "drop"
    /// How many loops share the UDP port; nil: what the machine suggests.
    package var eventLoops: Int?
    /// What holds for loopback as a peer, as members of a mapping; nil: nothing out of the ordinary.
    package var peer: String?
    /// The headers that callers from loopback take in a Contact, in brackets.
    package var peerHeaders: String?
    /// Where calls of the development resource may go, in braces.
    package var targets: String?
    /// How far the date of a signed request may be away.
    package var clockSkewMinutes: Int?
    /// A resource beside the development one: its identifier, its host names and its access key.
    package var resource: (id: String, host: String, accessKey: String)?
    /// The identifier of a second resource beside the development one, `other`.
    package var otherResource: String?
    /// Further members of the development resource, a line each: `userTokens: allCalls`.
    package var resourceMembers: [String] = []
    /// Which called parties the application wants to hear of; all of them unless given.
    package var filterTo: [String] = []
    /// Further settings of the subscription, a line each.
    package var subscription: [String] = []
    /// Further settings of calls, a line each.
    package var calls: [String] = []
    package var maxDiversions: Int?
    package var data = "data"
    /// The section `logging`, in braces.
    package var logging: String?
    /// The section `observability`, in braces.
    package var observability: String?

    /// The ports; 0 for any.
    package var http = 0
    package var https = 0
    package var sip = 0

    package init() {}

    /// The same with a port wherever any will do: a server that is started again finds it free.
    func withPorts() async throws -> Self {
        var configuration = self
        if http == 0 { configuration.http = try await FreePort.tcp() }
        if https == 0 { configuration.https = try await FreePort.tcp() }
        if sip == 0 { configuration.sip = try await FreePort.sip() }
        return configuration
    }

    /// The GUID of the resource that is there without configuration.
    package static let developmentResource = "00000000-0000-0000-0000-000000000001"

    /// The text of the file.
    package var yaml: String {
        var lines = ["http:", "  host: 127.0.0.1", "  port: \(http)"]
        lines += hasTLS ? ["  tls:", "    port: \(https)"] : ["  tls: off"]
        if let clockSkewMinutes { lines += ["  authentication: { clockSkewMinutes: \(clockSkewMinutes) }"] }
        lines += ["sip:", "  listen:", "    - udp://127.0.0.1:\(sip)", "    - tcp://127.0.0.1:\(sip)"]
        lines += ["  unknownPeers: \(unknownPeers)"]
        if let eventLoops { lines += ["  eventLoops: \(eventLoops)"] }
        if !peerNetworks.isEmpty {
            lines += ["  peers:", "    - name: far", "      addresses: [\(peerNetworks.joined(separator: ", "))]"]
        }
        if let peer {
            lines += ["  peers:", "    - { name: local, addresses: [127.0.0.0/8], trusted: true, \(peer) }"]
        }
        if let peerHeaders {
            lines += ["  peers:", "    - { name: near, addresses: [127.0.0.0/8], headers: \(peerHeaders) }"]
        }
        if let targets { lines += ["resources:", "  - targets: \(targets)"] }
        if let resource {
            lines += [
                "resources:", "  - name: example", "    id: \(resource.id)", "    hosts: [\(resource.host), 127.0.0.1]",
            ]
            lines += ["    accessKeys: [\"\(resource.accessKey)\"]"]
        }
        let key = "accessKeys: [\"\(DivertClient.developmentKey)\"]"
        if otherResource != nil || !resourceMembers.isEmpty {
            lines += ["resources:", "  - name: local", "    id: \(Self.developmentResource)"]
            lines += ["    hosts: [localhost, 127.0.0.1]", "    \(key)"] + resourceMembers.map { "    \($0)" }
        }
        if let otherResource {
            lines += ["  - name: other", "    id: \(otherResource)", "    hosts: [other.example]", "    \(key)"]
        }
        lines += routes.isEmpty ? [] : ["routes:"]
        for route in routes {
            lines += ["  - to: \"\(route.to)\"", "    uri: \"\(route.uri)\""]
        }
        lines += ["calls:", "  ringTimeoutSeconds: \(ringTimeoutSeconds)", "  drainSeconds: \(drainSeconds)"]
        if let maxDiversions { lines += ["  maxDiversions: \(maxDiversions)"] }
        lines += calls.map { "  \($0)" }
        if let webhook {
            lines += ["events:", "  subscriptions:", "    - name: app", "      endpoint: \(webhook)"]
            let patterns = filterTo.map { "\"\($0)\"" }.joined(separator: ", ")
            lines += filterTo.isEmpty ? [] : ["      filter: { to: [\(patterns)] }"]
            lines += subscription.map { "      \($0)" }
        }
        lines += ["data: \(data)"]
        if let logging { lines += ["logging: \(logging)"] }
        if let observability { lines += ["observability: \(observability)"] }
        return lines.joined(separator: "\n") + "\n"
    }
}
