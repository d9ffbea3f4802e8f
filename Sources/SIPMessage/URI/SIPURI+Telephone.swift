extension SIPURI {
    /// The telephone number without visual separators (RFC 3966 §3): digits, `*`, `#`, hexadecimal letters, and a
    /// leading `+` when it is global.
    ///
    /// Read from a `tel:` URI, and from the user part of a `sip:` URI that says `user=phone`. Nil when there is none.
    public var telephoneNumber: String? {
        switch self.shape.kind {
        case .tel: Self.dialled(self.storage[text: self.shape.number])
        case .sip, .sips: self.isTelephoneSubscriber ? self.rawUser.flatMap { Self.subscriber($0) } : nil
        case .other: nil
        }
    }

    private var isTelephoneSubscriber: Bool {
        self.parameters["user"].map { ASCII.equalIgnoringCase($0.utf8, "phone".utf8) } ?? false
    }

    /// The number in a user part, which may have parameters of its own after it.
    private static func subscriber(_ rawUser: ArraySlice<UInt8>) -> String? {
        let user = PercentEscapes.decoded(rawUser)
        let number = user.prefix { $0 != ASCII.semicolon }
        guard number.allSatisfy({ ByteSet.telephone.contains($0) }) else { return nil }
        return Self.dialled(number)
    }

    private static func dialled(_ number: ArraySlice<UInt8>) -> String? {
        let digits = number.filter { ByteSet.dialled.contains($0) }
        guard !digits.isEmpty else { return nil }
        let text = String(decoding: digits, as: UTF8.self)
        return number.first == UInt8(ascii: "+") ? "+" + text : text
    }
}
