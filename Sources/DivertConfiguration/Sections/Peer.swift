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
        /// Its Remote-Party-ID is believed where it asserts nothing; only of one that is trusted.
        package var believesRemotePartyID = false
        /// It gets 180 while the call rings.
        package var ringback: Bool
        /// It takes these headers of applications in a Contact: names, or prefixes with a star at their end.
        package var headers: [String]
        /// How its digits become E.164 numbers; nil: only those with a plus sign are.
        package var numberPlan: NumberPlan?
        package var calledNumber = CalledNumber.requestURI
        /// Its 302 says in a Diversion header from whom the call was diverted.
        package var diversion = false
        /// Callers who ask for privacy are anonymous to applications.
        package var hidesPrivateCallers = true
        /// How many undecided calls it may have; nil: as many as it likes.
        package var maxPendingCalls: Int?
        /// How many calls it may start a second; nil: as many as it likes.
        package var maxCallsPerSecond: Int?
        /// What it is told instead of the usual answer, by cause, one of `Answer.causes`.
        package var answers: [String: Answer] = [:]

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
    /// Digits of a peer's dial plan (`sip.peers[].numberPlan`).
    package struct NumberPlan: Sendable, Hashable {
        package var countryCode: String
        package var internationalPrefix: String?
        package var nationalPrefix: String?

        package init(countryCode: String, internationalPrefix: String? = nil, nationalPrefix: String? = nil) {
            self.countryCode = countryCode
            self.internationalPrefix = internationalPrefix
            self.nationalPrefix = nationalPrefix
        }
    }

    /// Where a peer says whom the caller called.
    package enum CalledNumber: String, Sendable, Hashable {
        case requestURI = "requestUri"
        case to
        case pCalledPartyID = "pCalledPartyId"
    }

    /// What a peer is told when a call is not connected (`sip.peers[].answers`).
    package struct Answer: Sendable, Hashable {
        /// 400 to 699.
        package var status: Int
        /// A cause of Q.850, 1 to 127.
        package var cause: Int?
        package var retryAfterSeconds: Int?

        package init(status: Int, cause: Int? = nil, retryAfterSeconds: Int? = nil) {
            self.status = status
            self.cause = cause
            self.retryAfterSeconds = retryAfterSeconds
        }
    }

    static let causes = ["timeout", "undelivered", "unresolvable", "busy", "forbidden", "declined", "shutdown"]

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
        self.believesRemotePartyID = try reader.boolean("\(path).remotePartyId")
        self.headers = try reader.optionalTexts("\(path).headers", HeaderPattern.parse) ?? []
        self.calledNumber = try reader.choice("\(path).calledNumber")
        self.diversion = try reader.word("\(path).diversion") == "diversion"
        self.hidesPrivateCallers = try reader.word("\(path).privateCallers") == "hide"
        self.maxPendingCalls = try reader.optionalInteger("\(path).maxPendingCalls")
        self.maxCallsPerSecond = try reader.optionalInteger("\(path).maxCallsPerSecond")
        self.numberPlan = try NumberPlan(reading: reader, at: "\(path).numberPlan")
        for cause in Self.causes {
            self.answers[cause] = try Answer(reading: reader, at: "\(path).answers.\(cause)")
        }
    }
}

extension Configuration.Peer.NumberPlan {
    /// Nil when there is none.
    fileprivate init?(reading reader: SettingReader, at path: String) throws(ConfigurationError) {
        let members = ["countryCode", "internationalPrefix", "nationalPrefix"].map { "\(path).\($0)" }
        guard members.contains(where: { reader.isWritten($0) }) else { return nil }
        self.countryCode = try reader.text(members[0], Self.digits)
        self.internationalPrefix = try reader.optionalText(members[1], Self.digits)
        self.nationalPrefix = try reader.optionalText(members[2], Self.digits)
    }

    private static func digits(_ text: String) -> String? {
        (1...8).contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? text : nil
    }
}

extension Configuration.Peer.Answer {
    /// Nil when there is none.
    fileprivate init?(reading reader: SettingReader, at path: String) throws(ConfigurationError) {
        let members = ["status", "cause", "retryAfterSeconds"].map { "\(path).\($0)" }
        guard members.contains(where: { reader.isWritten($0) }) else { return nil }
        self.status = try reader.integer(members[0])
        self.cause = try reader.optionalInteger(members[1])
        self.retryAfterSeconds = try reader.optionalInteger(members[2])
    }
}
