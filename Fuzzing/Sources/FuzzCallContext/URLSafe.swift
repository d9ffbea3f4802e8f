/// The text form of a context, for inputs that are its bytes.
enum URLSafe {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    static func encode(_ bytes: [UInt8]) -> String {
        var characters: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            var bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
            bits <<= 8
            for _ in 0...group.count {
                characters.append(self.alphabet[Int(bits >> 26)])
                bits <<= 6
            }
        }
        return String(decoding: characters, as: UTF8.self)
    }
}
