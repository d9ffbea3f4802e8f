extension Configuration {
    /// Somebody who may send calls without a digest challenge (`sip.peers[]`).
    package struct Peer: Sendable, Hashable {
        /// Unique.
        package var name: String
        /// The networks it sends from.
        package var networks: [Network]
        /// Name of the resource of calls whose callee names none.
        package var resource: String?
        /// Its P-Asserted-Identity is believed (RFC 3325).
        package var trusted: Bool
        /// It gets 180 while the call rings.
        package var ringback: Bool
        /// It takes these headers of applications in a Contact: names, or prefixes with a star at their end.
        package var headers: [String]

        package init(
            name: String, networks: [Network], resource: String? = nil, trusted: Bool = false, ringback: Bool = false,
            headers: [String] = []
        ) {
            self.name = name
            self.networks = networks
            self.resource = resource
            self.trusted = trusted
            self.ringback = ringback
            self.headers = headers
        }

        /// The only peer while none is configured: this machine, which is believed.
        package static let loopback = Peer(
            name: "loopback", networks: loopbackNetworks.compactMap(Network.init), trusted: true)

        static let loopbackNetworks = ["127.0.0.0/8", "::1/128"]
    }
}

extension Configuration.Peer {
    static func all(reading reader: SettingReader) throws(ConfigurationError) -> [Self] {
        var peers: [Self] = []
        for index in 0..<reader.count(of: "sip.peers") {
            let path = "sip.peers[\(index)]"
            let peer = try Self(reading: reader, at: path)
            if peers.contains(where: { $0.name == peer.name }) {
                throw reader.refused("\(path).name", expected: "every name once", found: "\(peer.name) again")
            }
            peers.append(peer)
        }
        return peers
    }

    private init(reading reader: SettingReader, at path: String) throws(ConfigurationError) {
        self.name = try reader.text("\(path).name", SettingName.parse)
        self.networks = try reader.texts("\(path).addresses", Configuration.Network.init)
        try reader.word("\(path).mode")
        self.resource = try reader.optionalText("\(path).resource", SettingName.parse)
        self.trusted = try reader.boolean("\(path).trusted")
        self.ringback = try reader.boolean("\(path).ringback")
        self.headers = try reader.optionalTexts("\(path).headers", HeaderPattern.parse) ?? []
    }
}
