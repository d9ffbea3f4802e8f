/// All settings by path, the strongest layer's value for each.
///
/// Layers are laid on one after the other, the weakest first: file, environment, flags. A list replaces the whole list
/// beneath it; a scalar replaces a scalar. The defaults come beneath all of them, by `fillDefaults()`.
struct MergedSettings: Sendable {
    private(set) var byPath: [String: Setting] = [:]

    /// Lays `layer` over what is there.
    ///
    /// A section that can be `off` (`http.tls`) is off when the strongest layer that mentions it says so; within one
    /// layer `off` wins over the keys inside, because it is the more deliberate of the two.
    mutating func lay(_ layer: [String: Setting]) {
        for path in layer.keys.sorted() {
            guard let setting = layer[path] else { continue }
            if case .list = setting.value { self.remove(under: path + "[") }
            self.byPath[path] = setting
            if let switched = Self.switchedSection(above: path), case .scalar = self.byPath[switched]?.value {
                self.byPath[switched] = Setting(.section, at: setting.place)
            }
        }
        for path in Self.switchedSections {
            guard let setting = layer[path], case .scalar(let text, _) = setting.value else { continue }
            if text == "on" {
                self.byPath[path] = Setting(.section, at: setting.place)
            } else {
                self.remove(under: path + ".")
                self.byPath[path] = setting
            }
        }
    }

    /// Lays a short form for the only resource (`--access-keys`, `--hosts`) over what is there.
    ///
    /// Throws `.impossibleValue` when the file names several resources, since it cannot be known which one is meant.
    mutating func lay(_ list: [Setting], for member: String, ofOnlyResourceAt place: Place) throws(ConfigurationError) {
        if case .list(let count) = self.byPath["resources"]?.value {
            guard count == 1 else {
                throw ConfigurationError(
                    .impossibleValue, at: place, path: "resources",
                    reason: "expected one resource to apply this to, found \(count); "
                        + "set resources[].\(member) in the file")
            }
        } else {
            self.byPath["resources"] = Setting(.list(count: 1), at: place)
            self.byPath["resources[0]"] = Setting(.section, at: place)
        }
        let path = "resources[0].\(member)"
        self.remove(under: path + "[")
        self.byPath[path] = Setting(.list(count: list.count), at: place)
        for (index, setting) in list.enumerated() {
            self.byPath["\(path)[\(index)]"] = setting
        }
    }

    /// Puts a setting at a path, or takes away what is there.
    mutating func put(_ setting: Setting?, at path: String) {
        self.byPath[path] = setting
    }

    /// How many elements the list at a path has; 0 where there is none.
    func count(of path: String) -> Int {
        guard case .list(let count) = self.byPath[path]?.value else { return 0 }
        return count
    }

    private mutating func remove(under prefix: String) {
        for path in self.byPath.keys where path.hasPrefix(prefix) {
            self.byPath[path] = nil
        }
    }

    private static let switchedSections: [String] = ConfigurationKey.all.compactMap { key in
        guard case .sectionOrOff = key.type else { return nil }
        return key.path
    }

    private static func switchedSection(above path: String) -> String? {
        self.switchedSections.first { path.hasPrefix($0 + ".") }
    }
}
