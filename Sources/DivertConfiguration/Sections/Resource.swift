extension Configuration {
    /// A communication resource (`resources[]`).
    package struct Resource: Sendable, Hashable {
        /// Unique.
        package var name: String
        /// The GUID inside `8:acs:{id}_{user}`, in lower case, unique.
        package var id: String
        /// Host names under which HTTP requests reach it, in lower case, without port and brackets.
        package var hosts: [String]
        /// At least one.
        package var accessKeys: [AccessKey]
        /// Which calls a user access token may decide.
        package var userTokens: UserTokens
        /// Whose Entra ID tokens are accepted; nil for nobody's.
        package var entra: Entra?
        /// Numbers and prefixes whose calls belong to it.
        package var numbers: [NumberPattern]
        /// Where its calls may be redirected to.
        package var targets = Targets()

        /// The resource that is there while none is configured.
        package static let development = Resource(
            name: "local", id: ResourceID.development, hosts: ["localhost", "127.0.0.1"],
            accessKeys: [.development], userTokens: .ownCalls, numbers: [])
    }

    /// `resources[].userTokens`.
    package enum UserTokens: String, Sendable, Hashable {
        case ownCalls, allCalls
    }

    /// An E.164 number or, with a star at its end, all numbers that begin so.
    package struct NumberPattern: Sendable, Hashable, CustomStringConvertible {
        /// With the plus sign, without the star.
        package let digits: String
        package let isPrefix: Bool

        package init?(_ text: String) {
            guard IdentifierText.isNumber(text) || IdentifierText.isNumberPrefix(text) else { return nil }
            self.isPrefix = text.hasSuffix("*")
            self.digits = self.isPrefix ? String(text.dropLast()) : text
        }

        package var description: String { self.digits + (self.isPrefix ? "*" : "") }
    }
}

extension Configuration.Resource {
    /// All resources, with everything unique that must be, and no published key on an open address.
    static func all(
        reading reader: SettingReader, http: Configuration.HTTP, paths: FilePath
    ) throws(ConfigurationError) -> [Self] {
        let count = reader.count(of: "resources")
        guard count > 0 else { throw reader.refused("resources", expected: "at least one resource") }
        var resources: [Self] = []
        for index in 0..<count {
            let resource = try Self(reading: reader, at: "resources[\(index)]", paths: paths)
            try resource.checkDifference(from: resources, reader, at: "resources[\(index)]")
            resources.append(resource)
        }
        guard http.isLoopback || !resources.contains(where: { $0.accessKeys.contains(where: \.isDevelopment) }) else {
            throw ConfigurationError(
                .developmentKeyExposed, at: reader.place(of: "http.host"), path: "http.host",
                reason: "expected a loopback address while the development access key is accepted, "
                    + "found \(Setting.quoted(http.host)); configure resources[].accessKeys (or DIVERT_ACCESS_KEYS)")
        }
        return resources
    }

    private init(reading reader: SettingReader, at path: String, paths: FilePath) throws(ConfigurationError) {
        self.name = try reader.text("\(path).name", SettingName.parse)
        self.id = try reader.text("\(path).id", ResourceID.parse)
        self.hosts = try reader.optionalTexts("\(path).hosts", HostName.parse) ?? []
        self.accessKeys = try reader.texts("\(path).accessKeys", Configuration.AccessKey.init(base64:))
        self.userTokens = try reader.choice("\(path).userTokens")
        self.entra = try Configuration.Entra(reading: reader, at: "\(path).entra", paths: paths)
        self.numbers = try reader.optionalTexts("\(path).numbers", Configuration.NumberPattern.init) ?? []
        self.targets = try Configuration.Targets(reading: reader, at: "\(path).targets")
    }

    private func checkDifference(
        from others: [Self], _ reader: SettingReader, at path: String
    ) throws(ConfigurationError) {
        for other in others {
            if other.name == self.name {
                throw reader.refused("\(path).name", expected: "every name once", found: "\(self.name) again")
            }
            if other.id == self.id {
                throw reader.refused("\(path).id", expected: "every id once", found: "\(self.id) again")
            }
            for (index, host) in self.hosts.enumerated() where other.hosts.contains(host) {
                throw reader.refused(
                    "\(path).hosts[\(index)]", expected: "every host for one resource", found: "\(host) again")
            }
            for (index, number) in self.numbers.enumerated() where other.numbers.contains(number) {
                throw reader.refused(
                    "\(path).numbers[\(index)]", expected: "every number for one resource", found: "\(number) again")
            }
        }
    }
}
