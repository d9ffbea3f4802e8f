/// The header fields this library knows by name. One byte each, so a parsed message can tag its lines with them.
enum KnownHeader: UInt8, CaseIterable, Hashable, Sendable {
    case accept, acceptContact, acceptEncoding, acceptLanguage, alertInfo, allow, allowEvents
    case authenticationInfo, authorization, callID, callInfo, contact, contentDisposition, contentEncoding
    case contentLanguage, contentLength, contentType, cSeq, date, diversion, errorInfo, event, expires
    case flowTimer, from, geolocation, historyInfo, identity, inReplyTo, maxForwards, mimeVersion, minExpires
    case minSE, organization, pAccessNetworkInfo, pAssertedIdentity, pCalledPartyID, pChargingVector
    case pPreferredIdentity, path, priority, privacy, proxyAuthenticate, proxyAuthorization, proxyRequire, rAck, reason,
        recordRoute
    case referTo, referredBy, rejectContact, remotePartyID, replaces, replyTo, requestDisposition, require
    case resourcePriority, retryAfter, route, rSeq, server, serviceRoute, sessionExpires, subject, supported
    case timestamp, to, unsupported, userAgent, userToUser, via, warning, wwwAuthenticate

    /// The spelling of the document that defines the field.
    var spelling: StaticString {
        switch self {
        case .accept: "Accept"
        case .acceptContact: "Accept-Contact"
        case .acceptEncoding: "Accept-Encoding"
        case .acceptLanguage: "Accept-Language"
        case .alertInfo: "Alert-Info"
        case .allow: "Allow"
        case .allowEvents: "Allow-Events"
        case .authenticationInfo: "Authentication-Info"
        case .authorization: "Authorization"
        case .callID: "Call-ID"
        case .callInfo: "Call-Info"
        case .contact: "Contact"
        case .contentDisposition: "Content-Disposition"
        case .contentEncoding: "Content-Encoding"
        case .contentLanguage: "Content-Language"
        case .contentLength: "Content-Length"
        case .contentType: "Content-Type"
        case .cSeq: "CSeq"
        case .date: "Date"
        case .diversion: "Diversion"
        case .errorInfo: "Error-Info"
        case .event: "Event"
        case .expires: "Expires"
        case .flowTimer: "Flow-Timer"
        case .from: "From"
        case .geolocation: "Geolocation"
        case .historyInfo: "History-Info"
        case .identity: "Identity"
        case .inReplyTo: "In-Reply-To"
        case .maxForwards: "Max-Forwards"
        case .mimeVersion: "MIME-Version"
        case .minExpires: "Min-Expires"
        case .minSE: "Min-SE"
        case .organization: "Organization"
        case .pAccessNetworkInfo: "P-Access-Network-Info"
        case .pAssertedIdentity: "P-Asserted-Identity"
        case .pCalledPartyID: "P-Called-Party-ID"
        case .pChargingVector: "P-Charging-Vector"
        case .pPreferredIdentity: "P-Preferred-Identity"
        case .path: "Path"
        case .priority: "Priority"
        case .privacy: "Privacy"
        case .proxyAuthenticate: "Proxy-Authenticate"
        case .proxyAuthorization: "Proxy-Authorization"
        case .proxyRequire: "Proxy-Require"
        case .rAck: "RAck"
        case .reason: "Reason"
        case .recordRoute: "Record-Route"
        case .referTo: "Refer-To"
        case .referredBy: "Referred-By"
        case .rejectContact: "Reject-Contact"
        case .remotePartyID: "Remote-Party-ID"
        case .replaces: "Replaces"
        case .replyTo: "Reply-To"
        case .requestDisposition: "Request-Disposition"
        case .require: "Require"
        case .resourcePriority: "Resource-Priority"
        case .retryAfter: "Retry-After"
        case .route: "Route"
        case .rSeq: "RSeq"
        case .server: "Server"
        case .serviceRoute: "Service-Route"
        case .sessionExpires: "Session-Expires"
        case .subject: "Subject"
        case .supported: "Supported"
        case .timestamp: "Timestamp"
        case .to: "To"
        case .unsupported: "Unsupported"
        case .userAgent: "User-Agent"
        case .userToUser: "User-to-User"
        case .via: "Via"
        case .warning: "Warning"
        case .wwwAuthenticate: "WWW-Authenticate"
        }
    }

    /// The field a compact form stands for (SYN-3), given the letter in lower case.
    init?(compactForm letter: UInt8) {
        switch letter {
        case UInt8(ascii: "a"): self = .acceptContact
        case UInt8(ascii: "b"): self = .referredBy
        case UInt8(ascii: "c"): self = .contentType
        case UInt8(ascii: "d"): self = .requestDisposition
        case UInt8(ascii: "e"): self = .contentEncoding
        case UInt8(ascii: "f"): self = .from
        case UInt8(ascii: "i"): self = .callID
        case UInt8(ascii: "j"): self = .rejectContact
        case UInt8(ascii: "k"): self = .supported
        case UInt8(ascii: "l"): self = .contentLength
        case UInt8(ascii: "m"): self = .contact
        case UInt8(ascii: "o"): self = .event
        case UInt8(ascii: "r"): self = .referTo
        case UInt8(ascii: "s"): self = .subject
        case UInt8(ascii: "t"): self = .to
        case UInt8(ascii: "u"): self = .allowEvents
        case UInt8(ascii: "v"): self = .via
        case UInt8(ascii: "x"): self = .sessionExpires
        case UInt8(ascii: "y"): self = .identity
        default: return nil
        }
    }
}
