extension Configuration {
    /// An absolute `http` or `https` URL (RFC 3986 §4.3) without user and fragment.
    ///
    /// Its description leaves the query out, since webhook URLs like to carry a key there.
    package struct WebAddress: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible {
        /// The URL as it was written.
        package let text: String
        /// `http` or `https`.
        package let scheme: String
        /// In lower case, IPv6 without brackets.
        package let host: String
        /// 1–65535; nil when the URL names none.
        package let port: Int?
        /// From the slash on; empty when there is none. No query.
        package let path: String
        /// Without the question mark; nil when there is none.
        package let query: String?

        package init?(_ text: String) {
            guard text.utf8.allSatisfy({ $0.isVisible && !Self.forbidden.contains($0) }),
                let separator = text.firstRange(of: "://")
            else { return nil }
            let scheme = text[..<separator.lowerBound].lowercased()
            let rest = text[separator.upperBound...]
            let authorityEnd = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
            guard scheme == "http" || scheme == "https",
                let authority = HostName.parseAuthority(String(rest[..<authorityEnd])), authority.port != 0
            else { return nil }
            let parts = rest[authorityEnd...].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
            self.text = text
            self.scheme = scheme
            self.host = authority.host
            self.port = authority.port
            self.path = parts.first.map(String.init) ?? ""
            self.query = parts.count == 2 ? String(parts[1]) : nil
        }

        /// A URL of our own: no query, and no slash at the end.
        init?(publicURL text: String) {
            var text = text
            while text.hasSuffix("/") { text.removeLast() }
            guard let address = Self(text), address.query == nil else { return nil }
            self = address
        }

        package var description: String {
            self.query == nil ? self.text : String(self.text.prefix { $0 != "?" }) + "?…"
        }

        package var debugDescription: String { self.description }

        /// Not allowed in a URL without being escaped (RFC 3986 §2), and the `#` of a fragment.
        private static let forbidden = Array("#\"<>\\^`{|}".utf8)
    }
}

extension Configuration.WebAddress: CustomReflectable {
    package var customMirror: Mirror { Mirror(self, children: ["url": self.description]) }
}
