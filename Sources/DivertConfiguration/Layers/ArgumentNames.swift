/// What a flag or a variable sets: a key of the table, or several keys by a short form.
enum ArgumentTarget: Sendable, Hashable {
    case key(ConfigurationKey)
    case shortForm(ShortForm)

    var shortForm: ShortForm? {
        guard case .shortForm(let form) = self else { return nil }
        return form
    }
}

/// All flags and all variables with what they set, derived from the table of keys.
enum ArgumentNames {
    static let flags: [String: ArgumentTarget] = table(key: \.flagName, shortForm: \.flagName)
    static let variables: [String: ArgumentTarget] = table(key: \.environmentName, shortForm: \.environmentName)

    /// The beginnings of the variables that are ours to understand: `DIVERT_HTTP`, `DIVERT_SIP`, …
    ///
    /// Other variables that begin with `DIVERT_` belong to other verbs or to the surroundings and are left alone.
    static let sectionPrefixes: [String] = ConfigurationKey.all.filter { key in
        !key.path.contains(".") && !key.type.fitsOneArgument
    }.map { "DIVERT_" + $0.path.uppercased() }

    private static func table(
        key name: (ConfigurationKey) -> String?, shortForm shortName: (ShortForm) -> String
    ) -> [String: ArgumentTarget] {
        var table: [String: ArgumentTarget] = [:]
        for key in ConfigurationKey.all {
            if let name = name(key) { table[name] = .key(key) }
        }
        for form in ShortForm.allCases {
            table[shortName(form)] = .shortForm(form)
        }
        return table
    }
}
