/// A setting as it holds, and who says so: a line of `divert check --show`.
package struct SettingInEffect: Sendable, Hashable {
    package enum Value: Sendable, Hashable {
        case text(String)
        case integer(Int)
        case boolean(Bool)
        case list([String])
        /// There is no value and no default; the phrase says what holds then: "nobody is told".
        case absent(String)
    }

    /// The key's path with indexes: `sip.peers[0].name`.
    package let path: String
    /// Fit to be shown: secrets are `[redacted]`, URLs without user and query.
    package let value: Value
    package let place: Place
}

extension SettingInEffect {
    init(_ setting: Setting, of key: ConfigurationKey, items: [Setting], at path: String) {
        self.path = path
        self.place = setting.place
        switch (key.type, setting.value) {
        case (_, .list):
            self.value = .list(items.map { Self.shown($0, of: key) })
        case (.integer, .scalar(let text, _)):
            self.value = CanonicalInteger.parse(text).map(Value.integer) ?? .text(text)
        case (.boolean, .scalar(let text, _)):
            self.value = .boolean(text == "true")
        case (_, .scalar):
            self.value = .text(Self.shown(setting, of: key))
        case (_, .section):
            self.value = .text("on")
        }
    }

    private static func shown(_ setting: Setting, of key: ConfigurationKey) -> String {
        guard !key.isSecret else { return "[redacted]" }
        guard case .scalar(let text, _) = setting.value else { return "" }
        return key.isURL ? Setting.withoutCredentials(text) : text
    }
}
