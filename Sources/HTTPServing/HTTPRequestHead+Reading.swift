import NIOHTTP1

extension HTTPRequestHead {
    /// `Content-Length`, which the decoder has checked; what is beyond every number is the largest one.
    var declaredLength: Int? {
        guard let text = self.headers.first(name: "Content-Length") else { return nil }
        return Int(text) ?? (text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int.max : nil)
    }

    /// Such a client knows neither `100 Continue` nor, for sure, connections that stay.
    var isHTTP1_0: Bool { self.version == .http1_0 }

    /// The head as its recipient is to read it: field values without white space at their ends (RFC 9110 §5.5), and the
    /// absolute form of the request target, which clients use towards proxies, as the origin form and the `Host` that it
    /// stands for (RFC 9112 §3.2.2). Nil where it is beyond the limits, which the decoder of HTTP/1.1 does not let happen.
    func normalized(within limits: HTTPLimits) -> HTTPRequestHead? {
        guard self.headers.count <= limits.headFields, self.uri.utf8.count <= limits.headField else { return nil }
        var size = self.uri.utf8.count
        var isTrimmed = true
        for (name, value) in self.headers {
            let (name, value) = (name.utf8, value.utf8)
            guard name.count <= limits.headField, value.count <= limits.headField else { return nil }
            size += name.count + value.count
            if value.first.isSpace || value.last.isSpace { isTrimmed = false }
        }
        guard size <= limits.head else { return nil }
        guard !isTrimmed || self.uri.utf8.first != UInt8(ascii: "/") else { return self }
        var head = self
        if !isTrimmed {
            head.headers = HTTPHeaders(
                self.headers.map { field in
                    let value = field.value.utf8.drop { Optional($0).isSpace }
                    let end = value.lastIndex { !Optional($0).isSpace }
                    return (field.name, end.map { String(Substring(value[...$0])) } ?? "")
                })
        }
        // HTTP/2 has no such form (RFC 9113 §8.3.1).
        if self.version.major < 2, let (authority, target) = Self.parts(ofAbsolute: self.uri) {
            head.uri = target
            head.headers.replaceOrAdd(name: "Host", value: authority)
        }
        return head
    }

    /// Authority and origin form of `scheme "://" host [ ":" port ] path-abempty [ "?" query ]`; nil for any other form, and
    /// for one that names a user (RFC 9110 §4.2.4).
    private static func parts(ofAbsolute uri: String) -> (authority: String, target: String)? {
        let bytes = uri.utf8
        guard let scheme = ["http://", "https://"].first(where: { uri.prefix($0.count).lowercased() == $0 }) else {
            return nil
        }
        let start = bytes.index(bytes.startIndex, offsetBy: scheme.utf8.count)
        let end = bytes[start...].firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") } ?? bytes.endIndex
        guard start < end, !bytes[start..<end].contains(UInt8(ascii: "@")) else { return nil }
        let rest = String(uri[end...])
        return (String(uri[start..<end]), rest.utf8.first == UInt8(ascii: "/") ? rest : "/" + rest)
    }
}

extension UInt8? {
    /// Space or tab.
    fileprivate var isSpace: Bool { self == 0x20 || self == 0x09 }
}
