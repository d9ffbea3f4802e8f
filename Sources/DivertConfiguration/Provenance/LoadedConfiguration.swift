/// A configuration and, for every setting in it, the value that holds and where that came from.
package struct LoadedConfiguration: Sendable {
    package let configuration: Configuration
    /// Every setting that can be set, in the order of the table; elements of lists one after the other.
    package let settings: [SettingInEffect]

    /// - Parameter settings: With the defaults filled in.
    init(_ configuration: Configuration, from settings: MergedSettings) {
        self.configuration = configuration
        var listing = SettingListing(settings: settings, inEffect: Self.namesOfFiles(configuration))
        listing.list(membersOf: "", at: "")
        self.settings = listing.rows
    }

    /// Names of files hold as they are resolved, not as they were written.
    private static func namesOfFiles(_ configuration: Configuration) -> [String: String] {
        var names = ["data": configuration.dataFolder, "storage.url": configuration.storage.url]
        if case .on(_, let files?) = configuration.http.tls {
            names["http.tls.certificate"] = files.certificate
            names["http.tls.privateKey"] = files.privateKey
        }
        return names
    }
}

/// Walks the table along what was written.
private struct SettingListing {
    let settings: MergedSettings
    /// Texts that replace what was written, by path.
    let inEffect: [String: String]
    private(set) var rows: [SettingInEffect] = []

    init(settings: MergedSettings, inEffect: [String: String]) {
        self.settings = settings
        self.inEffect = inEffect
    }

    mutating func list(membersOf general: String, at actual: String) {
        for key in ConfigurationKey.members(of: general) where key.later == nil {
            let path = actual.member(key.name)
            switch key.type {
            case .section:
                self.list(membersOf: key.path, at: path)
            case .sectionOrOff:
                self.add(self.settings.byPath[path] ?? Setting(.section, at: .builtIn), key, at: path)
                if case .scalar = self.settings.byPath[path]?.value { continue }
                self.list(membersOf: key.path, at: path)
            case .sections:
                let count = self.settings.count(of: path)
                if count == 0 { self.add(self.settings.byPath[path], key, at: path) }
                for index in 0..<count { self.list(membersOf: key.path + "[]", at: "\(path)[\(index)]") }
            case .integer, .boolean, .choice, .text, .texts, .textOrTexts:
                self.add(self.settings.byPath[path], key, at: path)
            }
        }
    }

    private mutating func add(_ setting: Setting?, _ key: ConfigurationKey, at path: String) {
        let resolved = self.inEffect[path].map { Setting.plain($0, at: setting?.place ?? .builtIn) }
        guard let setting = resolved ?? setting else {
            self.rows.append(SettingInEffect(path: path, value: .absent(key.absence ?? "none"), place: .builtIn))
            return
        }
        let items = (0..<self.settings.count(of: path)).compactMap { self.settings.byPath["\(path)[\($0)]"] }
        self.rows.append(SettingInEffect(setting, of: key, items: items, at: path))
    }
}
