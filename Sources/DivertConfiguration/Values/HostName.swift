/// Host names and addresses as they stand in settings, without a port.
enum HostName {
    /// The host in lower case, IPv6 without brackets; nil when it is neither an address nor a name of letters, digits
    /// and hyphens (RFC 1123 §2.1; underscores, which containers like, are let pass).
    static func parse(_ text: String) -> String? {
        if IPAddress(text) != nil {
            return (text.hasPrefix("[") ? String(text.dropFirst().dropLast()) : text).lowercased()
        }
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        let isName =
            text.utf8.count <= 253
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                    && label.utf8.allSatisfy {
                        $0.isLetterOrDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
                    }
            }
        // What ends in digits alone is meant to be an IPv4 address and is a broken one.
        guard isName, let last = labels.last, !last.utf8.allSatisfy(\.isDigit) else { return nil }
        return text.lowercased()
    }

    /// An authority: host and optional port (0–65535), IPv6 in brackets.
    static func parseAuthority(_ text: String) -> (host: String, port: Int?)? {
        var hostText = text[...]
        var port: Int?
        let end = text.hasPrefix("[") ? text.firstIndex(of: "]") : text.startIndex
        guard let end else { return nil }
        if let colon = text[end...].lastIndex(of: ":") {
            guard let given = CanonicalInteger.parse(String(text[text.index(after: colon)...])),
                (0...65_535).contains(given)
            else { return nil }
            port = given
            hostText = text[..<colon]
        }
        guard !hostText.contains(":") || hostText.hasPrefix("["), let host = self.parse(String(hostText)) else {
            return nil
        }
        return (host, port)
    }
}

extension UInt8 {
    var isDigit: Bool { (0x30...0x39).contains(self) }

    /// Of ASCII.
    var isLetterOrDigit: Bool { self.isDigit || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) }

    /// Printable ASCII other than the blank.
    var isVisible: Bool { (0x21...0x7E).contains(self) }
}
