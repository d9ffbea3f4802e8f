extension Configuration {
    /// The SIP side (`sip`).
    package struct SIP: Sendable, Hashable {
        /// Domain of the addresses of record, in lower case.
        package var domain: String
        /// In the order of the configuration; may be empty.
        package var listen: [ListenAddress]
        /// In the order of the configuration; may be empty: then every source is a stranger.
        package var peers: [Peer]
        package var unknownPeers: UnknownPeers
        /// T1 of RFC 3261 §17, in milliseconds.
        package var t1Milliseconds: Int
        /// How long datagrams may wait to be read together while many come.
        package var batchMilliseconds: Int
        /// How many event loops take what comes over UDP; nil: as many as the cores of the machine suggest.
        package var eventLoops: Int?
    }

    /// What strangers get.
    package enum UnknownPeers: String, Sendable, Hashable {
        /// Silence.
        case drop
        /// 403.
        case reject
    }
}

extension Configuration.SIP {
    /// Every network with its peer, in the order in which a source is looked up: the longest network first, equal ones in
    /// the order of the file.
    package var peersByNetwork: [(network: Configuration.Network, peer: Configuration.Peer)] {
        let all = self.peers.flatMap { peer in peer.networks.map { (network: $0, peer: peer) } }
        return all.enumerated()
            .sorted { ($1.element.network.prefixLength, $0.offset) < ($0.element.network.prefixLength, $1.offset) }
            .map(\.element)
    }

    init(reading reader: SettingReader) throws(ConfigurationError) {
        self.domain = try reader.text("sip.domain", HostName.parse)
        self.listen = try Self.listen(reading: reader)
        self.peers = try Configuration.Peer.all(reading: reader)
        self.unknownPeers = try reader.choice("sip.unknownPeers")
        self.t1Milliseconds = try reader.integer("sip.t1Milliseconds")
        self.batchMilliseconds = try reader.integer("sip.batchMilliseconds")
        self.eventLoops = try reader.optionalInteger("sip.eventLoops")
    }

    /// How many event loops take what comes over UDP on a machine with so many cores: one for each four, at most four,
    /// where the configuration does not say.
    ///
    /// One is cheapest, as nothing is handed from one to another, and takes some 20,000 calls a second.
    package func eventLoops(forCores cores: Int) -> Int {
        self.eventLoops ?? min(max(1, cores / 4), 4)
    }

    private static func listen(
        reading reader: SettingReader
    ) throws(ConfigurationError) -> [Configuration.ListenAddress] {
        for index in 0..<reader.count(of: "sip.listen") {
            let path = "sip.listen[\(index)]"
            let text = reader.writtenText(path)?.lowercased() ?? ""
            for scheme in ["tls", "ws", "wss"] where text.hasPrefix(scheme + "://") {
                throw ConfigurationError(
                    .notBuiltYet, at: reader.place(of: path), path: path, reason: "not built yet: SIP over \(scheme)")
            }
        }
        let addresses = try reader.optionalTexts("sip.listen", Configuration.ListenAddress.init) ?? []
        for (index, address) in addresses.enumerated() where address.port != 0 && addresses[..<index].contains(address)
        {
            throw reader.refused("sip.listen[\(index)]", expected: "every address once", found: "\(address) again")
        }
        return addresses
    }
}
