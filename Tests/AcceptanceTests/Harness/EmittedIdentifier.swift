/// An identifier in what the server says, read as strictly as the strictest SDK does. Throws for what any of them would
/// throw for, and for what one of them would take for another identifier.
///
/// .NET throws without `rawId`, for more than one sub-object, and for a member of a sub-object that is missing or null;
/// JavaScript throws for missing members; both believe `kind` and take an identifier whose sub-object is missing for an
/// unknown one. Python ignores `kind`, takes the first sub-object and the id of a user from `rawId`.
package struct EmittedIdentifier: Decodable, Sendable {
    package enum Kind: String, Decodable, Sendable, CaseIterable {
        case unknown, communicationUser, phoneNumber, microsoftTeamsUser, microsoftTeamsApp, teamsExtensionUser
    }

    package let kind: String
    package let rawId: String

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Name.self)
        let kind = try container.decode(Kind.self, forKey: "kind")
        self.kind = kind.rawValue
        rawId = try container.decode(String.self, forKey: "rawId")
        let others = container.allKeys.map(\.stringValue).filter { $0 != "kind" && $0 != "rawId" }
        let isWhole =
            switch kind {
            case .unknown: others.isEmpty && !rawId.isEmpty
            default: try others == [kind.rawValue] && Self.rawID(of: kind, in: container).contains(rawId)
            }
        guard isWhole else {
            throw DecodingError.dataCorruptedError(
                forKey: "kind", in: container,
                debugDescription: "An identifier of kind \(kind) with raw id “\(rawId)” and \(others.sorted())")
        }
    }

    /// The raw ids that the sub-object of a kind may stand beside.
    private static func rawID(of kind: Kind, in container: KeyedDecodingContainer<Name>) throws -> [String] {
        func members() throws -> KeyedDecodingContainer<Name> {
            try container.nestedContainer(keyedBy: Name.self, forKey: Name(kind.rawValue))
        }
        switch kind {
        case .unknown:
            return []
        case .communicationUser:
            return [try members().decode(String.self, forKey: "id")]
        case .phoneNumber:
            // `isAnonymous` and `assertedId` are optional, not nullable.
            let members = try members()
            let value = try members.decode(String.self, forKey: "value")
            if members.contains("isAnonymous") { _ = try members.decode(Bool.self, forKey: "isAnonymous") }
            guard members.contains("assertedId") else { return ["4:\(value)"] }
            // The value of such a number is the whole text in some SDKs, in others only what is before the last “_”.
            return ["4:\(value)", "4:\(value)_\(try members.decode(String.self, forKey: "assertedId"))"]
        case .microsoftTeamsUser:
            let members = try members()
            let user = try members.decode(String.self, forKey: "userId")
            let cloud = try members.decode(Cloud.self, forKey: "cloud")
            return try members.decode(Bool.self, forKey: "isAnonymous")
                ? ["8:teamsvisitor:\(user)"] : ["8:\(cloud.orPrefix("orgid")):\(user)"]
        case .microsoftTeamsApp:
            let members = try members()
            let cloud = try members.decode(Cloud.self, forKey: "cloud")
            return ["28:\(cloud.orPrefix("orgid")):\(try members.decode(String.self, forKey: "appId"))"]
        case .teamsExtensionUser:
            let members = try members()
            let cloud = try members.decode(Cloud.self, forKey: "cloud")
            let parts = try ["resourceId", "tenantId", "userId"].map {
                try members.decode(String.self, forKey: Name($0))
            }
            return ["8:\(cloud == .public ? "acs" : "\(cloud)-acs"):\(parts.joined(separator: "_"))"]
        }
    }

    /// In lower case, though some readers take others.
    private enum Cloud: String, Decodable {
        case `public`, dod, gcch

        func orPrefix(_ prefix: String) -> String { self == .public ? prefix : rawValue }
    }

    private struct Name: CodingKey, ExpressibleByStringLiteral {
        let stringValue: String
        var intValue: Int? { nil }

        init(_ name: String) { stringValue = name }
        init(stringLiteral name: String) { stringValue = name }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}
