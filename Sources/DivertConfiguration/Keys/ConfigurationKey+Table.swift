import CallRouting
import EventDelivery

extension ConfigurationKey {
    /// Every key of the contract, in its order. The flags, the variables, the reference page (docs/configuration.md, by
    /// `make docs`) and the commented file (`divert check --default`) are made of it.
    package static let all: [ConfigurationKey] =
        http + sip + peers + peerAnswers + resources + routes + calls + events + rest

    private static let port = ConfigurationType.integer(0...65_535, noun: "a port")
    private static let seconds = ConfigurationType.integer(0...86_400, noun: "a number of seconds")
    private static let count = ConfigurationType.integer(0...1_000_000, noun: "a number")
    private static let fileName = ConfigurationType.text("the name of a file")
    private static let host = ConfigurationType.text("a host name or an IP address without a port")
    private static let name = ConfigurationType.text(
        "a name of up to 64 letters, digits, dots, hyphens and underscores")
    private static let pattern = "an identifier, a prefix such as +1* or 8:orgid:*, or *"

    private static let http: [ConfigurationKey] = [
        .init("http", .section, "HTTP and HTTPS: where applications send their requests."),
        .init(
            "http.host", host, default: "127.0.0.1",
            "Address that HTTP and HTTPS listen on. Any other than loopback needs access keys of your own."),
        .init("http.port", port, default: "7080", "Port of plain HTTP; 0 takes any free one."),
        .init(
            "http.publicUrl", .text("an http or https URL without query, fragment and user"),
            absence: "the address that was bound, HTTPS before HTTP", example: "https://divert.example.net",
            isURL: true,
            """
            URL under which others reach Divert, used in links. Its host and path prefix are accepted in requests and \
            signatures.
            """),
        .init("http.tls", .sectionOrOff, "HTTPS, on the same host; `off` switches it off."),
        .init("http.tls.port", port, default: "7443", "Port of HTTPS; 0 takes any free one."),
        .init(
            "http.tls.certificate", fileName, absence: "a development CA in the data folder makes one",
            example: "cert.pem", "PEM file of the certificate and its chain, the server's own first."),
        .init(
            "http.tls.privateKey", fileName, absence: "made together with the certificate", example: "key.pem",
            "PEM file of the certificate's private key; set both or neither."),
        .init("http.authentication", .section, "How requests prove who sent them."),
        .init(
            "http.authentication.clockSkewMinutes", .integer(1...1_440, noun: "a number of minutes"), default: "15",
            "How far the date of a signed request may be from the server's clock, before or after."),
    ]

    private static let sip: [ConfigurationKey] = [
        .init("sip", .section, "SIP: where calls arrive, and from whom."),
        .init(
            "sip.domain", host, default: "divert.local",
            "Domain of the addresses of record; `{domain}` in routes."),
        .init(
            "sip.listen", .texts("an address such as udp://127.0.0.1:5060 or tcp://[::1]:5060"),
            default: "udp://127.0.0.1:5060,tcp://127.0.0.1:5060",
            """
            Where SIP is received: any number of addresses, IPv4 and IPv6. Port 0 takes any free one, the same for UDP \
            and TCP on one host.
            """),
        .init("sip.tls", .section, later: "SIP over TLS", "Certificate of SIP over TLS."),
        .init("sip.tls.certificate", fileName, later: "SIP over TLS", "PEM file of the certificate and its chain."),
        .init("sip.tls.privateKey", fileName, later: "SIP over TLS", "PEM file of the certificate's private key."),
        .init("sip.tls.trustRoots", fileName, later: "SIP over TLS", "PEM file of the authorities that are believed."),
        .init(
            "sip.advertise", .text("an address"), later: "an advertised address behind NAT",
            "What Contact, Via and Record-Route name behind NAT."),
        .init(
            "sip.unknownPeers", .choice(["drop", "reject"]), default: "drop",
            "What strangers get: silence (`drop`) or 403 (`reject`)."),
        .init(
            "sip.t1Milliseconds", .integer(1...60_000, noun: "a number of milliseconds"), default: "500",
            "T1 of RFC 3261 §17, the estimated round-trip time; the retransmission timers follow from it."),
        .init(
            "sip.batchMilliseconds", .integer(0...20, noun: "a number of milliseconds"), default: "4",
            """
            How long datagrams may wait to be taken together while there are many, from 1,500 a second on each socket: a busy server \
            then needs half of the processor time for each. With 0 each is taken at once.
            """),
        .init(
            "sip.eventLoops", .integer(1...64, noun: "a number of event loops"),
            absence: "one for each four cores, at most four", example: "2",
            """
            How many event loops, each with a thread of its own, share the UDP ports. One is cheapest for each call and \
            takes some 20,000 a second; more are for machines with cores to spare.
            """),
        .init("sip.trustedOrigins", .texts("an origin"), later: "SIP over WebSocket", "Origins of browsers."),
    ]

