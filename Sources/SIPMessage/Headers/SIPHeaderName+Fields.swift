extension SIPHeaderName {
    /// `Accept` (RFC 3261).
    public static var accept: SIPHeaderName { SIPHeaderName(.accept) }
    /// `Accept-Contact` (RFC 3841).
    public static var acceptContact: SIPHeaderName { SIPHeaderName(.acceptContact) }
    /// `Accept-Encoding` (RFC 3261).
    public static var acceptEncoding: SIPHeaderName { SIPHeaderName(.acceptEncoding) }
    /// `Accept-Language` (RFC 3261).
    public static var acceptLanguage: SIPHeaderName { SIPHeaderName(.acceptLanguage) }
    /// `Alert-Info` (RFC 3261).
    public static var alertInfo: SIPHeaderName { SIPHeaderName(.alertInfo) }
    /// `Allow` (RFC 3261).
    public static var allow: SIPHeaderName { SIPHeaderName(.allow) }
    /// `Allow-Events` (RFC 6665).
    public static var allowEvents: SIPHeaderName { SIPHeaderName(.allowEvents) }
    /// `Authentication-Info` (RFC 3261).
    public static var authenticationInfo: SIPHeaderName { SIPHeaderName(.authenticationInfo) }
    /// `Authorization` (RFC 3261).
    public static var authorization: SIPHeaderName { SIPHeaderName(.authorization) }
    /// `Call-ID` (RFC 3261).
    public static var callID: SIPHeaderName { SIPHeaderName(.callID) }
    /// `Call-Info` (RFC 3261).
    public static var callInfo: SIPHeaderName { SIPHeaderName(.callInfo) }
    /// `Contact` (RFC 3261).
    public static var contact: SIPHeaderName { SIPHeaderName(.contact) }
    /// `Content-Disposition` (RFC 3261).
    public static var contentDisposition: SIPHeaderName { SIPHeaderName(.contentDisposition) }
    /// `Content-Encoding` (RFC 3261).
    public static var contentEncoding: SIPHeaderName { SIPHeaderName(.contentEncoding) }
    /// `Content-Language` (RFC 3261).
    public static var contentLanguage: SIPHeaderName { SIPHeaderName(.contentLanguage) }
    /// `Content-Length` (RFC 3261).
    public static var contentLength: SIPHeaderName { SIPHeaderName(.contentLength) }
    /// `Content-Type` (RFC 3261).
    public static var contentType: SIPHeaderName { SIPHeaderName(.contentType) }
    /// `CSeq` (RFC 3261).
    public static var cSeq: SIPHeaderName { SIPHeaderName(.cSeq) }
    /// `Date` (RFC 3261).
    public static var date: SIPHeaderName { SIPHeaderName(.date) }
    /// `Diversion` (RFC 5806).
    public static var diversion: SIPHeaderName { SIPHeaderName(.diversion) }
    /// `Error-Info` (RFC 3261).
    public static var errorInfo: SIPHeaderName { SIPHeaderName(.errorInfo) }
    /// `Event` (RFC 6665).
    public static var event: SIPHeaderName { SIPHeaderName(.event) }
    /// `Expires` (RFC 3261).
    public static var expires: SIPHeaderName { SIPHeaderName(.expires) }
    /// `Flow-Timer` (RFC 5626).
    public static var flowTimer: SIPHeaderName { SIPHeaderName(.flowTimer) }
    /// `From` (RFC 3261).
    public static var from: SIPHeaderName { SIPHeaderName(.from) }
    /// `Geolocation` (RFC 6442).
    public static var geolocation: SIPHeaderName { SIPHeaderName(.geolocation) }
    /// `History-Info` (RFC 7044).
    public static var historyInfo: SIPHeaderName { SIPHeaderName(.historyInfo) }
    /// `Identity` (RFC 8224).
    public static var identity: SIPHeaderName { SIPHeaderName(.identity) }
    /// `In-Reply-To` (RFC 3261).
    public static var inReplyTo: SIPHeaderName { SIPHeaderName(.inReplyTo) }
    /// `Max-Forwards` (RFC 3261).
    public static var maxForwards: SIPHeaderName { SIPHeaderName(.maxForwards) }
    /// `MIME-Version` (RFC 3261).
    public static var mimeVersion: SIPHeaderName { SIPHeaderName(.mimeVersion) }
    /// `Min-Expires` (RFC 3261).
    public static var minExpires: SIPHeaderName { SIPHeaderName(.minExpires) }
    /// `Min-SE` (RFC 4028).
    public static var minSE: SIPHeaderName { SIPHeaderName(.minSE) }
    /// `Organization` (RFC 3261).
    public static var organization: SIPHeaderName { SIPHeaderName(.organization) }
    /// `P-Access-Network-Info` (RFC 7315).
    public static var pAccessNetworkInfo: SIPHeaderName { SIPHeaderName(.pAccessNetworkInfo) }
    /// `P-Asserted-Identity` (RFC 3325).
    public static var pAssertedIdentity: SIPHeaderName { SIPHeaderName(.pAssertedIdentity) }
    /// `P-Called-Party-ID` (RFC 7315).
    public static var pCalledPartyID: SIPHeaderName { SIPHeaderName(.pCalledPartyID) }
    /// `P-Charging-Vector` (RFC 7315).
    public static var pChargingVector: SIPHeaderName { SIPHeaderName(.pChargingVector) }
    /// `P-Preferred-Identity` (RFC 3325).
    public static var pPreferredIdentity: SIPHeaderName { SIPHeaderName(.pPreferredIdentity) }
    /// `Path` (RFC 3327).
    public static var path: SIPHeaderName { SIPHeaderName(.path) }
    /// `Priority` (RFC 3261).
    public static var priority: SIPHeaderName { SIPHeaderName(.priority) }
    /// `Privacy` (RFC 3323).
    public static var privacy: SIPHeaderName { SIPHeaderName(.privacy) }
    /// `Proxy-Authenticate` (RFC 3261).
    public static var proxyAuthenticate: SIPHeaderName { SIPHeaderName(.proxyAuthenticate) }
    /// `Proxy-Authorization` (RFC 3261).
    public static var proxyAuthorization: SIPHeaderName { SIPHeaderName(.proxyAuthorization) }
    /// `Proxy-Require` (RFC 3261).
    public static var proxyRequire: SIPHeaderName { SIPHeaderName(.proxyRequire) }
    /// `RAck` (RFC 3262).
    public static var rAck: SIPHeaderName { SIPHeaderName(.rAck) }
    /// `Reason` (RFC 3326).
    public static var reason: SIPHeaderName { SIPHeaderName(.reason) }
    /// `Record-Route` (RFC 3261).
    public static var recordRoute: SIPHeaderName { SIPHeaderName(.recordRoute) }
    /// `Refer-To` (RFC 3515).
    public static var referTo: SIPHeaderName { SIPHeaderName(.referTo) }
    /// `Referred-By` (RFC 3892).
    public static var referredBy: SIPHeaderName { SIPHeaderName(.referredBy) }
    /// `Reject-Contact` (RFC 3841).
    public static var rejectContact: SIPHeaderName { SIPHeaderName(.rejectContact) }
    /// `Remote-Party-ID` (draft-ietf-sip-privacy).
    public static var remotePartyID: SIPHeaderName { SIPHeaderName(.remotePartyID) }
    /// `Replaces` (RFC 3891).
    public static var replaces: SIPHeaderName { SIPHeaderName(.replaces) }
    /// `Reply-To` (RFC 3261).
    public static var replyTo: SIPHeaderName { SIPHeaderName(.replyTo) }
    /// `Request-Disposition` (RFC 3841).
    public static var requestDisposition: SIPHeaderName { SIPHeaderName(.requestDisposition) }
    /// `Require` (RFC 3261).
    public static var require: SIPHeaderName { SIPHeaderName(.require) }
    /// `Resource-Priority` (RFC 4412).
    public static var resourcePriority: SIPHeaderName { SIPHeaderName(.resourcePriority) }
    /// `Retry-After` (RFC 3261).
    public static var retryAfter: SIPHeaderName { SIPHeaderName(.retryAfter) }
    /// `Route` (RFC 3261).
    public static var route: SIPHeaderName { SIPHeaderName(.route) }
    /// `RSeq` (RFC 3262).
    public static var rSeq: SIPHeaderName { SIPHeaderName(.rSeq) }
    /// `Server` (RFC 3261).
    public static var server: SIPHeaderName { SIPHeaderName(.server) }
    /// `Service-Route` (RFC 3608).
    public static var serviceRoute: SIPHeaderName { SIPHeaderName(.serviceRoute) }
    /// `Session-Expires` (RFC 4028).
    public static var sessionExpires: SIPHeaderName { SIPHeaderName(.sessionExpires) }
    /// `Subject` (RFC 3261).
    public static var subject: SIPHeaderName { SIPHeaderName(.subject) }
    /// `Supported` (RFC 3261).
    public static var supported: SIPHeaderName { SIPHeaderName(.supported) }
    /// `Timestamp` (RFC 3261).
    public static var timestamp: SIPHeaderName { SIPHeaderName(.timestamp) }
    /// `To` (RFC 3261).
    public static var to: SIPHeaderName { SIPHeaderName(.to) }
    /// `Unsupported` (RFC 3261).
    public static var unsupported: SIPHeaderName { SIPHeaderName(.unsupported) }
    /// `User-Agent` (RFC 3261).
    public static var userAgent: SIPHeaderName { SIPHeaderName(.userAgent) }
    /// `User-to-User` (RFC 7433).
    public static var userToUser: SIPHeaderName { SIPHeaderName(.userToUser) }
    /// `Via` (RFC 3261).
    public static var via: SIPHeaderName { SIPHeaderName(.via) }
    /// `Warning` (RFC 3261).
    public static var warning: SIPHeaderName { SIPHeaderName(.warning) }
    /// `WWW-Authenticate` (RFC 3261).
    public static var wwwAuthenticate: SIPHeaderName { SIPHeaderName(.wwwAuthenticate) }
}
