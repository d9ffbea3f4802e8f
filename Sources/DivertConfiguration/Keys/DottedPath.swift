extension String {
    /// `sip.peers[]` of `sip.peers[].name`; empty at the top.
    var parentPath: String {
        self.lastIndex(of: ".").map { String(self[..<$0]) } ?? ""
    }

    /// `name` of `sip.peers[].name`.
    var lastComponent: String {
        self.lastIndex(of: ".").map { String(self[self.index(after: $0)...]) } ?? self
    }

    /// The path of a member: `http.port` of `http` and `port`, `http` of nothing and `http`.
    func member(_ name: String) -> String {
        self.isEmpty ? name : self + "." + name
    }
}
