/// The names under which a server is signed for. SDKs disagree about the `host` they sign: as typed, without port, with the
/// port doubled, with a trailing slash, with the base path, or with the name of the resource while they talk to another
/// host (authentication.md §2.2).
public struct SigningHosts: Hashable, Sendable {
    /// The configured host names, without port, as typed.
    public var names: [String]
    /// `host` or `host:port` of the public address, as typed.
    public var publicAuthority: String?
    /// The path prefix of the public address: empty, or `/base` without a trailing slash.
    public var pathPrefix: String

    /// The names of a server; a trailing slash of the prefix is dropped.
    public init(names: [String] = [], publicAuthority: String? = nil, pathPrefix: String = "") {
        self.names = names
        self.publicAuthority = publicAuthority
        var prefix = pathPrefix
        while prefix.hasSuffix("/") { prefix.removeLast() }
        self.pathPrefix = prefix
    }

    /// Whether a forwarded host names this server: only such hosts are candidates, whatever their port.
    func contains(_ authority: Authority) -> Bool {
        let name = authority.name.lowercased()
        if let publicAuthority = self.publicAuthority, Authority(publicAuthority).name.lowercased() == name {
            return true
        }
        return self.names.contains { $0.lowercased() == name }
    }

    /// Every host that the client may have signed, the likeliest first, without repetition. Trying many does not weaken the
    /// signature: each of them names this server.
    func candidates(host: String?, forwarded: [String]) -> [String] {
        var spellings: [String] = []
        if let host {
            let received = Authority(host)
            spellings += received.spellings
            for name in self.names where name.lowercased() == received.name.lowercased() {
                spellings += Authority(received.port.map { "\(name):\($0)" } ?? name).spellings
            }
        }
        if let publicAuthority = self.publicAuthority { spellings += Authority(publicAuthority).spellings }
        for text in forwarded where self.contains(Authority(text)) { spellings += Authority(text).spellings }

        let suffixes = self.pathPrefix.isEmpty ? ["", "/"] : ["", "/", self.pathPrefix, "\(self.pathPrefix)/"]
        var candidates: [String] = []
        var seen: Set<String> = []
        for suffix in suffixes {
            for spelling in spellings {
                for candidate in [spelling + suffix, (spelling + suffix).lowercased()]
                where seen.insert(candidate).inserted { candidates.append(candidate) }
            }
        }
        return candidates
    }

    /// The request target as received, then with the public prefix taken away or put in front: a proxy may have done the
    /// opposite.
    func paths(_ received: String) -> [String] {
        guard !self.pathPrefix.isEmpty else { return [received] }
        if received.hasPrefix("\(self.pathPrefix)/") {
            return [received, String(received.dropFirst(self.pathPrefix.count)), self.pathPrefix + received]
        }
        return [received, self.pathPrefix + received]
    }
}
