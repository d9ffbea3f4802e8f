/// The plaintext of a context.
///
///     claims = call-id(16) hop(1) expires-at(8) resource node from to recipe
///     each of the last five = length(2) bytes             ; numbers are big-endian, texts UTF-8
extension ContextClaims {
    /// The bytes; nil when the call id is not 16 bytes or a part is longer than 65535.
    func encoded() -> [UInt8]? {
        guard self.callID.count == Self.callIDLength else { return nil }
        var bytes = self.callID
        bytes.reserveCapacity(256 + self.recipe.count)
        bytes.append(self.hop)
        let expiry = UInt64(bitPattern: self.expiresAt)
        for shift in stride(from: 56, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: expiry >> UInt64(shift)))
        }
        for text in [self.resource, self.node, self.from, self.to] {
            guard Self.append(text.utf8, to: &bytes) else { return nil }
        }
        guard Self.append(self.recipe, to: &bytes) else { return nil }
        return bytes
    }

    /// Reads the bytes; nil when they are not exactly one encoding.
    init?(encoded bytes: [UInt8]) {
        var rest = bytes[...]
        guard let callID = Self.take(Self.callIDLength, from: &rest), let hop = Self.take(1, from: &rest)?.first,
            let expiry = Self.take(8, from: &rest),
            let resource = Self.takeText(from: &rest), let node = Self.takeText(from: &rest),
            let from = Self.takeText(from: &rest), let to = Self.takeText(from: &rest),
            let recipe = Self.takePart(from: &rest), rest.isEmpty
        else { return nil }
        self.init(
            callID: Array(callID), hop: hop,
            expiresAt: Int64(bitPattern: expiry.reduce(0) { $0 << 8 | UInt64($1) }),
            resource: resource, node: node, from: from, to: to, recipe: Array(recipe))
    }

    private static func append(_ part: some Collection<UInt8>, to bytes: inout [UInt8]) -> Bool {
        let count = part.count
        guard count <= Int(UInt16.max) else { return false }
        bytes.append(UInt8(truncatingIfNeeded: count >> 8))
        bytes.append(UInt8(truncatingIfNeeded: count))
        bytes.append(contentsOf: part)
        return true
    }

    private static func take(_ count: Int, from rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard rest.count >= count else { return nil }
        let taken = rest.prefix(count)
        rest = rest.dropFirst(count)
        return taken
    }

    private static func takePart(from rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard let length = self.take(2, from: &rest) else { return nil }
        return self.take(length.reduce(0) { $0 << 8 | Int($1) }, from: &rest)
    }

    private static func takeText(from rest: inout ArraySlice<UInt8>) -> String? {
        guard let part = self.takePart(from: &rest) else { return nil }
        let text = String(decoding: part, as: UTF8.self)
        // Nothing was repaired. (`String(validating:)` says the same for more.)
        return text.utf8.elementsEqual(part) ? text : nil
    }
}
