extension LoadedConfiguration {
    /// Reads and checks a whole configuration: flags beat the environment, the environment beats the file, the file
    /// beats the defaults.
    ///
    /// - Parameters:
    ///   - file: Name of the YAML file; nil for none. Relative names of files inside start at its folder.
    ///   - environment: All variables; those that are not ours are left alone.
    ///   - arguments: Flags with their values: `["--http-port", "0"]`, `["--http-port=0"]`. Flags that are no keys
    ///     (`--config`) have been taken out.
    ///   - otherFlags: Those that were taken out, so that a slip of the pen in one is understood.
    ///   - readFile: Gives the bytes of a named file.
    /// - Throws: The first mistake found, as one line. Nothing is applied in part.
    package static func load(
        file: String? = nil, environment: [String: String], arguments: [String] = [], otherFlags: [String] = [],
        readFile: (_ name: String) throws -> [UInt8] = ConfigurationFile.bytes(of:)
    ) throws(ConfigurationError) -> LoadedConfiguration {
        var settings = MergedSettings()
        if let file {
            settings.lay(try YAMLLayer(bytes: self.bytes(of: file, by: readFile), file: file).settings)
        }
        for layer in [
            try ArgumentLayer(environment: environment),
            try ArgumentLayer(arguments: arguments, otherFlags: otherFlags),
        ] {
            settings.lay(layer.settings)
            for list in layer.resourceLists {
                try settings.lay(list.items, for: list.member, ofOnlyResourceAt: list.place)
            }
        }
        settings.fillDefaults()
        let reader = SettingReader(settings: settings)
        let configuration = try Configuration(reading: reader, paths: FilePath(configurationFile: file))
        return LoadedConfiguration(configuration, from: settings)
    }

    private static func bytes(
        of file: String, by readFile: (String) throws -> [UInt8]
    ) throws(ConfigurationError) -> [UInt8] {
        do {
            return try readFile(file)
        } catch {
            throw ConfigurationError(
                .unreadableFile, at: .file(file, line: nil), path: "",
                reason: "expected a readable file, found: \(Setting.line("\(error)"))")
        }
    }

}

extension Configuration {
    /// The configuration alone, see `LoadedConfiguration.load`.
    package static func load(
        file: String? = nil, environment: [String: String], arguments: [String] = [],
        readFile: (_ name: String) throws -> [UInt8] = ConfigurationFile.bytes(of:)
    ) throws(ConfigurationError) -> Configuration {
        try LoadedConfiguration.load(
            file: file, environment: environment, arguments: arguments, readFile: readFile
        ).configuration
    }

    fileprivate init(reading reader: SettingReader, paths: FilePath) throws(ConfigurationError) {
        self.http = try HTTP(reading: reader, paths: paths)
        self.sip = try SIP(reading: reader)
        self.resources = try Resource.all(reading: reader, http: self.http, paths: paths)
        self.routes = try Route.all(reading: reader)
        self.calls = try Calls(
            reading: reader,
            isDevelopment: self.resources.contains { $0.accessKeys.contains(where: \.isDevelopment) })
        self.events = try Events(reading: reader)
        self.dataFolder = try reader.text("data", paths.resolve)
        self.storage = try Storage(reading: reader, dataFolder: self.dataFolder, paths: paths)
        self.logging = try Logging(reading: reader)
        self.observability = try Observability(reading: reader, http: self.http)
        try self.checkResourceNames(reader)
    }

    /// Peers and subscriptions name resources that exist.
    private func checkResourceNames(_ reader: SettingReader) throws(ConfigurationError) {
        let peers = self.sip.peers.enumerated().map { ("sip.peers[\($0.offset)].resource", $0.element.resource) }
        let subscriptions = self.events.subscriptions.enumerated().map {
            ("events.subscriptions[\($0.offset)].resource", $0.element.resource)
        }
        for (path, name) in peers + subscriptions {
            guard let name, self.resource(named: name) == nil else { continue }
            let names = self.resources.map(\.name).joined(separator: ", ")
            throw reader.refused(path, expected: "the name of a resource (\(names))", found: Setting.quoted(name))
        }
    }
}
