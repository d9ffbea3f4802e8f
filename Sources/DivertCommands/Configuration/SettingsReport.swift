import DivertConfiguration
import Foundation

/// What `divert check --show` prints.
///
///     SETTING             VALUE      FROM
///     http.host           127.0.0.1  default
///     http.port           9000       DIVERT_HTTP_PORT
///     sip.peers[0].name   carrier    divert.yaml:12
///
/// As JSON, a line for each setting; `value` is null where nothing is set and nothing is the default, `from` is `file`,
/// `variable`, `flag` or `default`:
///
///     {"setting":"http.port","value":9000,"from":"variable","place":"DIVERT_HTTP_PORT"}
struct SettingsReport {
    private let settings: [SettingInEffect]

    init(_ settings: [SettingInEffect]) {
        self.settings = settings
    }

    func text(_ format: OutputFormat) -> String {
        switch format {
        case .table:
            var table = TextTable(["SETTING", "VALUE", "FROM"], terminal: .output)
            for setting in self.settings {
                let style: Terminal.Style? = setting.place == .builtIn ? .faint : nil
                table.add(
                    [setting.path, setting.value.forPeople, setting.place.description],
                    style.map { [1: $0, 2: $0] } ?? [:])
            }
            return table.text
        case .json:
            return self.settings.map(Self.json).joined(separator: "\n")
        }
    }

    private static func json(_ setting: SettingInEffect) -> String {
        let members = [
            ("setting", self.quoted(setting.path)), ("value", self.json(setting.value)),
            ("from", self.quoted(setting.place.kind)), ("place", self.quoted(setting.place.description)),
        ]
        return "{" + members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
    }

    private static func json(_ value: SettingInEffect.Value) -> String {
        switch value {
        case .text(let text): return self.quoted(text)
        case .integer(let number): return "\(number)"
        case .boolean(let value): return "\(value)"
        case .list(let items): return "[" + items.map(self.quoted).joined(separator: ",") + "]"
        case .absent: return "null"
        }
    }

    private static func quoted(_ text: String) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        return (try? encoder.encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
    }
}

extension SettingInEffect.Value {
    fileprivate var forPeople: String {
        switch self {
        case .text(let text): return text
        case .integer(let number): return "\(number)"
        case .boolean(let value): return "\(value)"
        case .list(let items): return items.isEmpty ? "(none)" : items.joined(separator: ", ")
        case .absent(let phrase): return "(\(phrase.replacing("`", with: "")))"
        }
    }
}
