extension MergedSettings {
    /// Lays the defaults beneath what was written: the weakest layer of all.
    ///
    /// It comes last because defaults of list elements need to know which elements there are. What is left without a
    /// value then is what the table calls absent, or a mistake.
    mutating func fillDefaults() {
        self.fillLoopbackPeer()
        self.fillDevelopmentResource()
        self.fill(membersOf: "", at: "")
    }

    private mutating func fill(membersOf general: String, at actual: String) {
        for key in ConfigurationKey.members(of: general) where key.later == nil {
            let path = actual.member(key.name)
            switch key.type {
            case .section:
                self.fill(membersOf: key.path, at: path)
            case .sectionOrOff:
                if case .scalar = self.byPath[path]?.value { continue }
                self.fill(membersOf: key.path, at: path)
            case .sections:
                for index in 0..<self.count(of: path) {
                    self.fill(membersOf: key.path + "[]", at: "\(path)[\(index)]")
                }
            case .texts, .textOrTexts:
                guard let text = key.defaultText else { continue }
                self.fill(path, text.split(separator: ",").map(String.init))
            case .integer, .boolean, .choice, .text:
                guard let text = key.defaultText else { continue }
                self.fill(path, text)
            }
        }
    }

    /// While no peers are configured there is one: this machine.
    private mutating func fillLoopbackPeer() {
        guard self.byPath["sip.peers"] == nil else { return }
        self.put(Setting(.list(count: 1), at: .builtIn), at: "sip.peers")
        self.put(Setting(.section, at: .builtIn), at: "sip.peers[0]")
        self.fill("sip.peers[0].name", Configuration.Peer.loopback.name)
        self.fill("sip.peers[0].addresses", Configuration.Peer.loopbackNetworks)
        self.fill("sip.peers[0].trusted", "true")
    }

    /// While no resources are configured there is the development resource; the only resource may leave out what that
    /// one has, and every resource without access keys accepts the development key.
    private mutating func fillDevelopmentResource() {
        if self.byPath["resources"] == nil {
            self.put(Setting(.list(count: 1), at: .builtIn), at: "resources")
            self.put(Setting(.section, at: .builtIn), at: "resources[0]")
        }
        let standard = Configuration.Resource.development
        let count = self.count(of: "resources")
        if count == 1 {
            self.fill("resources[0].name", standard.name)
            self.fill("resources[0].id", standard.id)
            self.fill("resources[0].hosts", standard.hosts)
        }
        for index in 0..<count {
            let path = "resources[\(index)].accessKeys"
            if self.count(of: path) == 0 { self.put(nil, at: path) }
            self.fill(path, standard.accessKeys.map(\.base64))
        }
    }

    private mutating func fill(_ path: String, _ text: String) {
        guard self.byPath[path] == nil else { return }
        self.put(.plain(text, at: .builtIn), at: path)
    }

    private mutating func fill(_ path: String, _ texts: [String]) {
        guard self.byPath[path] == nil else { return }
        self.put(Setting(.list(count: texts.count), at: .builtIn), at: path)
        for (index, text) in texts.enumerated() { self.put(.plain(text, at: .builtIn), at: "\(path)[\(index)]") }
    }
}