    private static let peers: [ConfigurationKey] = [
        .init(
            "sip.peers", .sections, absence: "one peer `loopback`, which is this machine, trusted",
            "Who may send calls without a digest challenge. The longest network that contains the source decides."),
        .init("sip.peers[].name", name, example: "carrier", "Name of the peer in logs and calls, different for each."),
        .init(
            "sip.peers[].addresses", .texts("a network such as 192.0.2.0/24, 2001:db8::/32 or a single address"),
            example: "192.0.2.0/24,2001:db8::7", "Networks and single addresses it sends from."),
        .init(
            "sip.peers[].mode", .choice(["redirect"], later: ["forward"]), default: "redirect",
            "How a redirected call goes on: the caller gets 302 and calls the target itself (`redirect`)."),
        .init(
            "sip.peers[].resource", .text("the name of a resource"), absence: "the only resource", example: "local",
            "Resource of its calls whose called number or user names none."),
        .init(
            "sip.peers[].trusted", .boolean, default: "false",
            "Whether its P-Asserted-Identity is believed (RFC 3325): then that is the caller, else From is."),
        .init(
            "sip.peers[].remotePartyId", .boolean, default: "false",
            "Whether its Remote-Party-ID, an older header, is believed where P-Asserted-Identity is missing; needs `trusted`."
        ),
        .init("sip.peers[].ringback", .boolean, default: "false", "Whether it is sent 180 while its calls ring."),
        .init(
            "sip.peers[].numberPlan", .section, absence: "only digits with a plus sign are numbers",
            "How the digits that it sends without a plus sign become E.164 numbers."),
        .init(
            "sip.peers[].numberPlan.countryCode", digits, example: "49",
            "Country code of its national numbers; must be there in a number plan."),
        .init(
            "sip.peers[].numberPlan.internationalPrefix", digits, absence: "nothing is", example: "00",
            "What is dialled before a country code."),
        .init(
            "sip.peers[].numberPlan.nationalPrefix", digits, absence: "digits without a prefix are national numbers",
            example: "0", "What is dialled before an area code; digits without it are then extensions."),
        .init(
            "sip.peers[].headers", .texts("User-To-User, a header name that begins with X-, or a prefix such as X-*"),
            default: "", example: "User-To-User,X-MS-Custom-*",
            """
            Which of the headers that a redirect hands on (`customCallingContext`) stand in the Contact of its 302. It \
            copies them into the INVITE to the target.
            """),
        .init(
            "sip.peers[].diversion", .choice(["off", "diversion"], later: ["historyInfo", "both"]), default: "off",
            """
            Whether its 302 says that the call was diverted, from whom and why: in a Diversion header (RFC 5806). The \
            called number goes to the caller with it.
            """),
        .init(
            "sip.peers[].privateCallers", .choice(["hide", "show"]), default: "hide",
            """
            What applications learn of callers who ask for privacy (RFC 3323): that they are anonymous (`hide`), or who \
            they are, where the applications belong to the peer's domain of trust (`show`).
            """),
        .init(
            "sip.peers[].calledNumber", .choice(["requestUri", "to", "pCalledPartyId"]), default: "requestUri",
            """
            Where it says whom the caller called: the Request-URI, the To header, or P-Called-Party-ID (and the \
            Request-URI where that is missing).
            """),
        .init(
            "sip.peers[].maxPendingCalls", limit, absence: "no limit", example: "500",
            "How many undecided calls it may have, all of its networks together; one more gets 503."),
        .init(
            "sip.peers[].maxCallsPerSecond", limit, absence: "no limit", example: "50",
            "How many calls it may start a second, and at once; one more gets 503."),
    ]

    private static let digits = ConfigurationType.text("one to eight digits")
    private static let limit = ConfigurationType.integer(1...1_000_000, noun: "a number")

