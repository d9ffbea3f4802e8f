/// Words for lists of objects that would otherwise need a file.
package enum ShortForm: String, CaseIterable, Sendable {
    /// One subscription with this endpoint instead of `events.subscriptions`.
    case webhook
    /// The access keys of the only resource.
    case accessKeys
    /// The host names of the only resource.
    case hosts
    /// One peer with these networks instead of `sip.peers`.
    case peers

    package var flagName: String {
        switch self {
        case .webhook: return "--webhook"
        case .accessKeys: return "--access-keys"
        case .hosts: return "--hosts"
        case .peers: return "--peers"
        }
    }

    package var environmentName: String {
        switch self {
        case .webhook: return "DIVERT_WEBHOOK"
        case .accessKeys: return "DIVERT_ACCESS_KEYS"
        case .hosts: return "DIVERT_HOSTS"
        case .peers: return "DIVERT_PEERS"
        }
    }

    /// The key that the value finally stands for.
    var keyPath: String {
        switch self {
        case .webhook: return "events.subscriptions[].endpoint"
        case .accessKeys: return "resources[].accessKeys"
        case .hosts: return "resources[].hosts"
        case .peers: return "sip.peers[].addresses"
        }
    }

    /// What it stands for, in Markdown.
    var summary: String {
        switch self {
        case .webhook: return "one subscription with this URL, instead of `events.subscriptions`"
        case .accessKeys: return "the `accessKeys` of the only resource, by comma"
        case .hosts: return "the `hosts` of the only resource, by comma"
        case .peers: return "one peer with these networks, by comma, instead of `sip.peers`"
        }
    }

    /// The settings that `--webhook` and `--peers` stand for; none for the forms that change the only resource.
    func settings(for text: String, at place: Place) throws(ConfigurationError) -> [String: Setting] {
        switch self {
        case .webhook:
            let path = "events.subscriptions"
            return [
                path: Setting(.list(count: 1), at: place),
                "\(path)[0]": Setting(.section, at: place),
                "\(path)[0].name": .plain("webhook", at: place),
                "\(path)[0].endpoint": .plain(text, at: place),
            ]
        case .peers:
            let networks = try ArgumentList.split(text, key: ConfigurationKey.at(self.keyPath), at: place)
            var settings: [String: Setting] = [
                "sip.peers": Setting(.list(count: 1), at: place),
                "sip.peers[0]": Setting(.section, at: place),
                "sip.peers[0].name": .plain("peers", at: place),
                "sip.peers[0].addresses": Setting(.list(count: networks.count), at: place),
            ]
            for (index, network) in networks.enumerated() {
                settings["sip.peers[0].addresses[\(index)]"] = network
            }
            return settings
        case .accessKeys, .hosts:
            return [:]
        }
    }

    /// The member of the only resource that the form replaces.
    var memberOfOnlyResource: String? {
        switch self {
        case .accessKeys: return "accessKeys"
        case .hosts: return "hosts"
        case .webhook, .peers: return nil
        }
    }
}
