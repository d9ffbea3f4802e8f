/// A URI of which enough is shown to tell two apart, and not enough to call anybody or to use a secret in it.
///
///     sip:+14255550199@gw.example:5060;user=phone   sip:…0199@gw.example:5060;user=phone
///     tel:+14255550199                              tel:…0199
///     https://me:word@app.example/hook?code=secret  https://app.example/…
///     urn:service:sos                               urn:…
package struct RedactedURI: Sendable, CustomStringConvertible {
    package let description: String

    package init(_ uri: some StringProtocol) {
        self.init(bytes: Array(uri.utf8)[...])
    }

    init(bytes: ArraySlice<UInt8>) {
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), Self.isScheme(bytes[..<colon]) else {
            self.description = "…"
            return
        }
        let scheme = String(decoding: bytes[..<colon], as: UTF8.self).lowercased()
        let rest = bytes[(colon + 1)...]
        switch scheme {
        case "sip", "sips": self.description = "\(scheme):\(Self.sipAddress(rest))"
        case "tel":
            let number = rest.prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "?") }
            self.description = "tel:\(Self.ending(of: number))\(number.count < rest.count ? ";…" : "")"
        case _ where rest.starts(with: "//".utf8): self.description = "\(scheme)://\(Self.authority(rest.dropFirst(2)))"
        default: self.description = "\(scheme):…"
        }
    }

    /// The last four characters of what has eight or more.
    static func ending(of secret: some Collection<UInt8>) -> String {
        secret.count >= 8 ? "…" + String(decoding: secret.suffix(4), as: UTF8.self) : "…"
    }

    private static func isScheme(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let first = bytes.first, OutsideText.isLetter(first) else { return false }
        return bytes.allSatisfy { OutsideText.isLetter($0) || OutsideText.isDigit($0) || "+-.".utf8.contains($0) }
    }

    /// `[user [":" password] "@"] host [":" port] *(";" parameter) ["?" headers]`. The user ends at the last `@`, so that
    /// a wrong one shows less rather than more; embedded headers may hold anything.
    private static func sipAddress(_ bytes: ArraySlice<UInt8>) -> String {
        var user = ""
        var rest = bytes
        if let at = bytes.lastIndex(of: UInt8(ascii: "@")) {
            let number = bytes[..<at].prefix { $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: ";") }
            user = "\(self.ending(of: number))@"
            rest = bytes[(at + 1)...]
        }
        let place = rest.prefix { $0 != UInt8(ascii: "?") }
        let host = OutsideText.masked(place, digits: 7)
        return "\(user)\(String(decoding: host, as: UTF8.self))\(place.count < rest.count ? "?…" : "")"
    }

    /// Host and port; `/…` for a path or a query.
    private static func authority(_ bytes: ArraySlice<UInt8>) -> String {
        let authority = bytes.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        let host = authority.lastIndex(of: UInt8(ascii: "@")).map { authority[($0 + 1)...] } ?? authority
        let rest = bytes[authority.endIndex...]
        let isBare = rest.isEmpty || rest.elementsEqual("/".utf8)
        return String(decoding: host, as: UTF8.self) + (isBare ? "" : "/…")
    }
}
