import SIPMessage

/// How much of a header field the SIP log shows.
enum SIPHeaderExposure: Sendable, Hashable {
    /// All of it: messages are matched by it.
    case identifier
    /// All of it but for numbers as long as a phone number, which have no place there.
    case plain
    /// Addresses: hosts and parameters, users by their last four characters, no display names.
    case addresses
    /// Free text: numbers, addresses and tokens in it are masked.
    case comment
    /// Nothing; with `logging.sip: full` all of it.
    case hidden
    /// Nothing, ever, but for the scheme.
    case secret
}

extension SIPHeaderName {
    /// The whole policy, header by header. Whoever adds a header to the vocabulary and not here has it shown as a
    /// comment.
    var exposure: SIPHeaderExposure {
        switch self {
        case .via, .callID, .cSeq, .inReplyTo, .replaces, .rAck, .rSeq, .timestamp:
            return .identifier
        case .maxForwards, .contentLength, .contentType, .contentEncoding, .contentDisposition,
            .contentLanguage, .allow, .allowEvents, .supported, .unsupported, .require, .proxyRequire, .accept,
            .acceptEncoding, .acceptLanguage, .event, .expires, .minExpires, .sessionExpires, .minSE, .date,
            .mimeVersion, .priority, .privacy, .flowTimer, .requestDisposition, .resourcePriority:
            return .plain
        case .from, .to, .contact, .pAssertedIdentity, .pPreferredIdentity, .remotePartyID, .diversion, .historyInfo,
            .referTo, .referredBy, .replyTo, .route, .recordRoute, .path, .serviceRoute, .callInfo, .alertInfo,
            .errorInfo:
            return .addresses
        case .authorization, .proxyAuthorization, .wwwAuthenticate, .proxyAuthenticate, .authenticationInfo:
            return .secret
        case .identity, .subject, .organization, .userToUser, .geolocation, .pAccessNetworkInfo, .pChargingVector:
            return .hidden
        default:
            return self.soundsSecret ? .secret : .comment
        }
    }

    /// Whether a name that no standard here knows is one of credentials: `X-Auth-Token`, `Proxy-Authentication-Info`.
    private var soundsSecret: Bool {
        let name = self.canonicalName.lowercased()
        return ["auth", "token", "secret", "password", "credential", "cookie", "key"].contains { name.contains($0) }
    }
}
