extension Configuration {
    /// Where calls of a resource may be redirected to (`resources[].targets`).
    package struct Targets: Sendable, Hashable {
        /// What targets must match: numbers, raw ids, prefixes, `*`.
        package var allow = ["*"]
        /// What no target may match.
        package var deny: [String] = []
        /// Whether calls may be sent to addresses of private networks; nil: only where a peer, `sipDomains` or a route
        /// names them.
        package var allowPrivate: Bool?
        /// The hosts of SIP addresses; nil: the addresses of the peers and `sip.domain`.
        package var sipDomains: [SIPDomain]?

        package init() {}
    }
}

extension Configuration.Targets {
    init(reading reader: SettingReader, at path: String) throws(ConfigurationError) {
        let pattern = { (text: String) in IdentifierText.isPattern(text) ? text : nil }
        self.allow = try reader.texts("\(path).allow", pattern)
        self.deny = try reader.optionalTexts("\(path).deny", pattern) ?? []
        self.allowPrivate = try reader.optionalBoolean("\(path).allowPrivate")
        self.sipDomains = try reader.optionalTexts("\(path).sipDomains", Configuration.SIPDomain.init)
    }
}
