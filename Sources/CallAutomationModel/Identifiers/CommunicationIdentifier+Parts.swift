extension CommunicationIdentifier {
    /// The telephone number when it is one in E.164 form, `+14255550123`.
    public var e164: String? {
        if case .phoneNumber(let value, _, _) = self.kind, E164.isNumber(value) { value } else { nil }
    }

    /// The number in E.164 form that is meant: that of a phone number, or of a global telephone address (`tel:+1-425-555-0123`,
    /// RFC 3966 §3) without its visual separators and parameters.
    public var dialledNumber: String? {
        if let number = self.e164 { return number }
        guard let address = self.sipAddress, address.prefix(4).lowercased() == "tel:" else { return nil }
        let number = String(address.dropFirst(4).prefix { $0 != ";" }.filter { !"-.()".contains($0) })
        return E164.isNumber(number) ? number : nil
    }

    /// Whether this is a caller who hides the number.
    public var isAnonymousCaller: Bool {
        if case .phoneNumber(_, let isAnonymous, _) = self.kind { isAnonymous } else { false }
    }

    /// The communication resource inside `8:acs:{resource}_…`, normally a GUID, in lower case; nil for every identifier
    /// that belongs to no resource.
    public var resourceID: String? {
        switch self.kind {
        case .communicationUser(let id):
            let parts = id.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3, parts[1] == "acs" || parts[1].hasSuffix("-acs") else { return nil }
            guard let underscore = parts[2].firstIndex(of: "_"), underscore != parts[2].startIndex else { return nil }
            return parts[2][..<underscore].lowercased()
        case .teamsExtensionUser(_, _, let resourceID, _): return resourceID.lowercased()
        case .phoneNumber, .microsoftTeamsUser, .microsoftTeamsApp, .unknown: return nil
        }
    }

    /// The address itself when the raw id is one of SIP or telephony: `sip:201@pbx.example`, `sips:…`, `tel:…`.
    public var sipAddress: String? {
        guard case .unknown = self.kind else { return nil }
        return ["sip:", "sips:", "tel:"].contains { self.begins(with: $0) } ? self.rawID : nil
    }

    /// Whether the raw id begins with a text in lower case, however its own letters are written.
    private func begins(with prefix: StaticString) -> Bool {
        let bytes = self.rawID.utf8
        return prefix.withUTF8Buffer { prefix in
            bytes.count >= prefix.count
                && zip(bytes, prefix).allSatisfy { ($0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0) == $1 }
        }
    }

    /// The `kind` of the contract.
    public var kindName: String {
        switch self.kind {
        case .communicationUser: "communicationUser"
        case .phoneNumber: "phoneNumber"
        case .microsoftTeamsUser: "microsoftTeamsUser"
        case .microsoftTeamsApp: "microsoftTeamsApp"
        case .teamsExtensionUser: "teamsExtensionUser"
        case .unknown: "unknown"
        }
    }

    /// The identifier without its prefix: the number, the object id, the user part behind `8:acs:`; for `unknown` all of it.
    public var idWithoutPrefix: String {
        switch self.kind {
        case .phoneNumber(let value, _, _): return value
        case .microsoftTeamsUser(let userID, _, _): return userID
        case .microsoftTeamsApp(let appID, _): return appID
        case .communicationUser, .teamsExtensionUser:
            let parts = self.rawID.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            return parts.count == 3 ? String(parts[2]) : self.rawID
        case .unknown: return self.rawID
        }
    }
}

extension CommunicationIdentifier: CustomStringConvertible, CustomDebugStringConvertible {
    /// The kind and the last four characters: enough to tell two apart in a log, not enough to call anybody.
    public var description: String {
        if self.isAnonymousCaller { return "phoneNumber(anonymous)" }
        let isLong = self.idWithoutPrefix.unicodeScalars.count >= 8
        let shown = isLong ? String(self.rawID.unicodeScalars.suffix(4)) : ""
        return "\(self.kindName)(…\(shown))"
    }

    /// As redacted as ``description``.
    public var debugDescription: String { self.description }
}
