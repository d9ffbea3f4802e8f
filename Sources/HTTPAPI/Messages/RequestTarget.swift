/// The request target as it was received: `path [ "?" query ]`.
struct RequestTarget: Sendable, Hashable {
    /// To the byte: what clients sign.
    let text: String
    let path: Substring
    /// Without the question mark; nil when there is none.
    let query: Substring?
    /// What stands between the `&` of the query, as received; empty ones are left out.
    private let parameters: [Substring]

    init(_ text: String) {
        self.text = text
        if let mark = text.utf8.firstIndex(of: UInt8(ascii: "?")) {
            self.path = text[..<mark]
            self.query = text[text.utf8.index(after: mark)...]
        } else {
            self.path = text[...]
            self.query = nil
        }
        self.parameters = self.query?.utf8.split(separator: UInt8(ascii: "&")).map { Substring($0) } ?? []
    }

    /// The path with `%3A` and `%3a` as `:`; every other escape stays as it is.
    var routingPath: String {
        guard self.path.utf8.contains(UInt8(ascii: "%")) else { return String(self.path) }
        return String(self.path).replacing("%3A", with: ":").replacing("%3a", with: ":")
    }

    /// The decoded values of a parameter, in their order. A parameter without `=` has an empty value.
    func values(of name: String) -> [String] {
        self.parameters.compactMap { parameter in
            let end = parameter.utf8.firstIndex(of: UInt8(ascii: "=")) ?? parameter.endIndex
            guard Self.percentDecoded(parameter[..<end]) == name else { return nil }
            return end < parameter.endIndex ? Self.percentDecoded(parameter[end...].dropFirst()) : ""
        }
    }

    /// The query with its parameters in byte order, so that their order does not matter.
    var sortedQuery: Substring {
        guard let query = self.query else { return "" }
        if self.parameters.count == 1, self.parameters[0].utf8.count == query.utf8.count { return query }
        return self.parameters.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined(separator: "&")[...]
    }

    private static func percentDecoded(_ text: Substring) -> String {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
        let bytes = Array(text.utf8)
        var decoded: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
                let value = UInt8(String(decoding: bytes[(index + 1)...(index + 2)], as: UTF8.self), radix: 16)
            {
                decoded.append(value)
                index += 3
            } else {
                decoded.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: decoded, as: UTF8.self)
    }
}
