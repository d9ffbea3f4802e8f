/// The settings of one source that gives names and texts: the environment or the command line.
struct ArgumentLayer {
    /// A short form that needs to know how many resources there are.
    struct ResourceList {
        let member: String
        let items: [Setting]
        let place: Place
    }

    private(set) var settings: [String: Setting] = [:]
    private(set) var resourceLists: [ResourceList] = []

    private mutating func add(_ text: String, for target: ArgumentTarget, at place: Place) throws(ConfigurationError) {
        switch target {
        case .key(let key):
            if let later = key.later {
                throw ConfigurationError(.notBuiltYet, at: place, path: key.path, reason: "not built yet: \(later)")
            }
            guard !text.isEmpty else {
                throw ConfigurationError(
                    .missingValue, at: place, path: key.path,
                    reason: "expected \(key.type.expectation), found nothing")
            }
            guard case .texts = key.type else {
                self.settings[key.path] = .plain(text, at: place)
                return
            }
            let items = try ArgumentList.split(text, key: key, at: place)
            self.settings[key.path] = Setting(.list(count: items.count), at: place)
            for (index, item) in items.enumerated() { self.settings["\(key.path)[\(index)]"] = item }
        case .shortForm(let form):
            if let member = form.memberOfOnlyResource {
                let items = try ArgumentList.split(text, key: ConfigurationKey.at(form.keyPath), at: place)
                self.resourceLists.append(ResourceList(member: member, items: items, place: place))
            } else {
                self.settings.merge(try form.settings(for: text, at: place)) { _, new in new }
            }
        }
    }
}

extension ArgumentLayer {
    /// The variables that begin with `DIVERT_` and name a key or a section.
    ///
    /// A variable that begins like one of our sections (`DIVERT_HTTP_PROT`) and is none is refused, so that a slip of
    /// the pen does not pass in silence; others are not ours.
    init(environment: [String: String]) throws(ConfigurationError) {
        for (name, text) in environment.sorted(by: { $0.key < $1.key }) where name.hasPrefix("DIVERT_") {
            let place = Place.environment(name)
            if let target = ArgumentNames.variables[name] {
                try self.add(text, for: target, at: place)
            } else if ArgumentNames.sectionPrefixes.contains(where: { name == $0 || name.hasPrefix($0 + "_") }) {
                throw ConfigurationError(
                    .unknownKey, at: place, path: "",
                    reason: ConfigurationKey.advice(
                        onUnknown: "variable", named: name, among: ArgumentNames.variables.keys.sorted()))
            }
        }
    }

    /// `--http-port 0` or `--http-port=0`; every flag takes a value and may be given once.
    ///
    /// - Parameter otherFlags: Flags that are no settings; they help to understand a slip of the pen.
    init(arguments: [String], otherFlags: [String]) throws(ConfigurationError) {
        var seen: Set<String> = []
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = parts.first.map(String.init) ?? argument
            guard name.hasPrefix("--") else {
                throw ConfigurationError(
                    .unknownKey, at: .flag(Setting.quoted(argument)), path: "",
                    reason: "expected a flag such as --http-port 7080, found something else")
            }
            let place = Place.flag(name)
            guard let target = ArgumentNames.flags[name] else {
                throw ConfigurationError(
                    .unknownKey, at: place, path: "",
                    reason: ConfigurationKey.advice(
                        onUnknown: "flag", named: name, among: otherFlags + ArgumentNames.flags.keys.sorted()))
            }
            guard seen.insert(name).inserted else {
                throw ConfigurationError(
                    .impossibleValue, at: place, path: "", reason: "expected once, found twice")
            }
            if parts.count == 2 {
                try self.add(String(parts[1]), for: target, at: place)
            } else if let value = rest.first, !value.hasPrefix("--") {
                rest.removeFirst()
                try self.add(value, for: target, at: place)
            } else {
                try self.add("", for: target, at: place)
            }
        }
    }
}
