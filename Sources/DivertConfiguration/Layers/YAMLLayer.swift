import Yams

/// The settings of a YAML file.
///
/// Walks the parsed document along the table of keys and stops at the first key that is unknown, not built yet or of
/// the wrong shape. A section or list with nothing in it (all its lines commented out) counts as not written.
struct YAMLLayer {
    private let file: String
    private(set) var settings: [String: Setting] = [:]

    /// - Parameters:
    ///   - bytes: The file's content, UTF-8.
    ///   - file: The name for error lines.
    init(bytes: [UInt8], file: String) throws(ConfigurationError) {
        self.file = file
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ConfigurationError(
                .invalidYAML, at: .file(file, line: nil), path: "", reason: "expected UTF-8 text, found other bytes")
        }
        guard let root = try Self.compose(text, file: file), !root.isNothing else { return }
        guard case .mapping(let mapping) = root else {
            throw self.wrongType(root, path: "", expected: "sections such as http: and sip:", key: nil)
        }
        try self.read(mapping, path: "")
    }

    private mutating func read(_ mapping: Node.Mapping, path: String) throws(ConfigurationError) {
        for (keyNode, node) in mapping {
            guard case .scalar(let name) = keyNode else {
                throw self.wrongType(keyNode, path: path, expected: "a key", key: nil)
            }
            let memberPath = path.isEmpty ? name.string : "\(path).\(name.string)"
            guard !name.string.contains(where: { ".[]".contains($0) }) else {
                throw self.unknown(memberPath, at: self.place(of: keyNode))
            }
            try self.read(node, path: memberPath, keyPlace: self.place(of: keyNode))
        }
    }

    private mutating func read(_ node: Node, path: String, keyPlace: Place) throws(ConfigurationError) {
        guard let key = ConfigurationKey.at(path) else { throw self.unknown(path, at: keyPlace) }
        if let later = key.later {
            throw ConfigurationError(.notBuiltYet, at: keyPlace, path: path, reason: "not built yet: \(later)")
        }
        switch key.type {
        case .section:
            try self.readSection(node, path: path, key: key, keyPlace: keyPlace)
        case .sectionOrOff:
            if case .scalar(let scalar) = node, !node.isNothing {
                self.settings[path] = self.setting(scalar, at: self.place(of: node))
            } else {
                try self.readSection(node, path: path, key: key, keyPlace: keyPlace)
            }
        case .sections:
            if node.isNothing { return }
            let items = try self.items(of: node, path: path, key: key, keyPlace: keyPlace)
            for (index, item) in items.enumerated() {
                guard case .mapping(let mapping) = item else {
                    throw self.wrongType(item, path: "\(path)[\(index)]", expected: key.type.itemExpectation, key: key)
                }
                self.settings["\(path)[\(index)]"] = Setting(.section, at: self.place(of: item))
                try self.read(mapping, path: "\(path)[\(index)]")
            }
        case .textOrTexts where !node.isNothing && node.scalar != nil:
            self.settings[path] = Setting(.list(count: 1), at: keyPlace)
            self.settings["\(path)[0]"] = try self.scalar(node, path: path, key: key)
        case .texts, .textOrTexts:
            if node.isNothing { return }
            let items = try self.items(of: node, path: path, key: key, keyPlace: keyPlace)
            for (index, item) in items.enumerated() {
                self.settings["\(path)[\(index)]"] = try self.scalar(item, path: "\(path)[\(index)]", key: key)
            }
        case .integer, .boolean, .choice, .text:
            self.settings[path] = try self.scalar(node, path: path, key: key)
        }
    }

    private mutating func readSection(
        _ node: Node, path: String, key: ConfigurationKey, keyPlace: Place
    ) throws(ConfigurationError) {
        if node.isNothing { return }
        guard case .mapping(let mapping) = node else {
            throw self.wrongType(node, path: path, expected: key.type.expectation, key: key)
        }
        self.settings[path] = Setting(.section, at: keyPlace)
        try self.read(mapping, path: path)
    }

    private mutating func items(
        of node: Node, path: String, key: ConfigurationKey, keyPlace: Place
    ) throws(ConfigurationError) -> Node.Sequence {
        guard case .sequence(let sequence) = node else {
            throw self.wrongType(node, path: path, expected: key.type.expectation, key: key)
        }
        self.settings[path] = Setting(.list(count: sequence.count), at: keyPlace)
        return sequence
    }

    private func scalar(_ node: Node, path: String, key: ConfigurationKey) throws(ConfigurationError) -> Setting {
        guard case .scalar(let scalar) = node, !node.isNothing else {
            throw self.wrongType(node, path: path, expected: key.type.itemExpectation, key: key)
        }
        return self.setting(scalar, at: self.place(of: node))
    }

    private func setting(_ scalar: Node.Scalar, at place: Place) -> Setting {
        Setting(.scalar(scalar.string, isQuoted: scalar.isQuoted), at: place)
    }

    private func place(of node: Node) -> Place {
        .file(self.file, line: node.mark?.line)
    }

    private func unknown(_ path: String, at place: Place) -> ConfigurationError {
        ConfigurationError(
            .unknownKey, at: place, path: Setting.line(path), reason: ConfigurationKey.advice(onUnknownPath: path))
    }

    private func wrongType(
        _ node: Node, path: String, expected: String, key: ConfigurationKey?
    ) -> ConfigurationError {
        let found: String
        switch node {
        case .scalar(let scalar) where !node.isNothing:
            found = self.setting(scalar, at: .builtIn).shown(for: key)
        case .scalar: found = "nothing"
        case .mapping: found = "a section"
        case .sequence: found = "a list"
        case .alias: found = "an alias"
        }
        return ConfigurationError(
            .wrongType, at: self.place(of: node), path: path, reason: "expected \(expected), found \(found)")
    }
}

extension YAMLLayer {
    /// Parses one document. The texts of the YAML parser's problems are constants of that parser, so no value of the
    /// file gets into an error line.
    private static func compose(_ text: String, file: String) throws(ConfigurationError) -> Node? {
        let line: Int?
        let found: String
        do {
            return try Yams.compose(yaml: text, .default, .default, .utf8)
        } catch YamlError.scanner(_, let problem, let mark, _), YamlError.parser(_, let problem, let mark, _),
            YamlError.composer(_, let problem, let mark, _)
        {
            (line, found) = (mark.line, problem)
        } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
            throw ConfigurationError(
                .invalidYAML, at: .file(file, line: context.mark.line), path: keys.sorted().first ?? "",
                reason: "expected once in its section, found again further down")
        } catch YamlError.reader(let problem, let offset, _, _) {
            line = offset.map { 1 + text.prefix($0).count(where: \.isNewline) }
            found = problem
        } catch {
            (line, found) = (nil, "something unreadable")
        }
        throw ConfigurationError(
            .invalidYAML, at: .file(file, line: line), path: "", reason: "expected YAML, found a mistake: \(found)")
    }
}

extension Node {
    /// An unquoted empty scalar, `~` or `null`.
    fileprivate var isNothing: Bool {
        guard case .scalar(let scalar) = self, !scalar.isQuoted else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
    }
}

extension Node.Scalar {
    fileprivate var isQuoted: Bool {
        switch self.style {
        case .singleQuoted, .doubleQuoted, .literal, .folded: return true
        case .plain, .any: return false
        }
    }
}
