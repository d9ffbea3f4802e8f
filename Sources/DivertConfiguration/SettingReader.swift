/// Reads typed values out of merged settings, into which the defaults have been filled.
///
/// Paths carry indexes (`sip.peers[0].name`). Asking for a path that the table does not have answers as if nothing
/// were written there; a test walks the whole table.
struct SettingReader {
    let settings: MergedSettings

    private func scalar(at path: String) -> Setting? { self.settings.byPath[path] }

    /// Whether somebody wrote it; a default is not written.
    func isWritten(_ path: String) -> Bool {
        self.settings.byPath[path].map { $0.place != .builtIn } ?? false
    }

    /// Whether there is a section at `path` with something in it.
    func hasSection(_ path: String) -> Bool { self.settings.byPath[path] != nil }

    /// The text at `path` as it was written.
    func writtenText(_ path: String) -> String? {
        guard case .scalar(let text, _) = self.settings.byPath[path]?.value else { return nil }
        return text
    }

    /// Where `path` was written, else where the section around it was.
    func place(of path: String) -> Place {
        var path = path[...]
        while true {
            if let setting = self.settings.byPath[String(path)] { return setting.place }
            guard let cut = path.lastIndex(where: { $0 == "." || $0 == "[" }) else { return .builtIn }
            path = path[..<cut]
        }
    }

    func optionalInteger(_ path: String) throws(ConfigurationError) -> Int? {
        guard let setting = self.scalar(at: path), let key = ConfigurationKey.at(path) else { return nil }
        guard case .integer(let range, _) = key.type, case .scalar(let text, let isQuoted) = setting.value,
            !isQuoted, let value = CanonicalInteger.parse(text)
        else { throw self.unexpected(setting, at: path, .wrongType) }
        guard range.contains(value) else { throw self.unexpected(setting, at: path) }
        return value
    }

    func integer(_ path: String) throws(ConfigurationError) -> Int {
        guard let value = try self.optionalInteger(path) else { throw self.missing(path) }
        return value
    }

    func boolean(_ path: String) throws(ConfigurationError) -> Bool {
        guard let value = try self.optionalBoolean(path) else { throw self.missing(path) }
        return value
    }

    func optionalBoolean(_ path: String) throws(ConfigurationError) -> Bool? {
        guard let setting = self.scalar(at: path) else { return nil }
        switch setting.value {
        case .scalar("true", isQuoted: false): return true
        case .scalar("false", isQuoted: false): return false
        case .scalar, .list, .section: throw self.unexpected(setting, at: path, .wrongType)
        }
    }

    /// One of the words of a `.choice`. Throws `.notBuiltYet` for a word of the contract that is not served.
    @discardableResult
    func word(_ path: String) throws(ConfigurationError) -> String {
        guard let setting = self.scalar(at: path) else { throw self.missing(path) }
        guard case .choice(let words, let later) = ConfigurationKey.at(path)?.type,
            case .scalar(let text, _) = setting.value, words.contains(text) || later.contains(text)
        else { throw self.unexpected(setting, at: path) }
        guard words.contains(text) else {
            throw ConfigurationError(.notBuiltYet, at: setting.place, path: path, reason: "not built yet: \(text)")
        }
        return text
    }

    /// A choice as an enumeration whose raw values are the words.
    func choice<Choice: RawRepresentable<String>>(_ path: String) throws(ConfigurationError) -> Choice {
        let word = try self.word(path)
        guard let choice = Choice(rawValue: word) else { throw self.missing(path) }
        return choice
    }

    func optionalText<Value>(
        _ path: String, _ parse: (String) -> Value?
    ) throws(ConfigurationError) -> Value? {
        guard let setting = self.scalar(at: path) else { return nil }
        guard case .scalar(let text, _) = setting.value, let value = parse(text) else {
            throw self.unexpected(setting, at: path)
        }
        return value
    }

    func text<Value>(_ path: String, _ parse: (String) -> Value?) throws(ConfigurationError) -> Value {
        guard let value = try self.optionalText(path, parse) else { throw self.missing(path) }
        return value
    }

    /// The items of a list; nil when there is none.
    func optionalTexts<Value>(
        _ path: String, _ parse: (String) -> Value?
    ) throws(ConfigurationError) -> [Value]? {
        guard case .list(let count) = self.settings.byPath[path]?.value else { return nil }
        var values: [Value] = []
        for index in 0..<count {
            guard let value = try self.optionalText("\(path)[\(index)]", parse) else {
                throw self.missing("\(path)[\(index)]")
            }
            values.append(value)
        }
        return values
    }

    /// The same where an empty list means nothing at all.
    func texts<Value>(_ path: String, _ parse: (String) -> Value?) throws(ConfigurationError) -> [Value] {
        guard let values = try self.optionalTexts(path, parse), !values.isEmpty else { throw self.missing(path) }
        return values
    }

    /// How many sections a list of sections has.
    func count(of path: String) -> Int { self.settings.count(of: path) }
}

extension SettingReader {
    /// The error for a value that is not what the table says.
    private func unexpected(
        _ setting: Setting, at path: String, _ code: ConfigurationError.Code = .impossibleValue
    ) -> ConfigurationError {
        let key = ConfigurationKey.at(path)
        let item = path.hasSuffix("]") ? key?.type.itemExpectation : key?.type.expectation
        let found = setting.shown(for: key)
        return ConfigurationError(
            code, at: setting.place, path: path, reason: "expected \(item ?? "a known key"), found \(found)")
    }

    /// The error for a value that must be there and is not.
    func missing(_ path: String) -> ConfigurationError {
        self.refused(path, .missingValue, expected: ConfigurationKey.at(path)?.type.expectation ?? "a known key")
    }

    /// An error in own words. What was found is "nothing" unless said.
    func refused(
        _ path: String, _ code: ConfigurationError.Code = .impossibleValue, expected: String, found: String = "nothing"
    ) -> ConfigurationError {
        ConfigurationError(code, at: self.place(of: path), path: path, reason: "expected \(expected), found \(found)")
    }
}
