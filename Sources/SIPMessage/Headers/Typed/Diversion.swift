/// One diversion that a call went through: a value of Diversion (RFC 5806). The latest stands first.
///
///     name-addr *( ";" ( "reason" / "counter" / "limit" / "privacy" / "screen" / extension ) "=" value )
public struct Diversion: Hashable, Sendable {
    /// Why a call was diverted. Tokens that are not named here are carried.
    public struct Reason: Hashable, Sendable, CustomStringConvertible {
        /// The token in lower case.
        public let rawValue: String

        /// A reason by its token.
        public init(rawValue: String) { self.rawValue = rawValue.lowercased() }

        /// Nobody knows.
        public static let unknown = Reason(rawValue: "unknown")
        /// The callee was busy.
        public static let userBusy = Reason(rawValue: "user-busy")
        /// The callee did not answer.
        public static let noAnswer = Reason(rawValue: "no-answer")
        /// The callee could not be reached.
        public static let unavailable = Reason(rawValue: "unavailable")
        /// Every call is diverted.
        public static let unconditional = Reason(rawValue: "unconditional")
        /// At this time of day calls are diverted.
        public static let timeOfDay = Reason(rawValue: "time-of-day")
        /// The callee does not want to be disturbed.
        public static let doNotDisturb = Reason(rawValue: "do-not-disturb")
        /// The callee decided about this very call.
        public static let deflection = Reason(rawValue: "deflection")
        /// The callee is elsewhere.
        public static let followMe = Reason(rawValue: "follow-me")
        /// The callee's line is out of service.
        public static let outOfService = Reason(rawValue: "out-of-service")
        /// The callee is away.
        public static let away = Reason(rawValue: "away")

        /// The token.
        public var description: String { self.rawValue }
    }

    /// Who diverted the call, with all parameters as they were written.
    public let address: NameAddress

    /// Why; `unknown` when it is not said.
    public var reason: Reason { self.address.parameters["reason"].map { Reason(rawValue: $0) } ?? .unknown }

    /// How many diversions this value stands for, 1 to 99. One that says nothing, or nothing sensible, stands for one.
    public var counter: Int { max(1, self.address.parameters.number("counter", upTo: 99) ?? 1) }

    /// The value of `privacy`: `full`, `name`, `uri` or `off`, in lower case.
    public var privacy: String? { self.address.parameters["privacy"]?.lowercased() }

    /// The value of `screen`: whether the network checked the address. Nil when it does not say.
    public var isScreened: Bool? {
        switch self.address.parameters["screen"]?.lowercased() {
        case "yes": true
        case "no": false
        default: nil
        }
    }

    /// A diversion that was read.
    public init(_ address: NameAddress) { self.address = address }

    /// A diversion of one's own. Throws `.badRequest` when a text has control characters in it.
    public init(
        displayName: String? = nil, uri: SIPURI, reason: Reason, counter: Int = 1, privacy: String? = nil
    ) throws(SIPParseError) {
        var parameters = [
            SIPParameter("reason", reason.rawValue), SIPParameter("counter", String(min(max(1, counter), 99))),
        ]
        if let privacy { parameters.append(SIPParameter("privacy", privacy)) }
        self.init(try NameAddress(displayName: displayName, uri: uri, parameters: parameters))
    }

    /// The value, to be put in a header field.
    public var headerValue: SIPHeaderValue { self.address.headerValue }
}

extension SIPHeaders {
    /// The diversions of a call, the latest first. Throws `.badRequest` for the first value that is no address.
    public func diversions() throws(SIPParseError) -> [Diversion] {
        try self.nameAddresses(.diversion).map { Diversion($0) }
    }
}
