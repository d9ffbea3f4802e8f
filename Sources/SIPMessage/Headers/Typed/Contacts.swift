/// The value of Contact: addresses, or `*`, which stands for all that were ever registered (RFC 3261 §10.2.2).
public enum Contacts: Hashable, Sendable {
    /// Addresses, in order; empty without the field.
    case addresses([NameAddress])
    /// `*` and nothing else.
    case all
}

extension SIPHeaders {
    /// All Contact values. Throws `.badRequest` for the first that is no address, and for `*` beside others (REG-2).
    public func contacts() throws(SIPParseError) -> Contacts {
        let values = self.values(.contact)
        if values.count == 1, values[0].elementsEqual("*".utf8) { return .all }
        return .addresses(try self.nameAddresses(.contact))
    }

    /// Expires in seconds, nil without the field. What is no number, or beyond 2³²−1, counts as 3600 (SYN-9, REG-2).
    public var expires: Int? {
        self.first(.expires).map { NameAddress.seconds($0) }
    }
}

extension NameAddress {
    /// The `q` parameter in thousandths, 0 to 1000: how much one Contact is preferred over others. Nil when it is
    /// missing or malformed.
    public var quality: Int? {
        guard let text = self.parameters["q"] else { return nil }
        let parts = text.utf8.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        let digits = parts.count > 1 ? Array(parts[1]) : []
        guard digits.count <= 3, let whole = parts.first, whole.count == 1,
            let number = DecimalNumber.clamped(
                Array(whole) + digits + Array(repeating: ASCII.zero, count: 3 - digits.count), to: 1001)
        else { return nil }
        return number <= 1000 ? number : nil
    }

    /// The `expires` parameter in seconds, nil when it is missing. What is no number, or beyond 2³²−1, counts as 3600
    /// (SYN-9, REG-2).
    public var expires: Int? { self.parameters["expires"].map { Self.seconds(Array($0.utf8)[...]) } }

    fileprivate static func seconds(_ text: ArraySlice<UInt8>) -> Int {
        let limit = Int(UInt32.max)
        let number = DecimalNumber.clamped(text, to: limit + 1) ?? 3600
        return number <= limit ? number : 3600
    }
}