    /// What a peer is told when a call is not connected, cause by cause.
    private static let peerAnswers: [ConfigurationKey] =
        [
            .init(
                "sip.peers[].answers", .section, absence: "the answers of the standard mapping",
                "What it is told when a call is not connected, for causes where that differs from the usual answer.")
        ]
        + [
            ("timeout", "Nobody decided in time; usually 480."),
            ("undelivered", "No application could be told of the call; usually 503."),
            ("unresolvable", "Nobody decided in time, and `onTimeoutTarget` leads nowhere; usually 480."),
            ("busy", "The application rejected the call as busy; usually 486."),
            ("forbidden", "The application rejected the call as forbidden; usually 403."),
            ("declined", "The application rejected the call without a reason; usually 603."),
            ("shutdown", "The server stops; usually 503 with Retry-After 5."),
        ].flatMap { cause, summary -> [ConfigurationKey] in
            let path = "sip.peers[].answers.\(cause)"
            return [
                .init(path, .section, absence: "the usual answer", summary),
                .init(
                    "\(path).status", .integer(400...699, noun: "a status"), example: "503",
                    "The status; must be there."),
                .init(
                    "\(path).cause", .integer(1...127, noun: "a Q.850 cause"), absence: "no Reason", example: "34",
                    "Cause for `Reason: Q.850;cause=…`, which gateways pass on."),
                .init(
                    "\(path).retryAfterSeconds", .integer(1...86_400, noun: "a number of seconds"),
                    absence: "no Retry-After", example: "10",
                    "Seconds for which the peer sends nothing more here."),
            ]
        }

    private static let resources: [ConfigurationKey] = [
        .init(
            "resources", .sections, absence: "one resource `local` with the development access key",
            "The communication resources that applications connect to."),
        .init(
            "resources[].name", name, absence: "`local`, for the only resource", example: "local",
            "Name of the resource, different for each."),
        .init(
            "resources[].id", .text("a GUID"), absence: "the development resource's, for the only resource",
            example: ResourceID.development, "The GUID inside `8:acs:{id}_{user}`, different for each."),
        .init(
            "resources[].hosts", .texts("a host name or an IP address without a port"),
            absence: "`localhost` and `127.0.0.1`, for the only resource", example: "localhost,127.0.0.1",
            "Host names under which HTTP requests reach it. The only resource is reached under any name."),
        .init(
            "resources[].accessKeys", .texts("an access key in base64"),
            absence: "the development key, on loopback only", isSecret: true,
            "Keys that sign requests, a primary and a secondary; `divert init` makes them."),
        .init(
            "resources[].userTokens", .choice(["ownCalls", "allCalls"]), default: "ownCalls",
            """
            What a user access token with the scope `voip` may decide: calls that ring at its user (`ownCalls`), or every \
            call of the resource (`allCalls`).
            """),
        .init(
            "resources[].numbers", .texts("an E.164 number such as +14255550100 or a prefix such as +1425*"),
            default: "", example: "+14255550100,+1206*", "Numbers and prefixes whose calls belong to it."),
        .init(
            "resources[].entra", .section,
            "Whose Entra ID tokens are accepted, beside access keys. Without it none are."),
        .init(
            "resources[].entra.issuer", .text("an http or https URL"), absence: "needed in this section",
            example: "https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/v2.0",
            "The claim `iss` of the tokens, to the character."),
        .init(
            "resources[].entra.audience", .textOrTexts("a text without blanks"),
            absence: "`https://communication.azure.com`", example: "https://communication.azure.com",
            "What the claim `aud` must hold: one of these. A slash at the end makes no difference."),
        .init(
            "resources[].entra.jwks", .text("an https URL (on this machine also http) or the name of a file"),
            absence: "needed in this section",
            example: "https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/discovery/v2.0/keys",
            """
            The key set that signs the tokens (RFC 7517), RS256 or ES256. It is read at the first need, again every hour, \
            and when a token names an unknown key, at most once a minute; known keys work on while it cannot be had.
            """),
        .init("resources[].targets", .section, "Where its calls may be redirected to; anything else is 403 `7602`."),
        .init(
            "resources[].targets.allow", .texts(pattern), default: "*",
            """
            Which targets are allowed: one of these matches. A number in a `tel:` or `sip:` address is that number; other \
            SIP addresses go by `sipDomains`.
            """),
        .init(
            "resources[].targets.deny", .texts(pattern), default: "", example: "+1900*,+979*",
            "Which are not, whatever allows them."),
        .init(
            "resources[].targets.allowPrivate", .boolean,
            absence: "only where a peer, `sipDomains` or a route names the address", example: "false",
            """
            Whether calls may be sent to loopback, private and multicast addresses: `true` also where a request names one, \
            `false` not even where a route does, unless it is a peer's.
            """),
        .init(
            "resources[].targets.sipDomains",
            .texts("a domain such as pbx.example or *.pbx.example, an address, a network, or *"),
            absence: "the addresses of the peers and `sip.domain`", example: "pbx.example,192.0.2.0/24",
            "Hosts of `sip:` and `sips:` addresses that requests may name as targets."),
    ]

