/// Where the service is, taken apart so that what is signed is what is sent (authentication.md §2.2).
///
///     endpoint = [ ("http" / "https") "://" ] host [ ":" port ] [ path ]
///
/// Without scheme it is `https`. The host is lower-cased, a port that is the scheme's own is dropped, as are slashes at the
/// end of the path.
package struct ServiceEndpoint: Hashable, Sendable {
    /// Whether it is `https`.
    package let isSecure: Bool
    /// The value of `Host`: `localhost:7443`, `[::1]`.
    package let host: String
    /// Empty, or `/base` without a slash at the end.
    package let basePath: String

    /// `https://localhost:7443/base`.
    package var url: String { "\(self.isSecure ? "https" : "http")://\(self.host)\(self.basePath)" }

    /// Whether it is on this machine.
    package var isLoopback: Bool {
        let end = self.host.hasSuffix("]") ? nil : self.host.lastIndex(of: ":")
        let name = end.map { self.host[..<$0] } ?? self.host[...]
        return name == "localhost" || name == "[::1]" || Self.isLoopbackAddress(name)
    }

    /// Reads an endpoint; errors do not repeat the text, which may be a key in the wrong place.
    package init(_ text: String) throws(CallAutomationError) {
        var rest = Substring(text.trimmingPrefix(while: \.isWhitespace))
        while rest.last?.isWhitespace == true { rest.removeLast() }
        var isSecure = true
        if let separator = rest.firstRange(of: "://") {
            switch rest[..<separator.lowerBound].lowercased() {
            case "https": break
            case "http": isSecure = false
            default: throw Self.invalid("its scheme must be https or http")
            }
            rest = rest[separator.upperBound...]
        }
        guard !rest.contains("?"), !rest.contains("#") else { throw Self.invalid("it must not have a query") }
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        var path = rest[slash...]
        while path.last == "/" { path.removeLast() }
        guard path.utf8.allSatisfy(Self.isPathCharacter) else {
            throw Self.invalid("its path may hold letters, digits, / - . _ and ~")
        }
        self.isSecure = isSecure
        self.basePath = String(path)
        self.host = try Self.authority(rest[..<slash], isSecure: isSecure)
    }

    private static func authority(_ text: Substring, isSecure: Bool) throws(CallAutomationError) -> String {
        guard !text.contains("@") else { throw self.invalid("it must not hold a user name") }
        let isBracketed = text.hasPrefix("[")
        let nameEnd: Substring.Index
        if isBracketed {
            guard let bracket = text.firstIndex(of: "]") else { throw self.invalid("a “]” is missing") }
            nameEnd = text.index(after: bracket)
        } else {
            nameEnd = text.firstIndex(of: ":") ?? text.endIndex
        }
        let name = text[..<nameEnd].lowercased()
        let inner = isBracketed ? name.dropFirst().dropLast() : name[...]
        guard !inner.isEmpty, inner.utf8.allSatisfy({ isBracketed ? Self.isIPv6($0) : Self.isHost($0) }) else {
            throw self.invalid("it must hold a host name or an address")
        }
        guard nameEnd < text.endIndex else { return name }
        let digits = text[text.index(after: nameEnd)...]
        guard text[nameEnd] == ":", (1...5).contains(digits.utf8.count), digits.utf8.allSatisfy(Self.isDigit),
            let port = Int(digits), (1...65_535).contains(port)
        else { throw self.invalid("its port must be a number from 1 to 65535") }
        return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
    }

    private static func invalid(_ reason: String) -> CallAutomationError {
        CallAutomationError(
            .invalidEndpoint, "The endpoint cannot be used: \(reason). Write it like https://localhost:7443.")
    }

    private static func isLoopbackAddress(_ name: Substring) -> Bool {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func isHost(_ byte: UInt8) -> Bool {
        self.isDigit(byte) || self.isLetter(byte) || "-._".utf8.contains(byte)
    }

    private static func isIPv6(_ byte: UInt8) -> Bool {
        self.isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte) || ":.".utf8.contains(byte)
    }

    private static func isPathCharacter(_ byte: UInt8) -> Bool {
        self.isDigit(byte) || self.isLetter(byte) || "/-._~".utf8.contains(byte)
    }
}
