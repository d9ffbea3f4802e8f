/// Names of peers, resources and subscriptions. They get into paths, header fields and log lines, hence the few
/// characters.
enum SettingName {
    static func parse(_ text: String) -> String? {
        let allowed = text.utf8.allSatisfy { $0.isLetterOrDigit || "._-".utf8.contains($0) }
        return (1...64).contains(text.utf8.count) && allowed ? text : nil
    }
}