    private static let routes: [ConfigurationKey] = [
        .init(
            "routes", .sections, absence: "numbers go back to where the call came from",
            "How identifiers become SIP targets. The first match wins."),
        .init(
            "routes[].to", .text(pattern), example: "+1*",
            """
            Which identifiers it is for: a number, a raw id, a prefix with `*` at its end, or `*` for all but SIP and \
            telephone addresses, which lead somewhere by themselves.
            """),
        .init(
            "routes[].uri",
            .text("a sip, sips or tel URI with the placeholders {number}, {id}, {rawId}, {domain} or {peerAddress}"),
            example: "sip:{number}@gw1.example.net;user=phone",
            """
            The target. `{number}` is the E.164 number with its plus sign, `{id}` the identifier without its prefix, \
            `{rawId}` the whole identifier as a user part needs it, `{domain}` is `sip.domain`, and `{peerAddress}` is \
            where the call came from.
            """),
    ]

    private static let calls: [ConfigurationKey] = [
        .init("calls", .section, "What holds for every call."),
        .init(
            "calls.ringTimeoutSeconds", seconds, default: "30",
            "How long a call rings undecided; 0 applies `onTimeout` at once, for a redirect server without an application."
        ),
        .init(
            "calls.onTimeout", .choice(["reject", "redirect"]), default: "reject",
            "What undecided calls get: 480 (`reject`), or a redirect to `onTimeoutTarget`."),
        .init(
            "calls.onTimeoutTarget", .text("an E.164 number or a raw identifier such as 8:acs:…"), absence: "nowhere",
            example: "+14255550199", "Where undecided calls go; needed for `onTimeout: redirect`."),
        .init(
            "calls.drainSeconds", seconds, default: "10",
            "How long ringing calls may still be decided at a graceful stop; then they end with 503."),
        .init(
            "calls.maxDiversions", .integer(0...100, noun: "a number"), default: "5",
            """
            How often one call may ring on at targets of its own resource. Diversions that it brings with it (RFC 5806) \
            count; a call that brings as many is not redirected at all.
            """),
        .init(
            "calls.policyRecordsPerSecond", .integer(0...1_000_000, noun: "a number"), default: "100",
            """
            How many calls are recorded each second when the policy answers at once (`ringTimeoutSeconds: 0`); of more \
            than that only the metrics and the log tell.
            """),
        .init(
            "calls.contextKeys", .texts("32 bytes in base64"), absence: "one is made and kept in the data folder",
            isSecret: true, "Keys that seal contexts, the newest first: it seals, all of them open."),
        .init(
            "calls.onUndelivered", .choice(["wait", "reject", "redirect"]),
            absence: "`wait` with the development access key, else `reject`", example: "reject",
            """
            What calls get whose event no subscriber accepted and none will be posted again: they ring on (`wait`), 503 \
            (`reject`), on which carriers try elsewhere, or a redirect to `onTimeoutTarget`.
            """),
    ]

