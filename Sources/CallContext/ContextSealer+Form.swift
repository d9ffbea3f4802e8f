import CallAutomationModel

extension ContextSealer {
    /// The id of the key that a text claims to be sealed with, as ``ContextKey`` describes itself; nil for a text that is
    /// not of our form. Says nothing about whether it is authentic.
    package static func sealingKeyID(of text: String) -> String? {
        guard text.utf8.count <= self.textLimit, let bytes = URLSafeBase64.decode(text.utf8),
            bytes.count >= self.headerLength + self.nonceLength + self.tagLength, bytes[0] == self.version
        else { return nil }
        return URLSafeBase64.encode(Array(bytes[1..<self.headerLength]))
    }
}
