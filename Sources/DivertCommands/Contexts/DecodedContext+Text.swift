package import CallAutomationModel
import CallContext
import ContextDecoding

extension DecodedContext {
    /// For people: what it is, then each claim.
    ///
    /// - Parameter now: In milliseconds since 1970.
    package func text(now: Int64, terminal: Terminal = .plain) -> String {
        var table = TextTable(terminal: terminal)
        switch self {
        case .sealed(let claims, let keyID):
            table.add(["call", Self.callID(claims)])
            table.add(["hop", "\(claims.hop)"])
            table.add(["resource", claims.resource])
            table.add(["node", claims.node])
            table.add(["from", claims.from])
            table.add(["to", claims.to])
            let isExpired = claims.expiresAt < now
            table.add(
                [
                    "expires",
                    ISO8601Time.format(millisecondsSince1970: claims.expiresAt) + (isExpired ? " (expired)" : ""),
                ],
                isExpired ? [1: .red] : [:])
            table.add([
                "sip",
                claims.recipe.isEmpty
                    ? "nothing: a simulated call" : "\(claims.recipe.count) bytes: what answers to the caller repeat",
            ])
            return "A context of Divert, sealed with the key \(keyID)\n\n" + table.text
        case .cloud(let context):
            if let header = context.header { Self.add(header, at: "header", to: &table) }
            Self.add(context.content, at: context.form == .jwt ? "payload" : "", to: &table)
            if let length = context.signatureLength {
                table.add(["signature", length == 0 ? "none" : "\(length) bytes, not checked"])
            }
            return Self.title(context.form) + "\n\n" + table.text
        }
    }

    private static func title(_ form: CloudContext.Form) -> String {
        switch form {
        case .gzip: "A context of the cloud: JSON in gzip in Base64, readable and changeable by everybody"
        case .jwt: "A context of the cloud: a JWT, readable by everybody"
        }
    }

    /// A line for each value, named by its path.
    private static func add(_ value: JSONValue, at path: String, to table: inout TextTable) {
        switch value {
        case .object(let members) where !members.isEmpty:
            for member in members {
                self.add(member.value, at: path.isEmpty ? member.name : "\(path).\(member.name)", to: &table)
            }
        case .array(let elements) where !elements.isEmpty:
            for (index, element) in elements.enumerated() { self.add(element, at: "\(path)[\(index)]", to: &table) }
        case .string(let text): table.add([path.isEmpty ? "text" : path, text])
        default:
            var text = JSONText(capacity: 16)
            text.value(value)
            table.add([path, String(decoding: text.bytes, as: UTF8.self)])
        }
    }

    private static func callID(_ claims: ContextClaims) -> String {
        UUIDText(bytes: claims.callID)?.text ?? ""
    }

    /// For programs.
    ///
    /// ```json
    /// {"form": "divert", "keyId": "…", "callId": "…", "hop": 0, "resource": "local", "node": "…", "from": "4:+1425…",
    ///  "to": "4:+1425…", "expiresAt": "…", "expired": false, "sipBytes": 312}
    /// ```
    ///
    /// The cloud's contexts as ``CloudContext/json`` shows them.
    package func json(now: Int64) -> JSONText {
        var text = JSONText(capacity: 1024)
        switch self {
        case .sealed(let claims, let keyID):
            text.object { text in
                text.member("form", "divert")
                text.member("keyId", keyID)
                text.member("callId", Self.callID(claims))
                text.member("hop", claims.hop)
                text.member("resource", claims.resource)
                text.member("node", claims.node)
                text.member("from", claims.from)
                text.member("to", claims.to)
                text.member("expiresAt", ISO8601Time.format(millisecondsSince1970: claims.expiresAt))
                text.member("expired", claims.expiresAt < now)
                text.member("sipBytes", claims.recipe.count)
            }
        case .cloud(let context): text.value(context.json)
        }
        return text
    }
}
