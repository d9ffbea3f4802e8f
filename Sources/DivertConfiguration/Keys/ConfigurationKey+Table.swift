extension ConfigurationKey {
    /// Every key of the contract, in its order.
    package static let all: [ConfigurationKey] =
        http + sip + peers + resources + routes + calls + events + rest

    private static let port = ConfigurationType.integer(0...65_535, noun: "a port")
    private static let seconds = ConfigurationType.integer(0...86_400, noun: "a number of seconds")
    private static let count = ConfigurationType.integer(0...1_000_000, noun: "a number")
    private static let fileName = ConfigurationType.text("the name of a file")
    private static let host = ConfigurationType.text("a host name or an IP address without a port")
    private static let name = ConfigurationType.text(
        "a name of up to 64 letters, digits, dots, hyphens and underscores")
    private static let pattern = "an identifier, a prefix such as +1* or 8:orgid:*, or *"

    private static let http: [ConfigurationKey] = [
        .init("http", .section, "The two HTTP planes."),
        .init("http.host", host, default: "127.0.0.1", "Address on which HTTP and HTTPS listen."),
        .init("http.port", port, default: "7080", "Port of plain HTTP; 0 takes any free one."),
        .init(
            "http.publicUrl", .text("an http or https URL without query, fragment and user"), isURL: true,
            "What links use; its host and path prefix are accepted in routing and signatures. Default: what is bound."),
        .init("http.tls", .sectionOrOff, "HTTPS, HTTP/2 and HTTP/1.1 by ALPN; `off` switches it off."),
        .init("http.tls.port", port, default: "7443", "Port of HTTPS; 0 takes any free one."),
        .init("http.tls.certificate", fileName, "PEM file. Absent: made in the data folder."),
        .init("http.tls.privateKey", fileName, "PEM file. Absent: made in the data folder."),
        .init("http.authentication", .section, "How requests are authenticated."),
        .init(
            "http.authentication.clockSkewMinutes", .integer(1...1_440, noun: "a number of minutes"), default: "15",
            "How far the date of a signed request may be from ours."),
    ]

    private static let sip: [ConfigurationKey] = [
        .init("sip", .section, "The SIP side."),
        .init("sip.domain", host, default: "divert.local", "Domain of the addresses of record."),
        .init(
            "sip.listen", .texts("an address such as udp://127.0.0.1:5060 or tcp://[::1]:5060"),
            default: "udp://127.0.0.1:5060,tcp://127.0.0.1:5060", "Where SIP is received."),
        .init("sip.tls", .section, later: "SIP over TLS", "Certificate of SIP over TLS."),
        .init("sip.tls.certificate", fileName, later: "SIP over TLS", "PEM file."),
        .init("sip.tls.privateKey", fileName, later: "SIP over TLS", "PEM file."),
        .init("sip.tls.trustRoots", fileName, later: "SIP over TLS", "PEM file."),
        .init(
            "sip.advertise", .text("an address"), later: "an advertised address behind NAT",
            "What Contact, Via and Record-Route name behind NAT."),
        .init(
            "sip.unknownPeers", .choice(["drop", "reject"]), default: "drop",
            "Strangers get silence (drop) or 403 (reject)."),
        .init(
            "sip.t1Milliseconds", .integer(1...60_000, noun: "a number of milliseconds"), default: "500",
            "T1 of RFC 3261 §17, the estimated round trip time."),
        .init("sip.trustedOrigins", .texts("an origin"), later: "SIP over WebSocket", "Origins of browsers."),
    ]

    private static let peers: [ConfigurationKey] = [
        .init("sip.peers", .sections, "Who may send calls without a digest challenge. Default: loopback."),
        .init("sip.peers[].name", name, "Name of the peer, once."),
        .init(
            "sip.peers[].addresses", .texts("a network such as 192.0.2.0/24, 2001:db8::/32 or a single address"),
            "Networks the peer sends from."),
        .init("sip.peers[].mode", .choice(["redirect"], later: ["forward"]), default: "redirect", "302 or proxy."),
        .init("sip.peers[].resource", .text("the name of a resource"), "Resource of calls that name none."),
        .init("sip.peers[].trusted", .boolean, default: "false", "Believe its P-Asserted-Identity."),
        .init("sip.peers[].ringback", .boolean, default: "false", "Send 180 while the call rings."),
        .init("sip.peers[].numberPlan", .section, later: "number plans of peers", "Turns its digits into E.164."),
        .init("sip.peers[].headers", .section, later: "header rules of peers", "Headers to pass on."),
        .init("sip.peers[].diversion", .text("a word"), later: "Diversion and History-Info", "Diversion headers."),
        .init("sip.peers[].calledNumber", .text("a header name"), later: "called numbers from headers", "Where it is."),
        .init("sip.peers[].maxPendingCalls", count, later: "limits per peer", "Undecided calls at once."),
        .init("sip.peers[].maxCallsPerSecond", count, later: "limits per peer", "New calls per second."),
    ]

    private static let resources: [ConfigurationKey] = [
        .init("resources", .sections, "The communication resources served. Default: the development resource."),
        .init("resources[].name", name, "Name of the resource, once. The only resource may go without."),
        .init("resources[].id", .text("a GUID"), "The GUID inside 8:acs:{id}_{user}."),
        .init(
            "resources[].hosts", .texts("a host name or an IP address without a port"),
            "Host names under which HTTP requests reach it."),
        .init(
            "resources[].accessKeys", .texts("an access key in base64"), isSecret: true,
            "Keys that sign requests. Absent: the development key, on loopback only."),
        .init(
            "resources[].userTokens", .choice(["ownCalls"], later: ["allCalls"]), default: "ownCalls",
            "What a user access token may act on."),
        .init(
            "resources[].numbers", .texts("an E.164 number such as +14255550100 or a prefix such as +1425*"),
            default: "", "Calls to these belong to the resource."),
        .init("resources[].entra", .section, later: "Entra tokens", "Issuer, audience and keys of Entra tokens."),
        .init("resources[].targets", .section, later: "lists of allowed targets", "Where calls may go."),
    ]

    private static let routes: [ConfigurationKey] = [
        .init("routes", .sections, "How identifiers become SIP targets; the first match wins."),
        .init("routes[].to", .text(pattern), "Which identifiers the route is for."),
        .init(
            "routes[].uri",
            .text("a sip, sips or tel URI with the placeholders {number}, {id}, {rawId}, {domain} or {peerAddress}"),
            "The SIP target."),
    ]

    private static let calls: [ConfigurationKey] = [
        .init("calls", .section, "What holds for every call."),
        .init(
            "calls.ringTimeoutSeconds", seconds, default: "30",
            "How long a call may ring undecided; 0 applies onTimeout at once."),
        .init(
            "calls.onTimeout", .choice(["reject", "redirect"]), default: "reject",
            "480, or redirect to onTimeoutTarget."),
        .init(
            "calls.onTimeoutTarget", .text("an E.164 number or a raw identifier such as 8:acs:…"),
            "Where calls go that nobody decided."),
        .init(
            "calls.drainSeconds", seconds, default: "10", "How long ringing calls have at a graceful stop."),
        .init(
            "calls.maxDiversions", .integer(0...100, noun: "a number"), default: "5", "Hop limit of a call."),
        .init(
            "calls.contextKeys", .texts("32 bytes in base64"), isSecret: true,
            "Keys that seal contexts, the newest first. Absent: made in the data folder."),
        .init("calls.onUndelivered", .text("a word"), later: "a policy for undelivered events", "480 or other."),
    ]

    private static let events: [ConfigurationKey] = [
        .init("events", .section, "Who is told of incoming calls."),
        .init("events.subscriptions", .sections, "The webhooks."),
        .init("events.subscriptions[].name", name, "Name of the subscription, once."),
        .init("events.subscriptions[].resource", .text("the name of a resource"), "Absent: all resources."),
        .init(
            "events.subscriptions[].endpoint", .text("an http or https URL"), isURL: true, "Where events are posted."),
        .init(
            "events.subscriptions[].schema", .choice(["eventGrid"], later: ["cloudEvents"]), default: "eventGrid",
            "Shape of the events."),
        .init(
            "events.subscriptions[].validation", .choice(["auto"], later: ["always"]), default: "auto",
            "Handshake before the first delivery."),
        .init(
            "events.subscriptions[].replies", .choice(["false"], later: ["true"]), default: "false",
            "A decision may stand in the answer to the event."),
        .init(
            "events.subscriptions[].maxDeliveryAttempts", .integer(1...30, noun: "a number"), default: "2",
            "How often an event is posted at most."),
        .init(
            "events.subscriptions[].timeToLiveSeconds", .integer(1...86_400, noun: "a number of seconds"),
            default: "60", "How long an event is worth posting."),
        .init("events.subscriptions[].filter", .section, "Which calls it wants."),
        .init("events.subscriptions[].filter.to", .texts(pattern), default: "*", "By callee."),
        .init("events.subscriptions[].filter.from", .texts(pattern), default: "*", "By caller."),
    ]

    private static let rest: [ConfigurationKey] = [
        .init(
            "data", .text("the name of a folder"), default: "divert-data",
            "Folder for the database, the development CA and made keys."),
        .init("storage", .section, "The database."),
        .init(
            "storage.url", .text("sqlite: and the name of a file"), isURL: true,
            "The database. Default: sqlite:{data}/divert.db."),
        .init("logging", .section, "What is logged and how."),
        .init(
            "logging.level", .choice(["trace", "debug", "info", "notice", "warning", "error", "critical"]),
            default: "info", "The least severe level that is logged."),
        .init(
            "logging.format", .choice(["text", "json"]), default: "text",
            "Lines for people or for machines."),
        .init(
            "logging.sip", .choice(["off", "headers", "full"]), default: "off",
            "Log SIP messages: start line and header fields with numbers redacted, or everything, numbers too."),
        .init("observability", .section, later: "metrics and health on ports of their own", "Metrics and traces."),
        .init("observability.metricsPort", port, later: "metrics", "Port of the metrics."),
        .init("observability.healthPort", port, later: "health on a port of its own", "Port of health checks."),
        .init("observability.hep", .text("an address"), later: "HEP capture", "Where SIP is mirrored."),
        .init("observability.otlpEndpoint", .text("a URL"), later: "traces", "Where traces go."),
    ]
}
