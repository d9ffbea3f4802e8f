extension CommunicationIdentifier {
    private static let subObjects = [
        "communicationUser", "phoneNumber", "microsoftTeamsUser", "microsoftTeamsApp", "teamsExtensionUser",
    ]

    /// Reads an identifier as the SDKs send it (identifiers.md §2) with the rules of §5: `kind` is optional and must match,
    /// at most one sub-object, `rawId` alone is enough, and a `rawId` beside a sub-object must mean the same entity.
    ///
    /// An identifier of unknown kind is accepted with its raw id; whether it leads anywhere is for the resolver to say.
    ///
    /// Throws code `8523` with the path of the wrong member in `target`, starting with `path`.
    public init(json value: JSONValue?, at path: String = "target") throws(CommunicationError) {
        let members = try JSONMembers(value, at: path)
        let named = try Self.namedKind(members)
        let rawID = try members.string("rawId").flatMap { $0.isEmpty ? nil : $0 }
        if let rawID { try Self.check(rawID, at: members.path(of: "rawId")) }

        var present: [(name: String, members: JSONMembers)] = []
        for name in Self.subObjects {
            guard let value = try members.value(name) else { continue }
            present.append((name, try JSONMembers(value, at: members.path(of: name))))
        }
        guard present.count < 2 else {
            throw .invalidArgument(target: path, "“\(path)” must hold exactly one identifier, not several.")
        }
        if let (name, sub) = present.first {
            guard named == nil || named == name else {
                throw .invalidArgument(
                    target: members.path(of: "kind"), "“\(members.path(of: "kind"))” does not match “\(name)”.")
            }
            self = try Self.identifier(name, sub)
            try Self.check(self.rawID, at: sub.path ?? path)
            if let rawID { self = try self.reconciled(with: rawID, at: members.path(of: "rawId")) }
        } else if let rawID {
            self.init(rawID: rawID)
            guard named == nil || self.answers(to: named) else {
                throw .invalidArgument(
                    target: members.path(of: "kind"),
                    "“\(members.path(of: "kind"))” does not match “\(members.path(of: "rawId"))”.")
            }
            try self.checkNumber(at: members.path(of: "rawId"))
        } else {
            throw .invalidArgument(target: path, "“\(path)” must hold a rawId or exactly one identifier.")
        }
    }

    /// As `init(json:at:)`, and a plain string is taken as an E.164 number or a raw id: what the Divert plane accepts.
    public init(jsonOrText value: JSONValue?, at path: String) throws(CommunicationError) {
        guard case .string(let text) = value else {
            try self.init(json: value, at: path)
            return
        }
        guard !text.isEmpty else { throw .missingArgument(target: path) }
        try Self.check(text, at: path)
        self.init(e164OrRawID: text)
        try self.checkNumber(at: path)
    }

    /// The `kind` when it is one of the contract's; kinds of a later contract do not count (the enum is extensible).
    private static func namedKind(_ members: JSONMembers) throws(CommunicationError) -> String? {
        guard let kind = try members.string("kind") else { return nil }
        if self.subObjects.contains(kind) { return kind }
        let lowercased = kind.lowercased()
        return (self.subObjects + ["unknown"]).first { $0.lowercased() == lowercased }
    }

    /// `kind: "unknown"` beside a raw id is how JavaScript sends it, whatever the raw id means; and SDKs of before
    /// 2025-06-15 call a Teams extension user a communication user.
    private func answers(to named: String?) -> Bool {
        switch (named, self.kind) {
        case ("unknown", _), ("communicationUser", .teamsExtensionUser): true
        default: named == self.kindName
        }
    }

    /// A number that is a raw id alone must be one all the same (§5): the rule of `phoneNumber.value` has no back door.
    private func checkNumber(at path: String) throws(CommunicationError) {
        guard case .phoneNumber(let value, _, _) = self.kind, !E164.isNumber(value), value != "anonymous" else {
            return
        }
        throw .invalidArgument(target: path, "“\(path)” must hold an E.164 number such as 4:+14255550123.")
    }

    /// A sub-object is preferred to the `rawId` beside it, but both must mean the same. A raw id may carry an asserted id
    /// that older serializers leave out of `phoneNumber`.
    private func reconciled(with rawID: String, at path: String) throws(CommunicationError) -> Self {
        if rawID == self.rawID { return self }
        let other = Self(rawID: rawID)
        if other == self { return self }
        if case .phoneNumber(let value, _, nil) = self.kind, case .phoneNumber(value, _, .some) = other.kind {
            return other
        }
        throw .invalidArgument(target: path, "“\(path)” names another entity than the identifier beside it.")
    }

    /// Control characters have no place in an identifier, and would travel into SIP.
    private static func check(_ rawID: String, at path: String) throws(CommunicationError) {
        guard rawID.utf8.count <= self.rawIDLimit else {
            throw .invalidArgument(target: path, "“\(path)” is longer than \(self.rawIDLimit) bytes.")
        }
        guard rawID.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            throw .invalidArgument(target: path, "“\(path)” holds control characters.")
        }
    }
}
