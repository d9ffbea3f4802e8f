// The file of kept keys, `tokens.key`: private keys in PEM form (RFC 7468), one behind the other, the newest first. Text
// around them does not count.
extension SigningKeyRing {
    private static let limitOfFile = 65_536

    /// What the file holds.
    package var fileContent: [UInt8] {
        Array(self.keys.map { $0.pem.hasSuffix("\n") ? $0.pem : $0.pem + "\n" }.joined().utf8)
    }

    /// Reads the file; nil when there is no key in it, or one that is none: RSA of at least 2048 bits is expected.
    package init?(fileContent: [UInt8]) async {
        guard fileContent.count <= Self.limitOfFile, let text = String(validating: fileContent, as: UTF8.self) else {
            return nil
        }
        var keys: [SigningKey] = []
        for block in Self.blocks(in: text) {
            guard let key = try? await SigningKey(pem: block) else { return nil }
            keys.append(key)
        }
        guard !keys.isEmpty else { return nil }
        self.init(keys)
    }

    private static func blocks(in text: String) -> [String] {
        var blocks: [String] = []
        var block: [Substring]?
        for line in text.split(whereSeparator: \.isNewline) {
            if line.hasPrefix("-----BEGIN ") { block = [] }
            block?.append(line)
            if line.hasPrefix("-----END "), let lines = block {
                blocks.append(lines.joined(separator: "\n") + "\n")
                block = nil
            }
        }
        return blocks
    }
}
