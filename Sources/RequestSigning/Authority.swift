/// A host with what follows it: `name`, `name:port`, the `name:port:port` of JavaScript clients, `[::1]:7443`.
struct Authority: Hashable {
    /// The host as typed, IPv6 in its brackets.
    let name: String
    /// The first port as typed, or nil.
    let port: String?
    /// As received.
    let text: String

    init(_ text: String) {
        self.text = text
        let end: String.Index
        if text.hasPrefix("["), let bracket = text.firstIndex(of: "]") {
            end = text.index(after: bracket)
        } else {
            end = text.firstIndex(of: ":") ?? text.endIndex
        }
        self.name = String(text[..<end])
        let ports = text[end...].split(separator: ":")
        self.port = ports.first.map(String.init)
    }

    /// As received, without port, with the port once, with the port twice.
    var spellings: [String] {
        guard let port = self.port else { return [self.text, self.name] }
        return [self.text, self.name, "\(self.name):\(port)", "\(self.name):\(port):\(port)"]
    }
}