    private static let events: [ConfigurationKey] = [
        .init("events", .section, "Who is told of incoming calls."),
        .init("events.subscriptions", .sections, absence: "nobody is told", "The webhooks that events are posted to."),
        .init("events.subscriptions[].name", name, example: "app", "Name of the subscription, different for each."),
        .init(
            "events.subscriptions[].resource", .text("the name of a resource"), absence: "all resources",
            example: "local", "Resource whose calls it is told of."),
        .init(
            "events.subscriptions[].endpoint", .text("an http or https URL"),
            example: "http://127.0.0.1:9090/api/events", isURL: true, "Where events are posted."),
        .init(
            "events.subscriptions[].schema", .choice(["eventGrid", "cloudEvents"]), default: "eventGrid",
            "Shape of the events: an array with one in the Event Grid schema, or one in that of CloudEvents 1.0."),
        .init(
            "events.subscriptions[].validation", .choice(["auto", "always"]), default: "auto",
            "Whether the endpoint is asked before the first delivery; `auto` does so for subscriptions of the API alone."
        ),
        .init(
            "events.subscriptions[].replies", .boolean, default: "false",
            "Whether a decision may stand in the answer to the event."),
        .init(
            "events.subscriptions[].headers", .texts("a header such as Authorization: Bearer …"), default: "",
            example: "X-Environment: staging", isSecret: true,
            "Headers that each delivery has beside its own, at most ten."),
        .init(
            "events.subscriptions[].signingSecret", .text("whsec_ and 24 to 64 bytes in base64"),
            absence: "deliveries are not signed", example: "whsec_ZXhhbXBsZS1zZWNyZXQtbm90LWZvci11c2U=",
            isSecret: true,
            "Signs each delivery as Standard Webhooks has it (`webhook-signature`)."),
        .init(
            "events.subscriptions[].eventTypes",
            .texts("one of \(EventRecord.Kind.allCases.map(\.eventType).joined(separator: ", "))"),
            default: EventRecord.Kind.incomingCall.eventType,
            "What it is told of: that calls ring, and what became of them."),
        .init(
            "events.subscriptions[].maxDeliveryAttempts", .integer(1...30, noun: "a number"), default: "2",
            "How often an event is posted at most."),
        .init(
            "events.subscriptions[].timeToLiveSeconds", .integer(1...86_400, noun: "a number of seconds"),
            default: "60", "How long after the call came an event is still worth posting."),
        .init(
            "events.subscriptions[].filter", .section, "Which calls it wants; all that is given must match."),
        .init(
            "events.subscriptions[].filter.to", .texts(pattern), default: "*", "Who is called: one of these matches."),
        .init("events.subscriptions[].filter.from", .texts(pattern), default: "*", "Who calls: one of these matches."),
        .init(
            "events.subscriptions[].filter.subjectBeginsWith", .text("text"), absence: "any",
            example: "/caller/4:+1425",
            "How the subject begins, `/caller/{raw id}/recipient/{raw id}`."),
        .init(
            "events.subscriptions[].filter.advancedFilters",
            .texts(
                "a key below data.to or data.from, "
                    + "one of \(AdvancedFilter.Operator.allCases.map(\.rawValue).joined(separator: ", ")), and values"),
            default: "", example: "data.to.phoneNumber.value StringBeginsWith +1425 +1206",
            "Advanced filters of Event Grid on callee and caller; all must match, with one of their values, in any case."
        ),
        .init(
            "events.allowPrivateEndpoints", .boolean, default: "false",
            """
            Whether subscriptions made through the API may lead to private and link-local addresses, which only this \
            machine may be able to reach.
            """),
        .init("events.deadLetters", .section, "Events that were not delivered."),
        .init(
            "events.deadLetters.keepDays", .integer(1...3_650, noun: "a number of days"), default: "7",
            "How long they are kept."),
        .init(
            "events.deadLetters.keepCount", .integer(0...1_000_000, noun: "a number"), default: "10000",
            "How many are kept; the newest."),
    ]

    private static let rest: [ConfigurationKey] = [
        .init(
            "data", .text("the name of a folder"), default: "divert-data",
            "Folder of the database, the development CA and the keys that are made. One server at a time uses it."),
        .init("storage", .section, "The database of calls."),
        .init(
            "storage.url", .text("sqlite: and the name of a file"), absence: "`divert.db` in the data folder",
            example: "sqlite:divert-data/divert.db", isURL: true, "Where it is: `sqlite:` and the name of a file."),
        .init("logging", .section, "What is logged, and how."),
        .init(
            "logging.level", .choice(["trace", "debug", "info", "notice", "warning", "error", "critical"]),
            default: "info", "The least severe level that is logged."),
        .init(
            "logging.format", .choice(["text", "json"]), default: "text",
            "Lines for people or for machines."),
        .init(
            "logging.sip", .choice(["off", "headers", "full"]), default: "off",
            "Log SIP messages: start line and header fields with numbers redacted, or everything, numbers too."),
        .init("observability", .section, "Metrics and traces."),
        .init(
            "observability.metricsPort", port, absence: "`/metrics` on the ports of HTTP, while they are on loopback",
            example: "9464",
            """
            Port of `/metrics` alone, on `http.host`, without TLS and for anybody who reaches it; 0 takes any free one. \
            The ports of HTTP have no `/metrics` then.
            """),
        .init("observability.healthPort", port, later: "health on a port of its own", "Port of health checks."),
        .init("observability.hep", .text("an address"), later: "HEP capture", "Where SIP is mirrored."),
        .init("observability.otlpEndpoint", .text("a URL"), later: "traces", "Where traces go."),
    ]
}
