extension SIPURI {
    /// Whether both URIs name the same resource (§19.1.4 for `sip` and `sips`, RFC 3966 §4 for `tel`).
    ///
    /// An escape equals the character it stands for unless that is a reserved one. The user part is compared with case,
    /// all else without. A port that is written never equals one that is not. Parameters in only one URI are ignored,
    /// save `user`, `ttl`, `method`, `maddr` and `transport`. The relation is not transitive. URIs of other schemes are
    /// equivalent when they are equal.
    public func isEquivalent(to other: SIPURI) -> Bool {
        switch (self.shape.kind, other.shape.kind) {
        case (.sip, .sip), (.sips, .sips):
            Self.isSame(self.rawUser, other.rawUser, ignoringCase: false)
                && Self.isSame(self.part(self.shape.password), other.part(other.shape.password), ignoringCase: false)
                && ASCII.equalIgnoringCase(self.host.utf8, other.host.utf8)
                && self.port == other.port
                && self.hasCompatibleParameters(other)
                && self.sortedHeaders == other.sortedHeaders
        case (.tel, .tel):
            self.telephoneNumber.map { $0.lowercased() } == other.telephoneNumber.map { $0.lowercased() }
                && self.normalizedParameters == other.normalizedParameters
        case (.other, .other):
            self == other
        case (.sip, _), (.sips, _), (.tel, _), (.other, _):
            false
        }
    }

    private static let decisiveParameters = ["user", "ttl", "method", "maddr", "transport"].map { name in
        name.utf8.map { UInt16($0) }
    }

    private func hasCompatibleParameters(_ other: SIPURI) -> Bool {
        let mine = self.normalizedParameters
        let theirs = other.normalizedParameters
        return mine.allSatisfy { name, value in
            theirs[name].map { $0 == value } ?? !Self.decisiveParameters.contains(name)
        } && Self.decisiveParameters.allSatisfy { theirs[$0] == nil || mine[$0] != nil }
    }

    /// Parameters by name, both without case and with equal escapes made equal. The first of two with one name counts.
    private var normalizedParameters: [[UInt16]: [UInt16]] {
        let pairs = self.parameters.ranges().map { name, value in
            (
                PercentEscapes.normalized(self.storage[text: name], ignoringCase: true),
                PercentEscapes.normalized(self.storage[text: value], ignoringCase: true)
            )
        }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    /// The header components in an order that does not depend on how they are written. Never ignored, even in part.
    private var sortedHeaders: [[UInt16]] {
        let components = (self.headers ?? []).split(separator: UInt8(ascii: "&"))
        return components.map { PercentEscapes.normalized($0, ignoringCase: true) }
            .sorted { $0.lexicographicallyPrecedes($1) }
    }

    private static func isSame(_ left: ArraySlice<UInt8>?, _ right: ArraySlice<UInt8>?, ignoringCase: Bool) -> Bool {
        if let left, let right, !left.contains(ASCII.percent), !right.contains(ASCII.percent) {
            return ignoringCase ? ASCII.equalIgnoringCase(left, right) : left == right
        }
        return left.map { PercentEscapes.normalized($0, ignoringCase: ignoringCase) }
            == right.map { PercentEscapes.normalized($0, ignoringCase: ignoringCase) }
    }
}
