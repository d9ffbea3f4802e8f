import Foundation

/// How the deserialisers of the SDKs read an identifier, where they are strict (identifiers.md §4). They share nothing with
/// the code under test but the text.
enum StrictReader: String, CaseIterable, CustomStringConvertible {
    case dotNET = ".NET"
    case javaScript = "JavaScript"
    case java = "Java"
    case python = "Python"

    var description: String { self.rawValue }

    struct Refusal: Error { let reason: String }

    /// What an application gets: the kind, the raw id, and the members that are its identity.
    struct Reading: Hashable {
        let kind: String
        let rawID: String
        let parts: [String]
    }

    private static let parts = [
        ("communicationUser", ["id"]), ("phoneNumber", ["value"]), ("microsoftTeamsUser", ["userId"]),
        ("microsoftTeamsApp", ["appId"]), ("teamsExtensionUser", ["userId", "tenantId", "resourceId"]),
    ]

    func read(_ json: [UInt8]) throws -> Reading {
        guard let object = try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any] else {
            throw Refusal(reason: "no object")
        }
        guard let rawID = object["rawId"] as? String else { throw Refusal(reason: "rawId must be present") }
        let present = Self.parts.filter { object[$0.0] is [String: Any] }
        guard self == .python || present.count < 2 else {
            throw Refusal(reason: "only one of the properties should be present")
        }
        let wanted: String?
        switch self {
        case .python: wanted = present.first?.0
        case .dotNET, .javaScript, .java: wanted = object["kind"] as? String ?? present.first?.0
        }
        guard let (name, members) = present.first(where: { $0.0 == wanted }),
            let sub = object[name] as? [String: Any]
        else { return Reading(kind: "unknown", rawID: rawID, parts: []) }
        try self.checkAttributes(name, sub)
        let parts = try members.map { member in
            guard let text = sub[member] as? String else { throw Refusal(reason: "\(member) must be present") }
            return text
        }
        return Reading(kind: name, rawID: rawID, parts: name == "communicationUser" ? [rawID] : parts)
    }

    /// Enumerations in lower case, flags as booleans, and both there where a constructor needs them.
    private func checkAttributes(_ name: String, _ sub: [String: Any]) throws {
        if name == "microsoftTeamsUser" || name == "phoneNumber" {
            guard sub["isAnonymous"] is Bool else { throw Refusal(reason: "isAnonymous must be a boolean") }
        }
        if name.hasPrefix("microsoftTeams") || name == "teamsExtensionUser" {
            guard let cloud = sub["cloud"] as? String else { throw Refusal(reason: "cloud must be present") }
            guard ["public", "dod", "gcch"].contains(cloud) else { throw Refusal(reason: "unknown cloud") }
        }
        for (member, value) in sub where value is NSNull { throw Refusal(reason: "\(member) is null") }
    }
}
