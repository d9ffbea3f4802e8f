package import CallAutomationModel
package import UserTokens
import WebTokens

/// What `divert token decode` tells about a token.
package struct DecodedToken: Sendable {
    /// Whether our own keys signed it.
    package enum Signature: String, Sendable {
        case good, wrong
        /// Another issuer's, or its key is not at hand.
        case unchecked = "not checked"
    }

    private let header: JSONValue
    private let payload: JSONValue
    private let expiresAt: Int64?
    package let signature: Signature

    /// Takes a token apart.
    ///
    /// - Parameter keys: Those of the data folder; nil where there are none at hand.
    /// - Throws: status 1 for a text that is no token.
    package init(_ text: String, keys: SigningKeyRing?) throws(CommandFailure) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard let token = try? CompactToken(text), let header = Self.json(parts[0]), let payload = Self.json(parts[1])
        else {
            throw CommandFailure(
                "this is no JSON Web Token", advice: "A token has three parts with dots between them; was it cut off?")
        }
        self.header = header
        self.payload = payload
        self.expiresAt = token.claims.seconds("exp")
        guard let key = token.keyID.flatMap({ keys?.publicKey($0) }) else {
            self.signature = .unchecked
            return
        }
        self.signature = (try? key.verify(token)) != nil ? .good : .wrong
    }

    private static func json(_ part: Substring) -> JSONValue? {
        URLSafeBase64.decode(part.utf8).flatMap { try? JSONValue(parsing: $0) }
    }

    /// For people: a line for each claim, then what it is worth.
    ///
    /// - Parameter now: In seconds since 1970.
    package func text(now: Int64, terminal: Terminal = .plain) -> String {
        var table = TextTable(terminal: terminal)
        for (place, value) in [("header.", self.header), ("", self.payload)] {
            guard case .object(let members) = value else { continue }
            for member in members { table.add([place + member.name, Self.shown(member.value)]) }
        }
        if let expiresAt = self.expiresAt {
            let moment = ISO8601Time.format(millisecondsSince1970: expiresAt * 1000)
            let isExpired = expiresAt <= now
            table.add(["expires", moment + (isExpired ? " (expired)" : "")], isExpired ? [1: .red] : [:])
        }
        table.add(["signature", self.signature.rawValue], self.signature == .wrong ? [1: .red] : [:])
        return table.text
    }

    /// For programs.
    ///
    /// ```json
    /// {"header": {}, "claims": {}, "expired": false, "signature": "good"}
    /// ```
    package func json(now: Int64) -> JSONText {
        var text = JSONText(capacity: 1024)
        text.object { text in
            text.name("header")
            text.value(self.header)
            text.name("claims")
            text.value(self.payload)
            text.member("expired", self.expiresAt.map { $0 <= now } ?? false)
            text.member("signature", self.signature.rawValue)
        }
        return text
    }

    private static func shown(_ value: JSONValue) -> String {
        if let text = value.string { return text }
        var text = JSONText(capacity: 32)
        text.value(value)
        return String(decoding: text.bytes, as: UTF8.self)
    }
}
