import CallAutomationModel

/// Opens one text and what stands inside it. All of it shares one allowance of inflated bytes.
struct CloudContextDecoder {
    private var allowance = CloudContext.inflatedLimit

    /// Opens a text.
    ///
    /// - Parameter depth: How many contexts it stands inside of.
    mutating func context(_ text: String, depth: Int) throws(CloudContextError) -> CloudContext {
        guard text.utf8.count <= CloudContext.textLimit || depth > 0 else { throw .tooLarge }
        if let parts = Self.jwtParts(text) { return try self.jwt(parts, depth: depth) }
        guard let bytes = Base64Text.decode(text), Gzip.begins(bytes) else { throw .unknownForm }
        guard depth < CloudContext.nestingLimit else { throw .tooDeep }
        return CloudContext(
            form: .gzip, header: nil, content: try self.content(bytes, depth: depth), signatureLength: nil)
    }

    private mutating func jwt(
        _ parts: (header: [UInt8], payload: [UInt8], signature: [UInt8]), depth: Int
    ) throws(CloudContextError) -> CloudContext {
        guard depth < CloudContext.nestingLimit else { throw .tooDeep }
        let header = try self.content(parts.header, depth: depth)
        guard case .object = header else { throw .malformed }
        return CloudContext(
            form: .jwt, header: header, content: try self.content(parts.payload, depth: depth),
            signatureLength: parts.signature.count)
    }

    /// JSON, also inside gzip, with everything in it opened; other text as it is.
    private mutating func content(_ bytes: [UInt8], depth: Int) throws(CloudContextError) -> JSONValue {
        var bytes = bytes
        if Gzip.begins(bytes) {
            do {
                bytes = try Gzip.inflate(bytes, limit: self.allowance)
            } catch {
                throw error == .tooLarge ? .tooLarge : .malformed
            }
            self.allowance -= bytes.count
        }
        if let value = try? JSONValue(parsing: bytes) { return try self.opened(value, depth: depth) }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .malformed }
        return try self.opened(.string(text), depth: depth)
    }

    /// A value with the contexts that stand in it.
    private mutating func opened(_ value: JSONValue, depth: Int) throws(CloudContextError) -> JSONValue {
        switch value {
        case .null, .bool, .number: return value
        case .string(let text):
            do {
                return try self.context(text, depth: depth + 1).json
            } catch .unknownForm, .malformed {
                // A string that only looks like one.
                return value
            }
        case .array(let elements):
            var opened: [JSONValue] = []
            for element in elements { opened.append(try self.opened(element, depth: depth)) }
            return .array(opened)
        case .object(let members):
            var opened: [JSONMember] = []
            for member in members {
                opened.append(JSONMember(name: member.name, value: try self.opened(member.value, depth: depth)))
            }
            return .object(opened)
        }
    }

    /// The three parts of a JWT in its compact form; nil for what is none.
    private static func jwtParts(_ text: String) -> (header: [UInt8], payload: [UInt8], signature: [UInt8])? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        // “eyJ” is “{"” and the first half of the next character.
        guard parts.count == 3, parts[0].hasPrefix("eyJ"), let header = Base64Text.decode(parts[0]),
            let payload = Base64Text.decode(parts[1])
        else { return nil }
        guard let signature = parts[2].isEmpty ? [] : Base64Text.decode(parts[2]) else { return nil }
        return (header, payload, signature)
    }
}

extension CloudContext {
    /// Opens a text.
    package init(decoding text: String) throws(CloudContextError) {
        var decoder = CloudContextDecoder()
        self = try decoder.context(text, depth: 0)
    }
}
