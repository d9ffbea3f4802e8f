import SIPMessage
import Testing

/// The messages of RFC 4475 and RFC 5118 as the parser takes them. How the server answers them, the acceptance tests say.
@Suite struct TortureTests {
    /// What becomes of a message.
    enum Outcome: Hashable {
        case request(String)
        case response(Int)
        /// Refused with this status.
        case refused(Int)
        /// Refused, and nobody is told.
        case dropped
        /// More bytes are waited for.
        case unfinished
    }

    private static func outcome(_ parse: () throws(SIPParseError) -> SIPMessage) -> Outcome {
        do {
            switch try parse() {
            case .request(let request): return .request(request.method.rawValue)
            case .response(let response): return .response(response.statusCode)
            }
        } catch {
            return error.statusCode.map { .refused($0) } ?? .dropped
        }
    }

    private static let strange = "!interesting-Method0123456789_*+`.%indeed'~"
    private static let expected: [String: Outcome] = [
        "wsinv": .request("INVITE"), "intmeth": .request(strange), "esc01": .request("INVITE"),
        "escnull": .request("REGISTER"), "esc02": .request("RE%47IST%45R"), "lwsdisp": .request("OPTIONS"),
        "longreq": .request("INVITE"), "dblreq": .request("REGISTER"), "semiuri": .request("OPTIONS"),
        "transports": .request("OPTIONS"), "mpart01": .request("MESSAGE"), "unreason": .response(200),
        "noreason": .response(100), "badinv01": .refused(400), "clerr": .refused(400), "ncl": .refused(400),
        "scalar02": .refused(400), "scalarlg": .dropped, "quotbal": .refused(400), "ltgtruri": .refused(400),
        "lwsruri": .refused(400), "lwsstart": .refused(400), "trws": .refused(400), "escruri": .refused(400),
        "baddate": .request("INVITE"), "regbadct": .refused(400), "badaspec": .refused(400), "baddn": .refused(400),
        "badvers": .refused(505), "mismatch01": .refused(400), "mismatch02": .refused(501), "bigcode": .dropped,
        "badbranch": .request("OPTIONS"), "insuf": .refused(400), "unkscm": .request("OPTIONS"),
        "novelsc": .request("OPTIONS"), "unksm2": .request("REGISTER"), "bext01": .request("OPTIONS"),
        "invut": .request("INVITE"), "regaut01": .request("REGISTER"), "multi01": .refused(400), "mcl01": .refused(400),
        "bcast": .response(200), "zeromf": .request("OPTIONS"), "cparam01": .request("REGISTER"),
        "cparam02": .request("REGISTER"), "regescrt": .request("REGISTER"), "sdp01": .request("INVITE"),
        "inv2543": .request("INVITE"),
        "ipv6-good": .request("REGISTER"), "ipv6-bad": .refused(400), "port-ambiguous": .request("REGISTER"),
        "port-unambiguous": .request("REGISTER"), "via-received-param-with-delim": .request("BYE"),
        "via-received-param-no-delim": .request("OPTIONS"), "ipv6-in-sdp": .request("INVITE"),
        "mult-ip-in-header": .request("BYE"), "mult-ip-in-sdp": .request("INVITE"),
        "ipv4-mapped-ipv6": .request("INVITE"), "ipv6-bug-abnf-3-colons": .request("OPTIONS"),
        "ipv6-correct-abnf-2-colons": .request("OPTIONS"),
    ]

    private static func corpora() throws -> [Fixture] {
        try Fixture.all(of: "rfc4475") + Fixture.all(of: "rfc5118")
    }

    @Test("RFC 4475, RFC 5118: each message is taken or refused as the RFC wants it")
    func outcomes() throws {
        let corpora = try Self.corpora()
        #expect(corpora.count == Self.expected.count)
        for fixture in corpora {
            let name = try #require(fixture.name.split(separator: "/").last)
            let outcome = Self.outcome { () throws(SIPParseError) in
                try SIPParser().parse(datagram: fixture.onTheWire)
            }
            #expect(outcome == Self.expected[String(name)], "\(fixture)")
        }
    }

    @Test("TRN-6: cut out of a stream, a message is the same message; where its end is not known, framing is lost")
    func streams() throws {
        // clerr, multi01 and baddn are not whole; inv2543 has no Content-Length, ncl and mcl01 have one that says nothing.
        let unframed: [String: Outcome] = [
            "clerr": .unfinished, "multi01": .unfinished, "baddn": .unfinished, "inv2543": .refused(400),
            "ncl": .refused(400), "mcl01": .refused(400),
        ]
        for fixture in try Self.corpora() {
            let name = try String(#require(fixture.name.split(separator: "/").last))
            var framer = SIPStreamFramer()
            framer.append(fixture.onTheWire)
            var outcome = Outcome.unfinished
            do {
                if case .message(let bytes) = try framer.next() {
                    outcome = Self.outcome { () throws(SIPParseError) in try SIPParser().parse(streamMessage: bytes) }
                }
            } catch {
                outcome = error.statusCode.map { .refused($0) } ?? .dropped
            }
            #expect(outcome == (unframed[name] ?? Self.expected[name]), "\(fixture)")
        }
    }

    @Test("TRN-6: split at any byte, a torture message gives the same frames")
    func splits() throws {
        for fixture in try Self.corpora() {
            let bytes = fixture.onTheWire
            let whole = Self.frames([bytes[...]])
            for split in stride(from: 1, to: bytes.count, by: bytes.count > 1000 ? 7 : 1) {
                #expect(Self.frames([bytes[..<split], bytes[split...]]) == whole, "\(fixture), split at \(split)")
            }
        }
    }

    private static func frames(_ chunks: [ArraySlice<UInt8>]) -> [Result<SIPStreamFramer.Frame, SIPParseError>] {
        var framer = SIPStreamFramer()
        var frames: [Result<SIPStreamFramer.Frame, SIPParseError>] = []
        for chunk in chunks {
            framer.append(chunk)
            do throws(SIPParseError) {
                while let frame = try framer.next() { frames.append(.success(frame)) }
            } catch {
                return frames + [.failure(error)]
            }
        }
        return frames
    }

    private func request(_ name: String) throws -> SIPRequest {
        let message = try SIPParser().parse(datagram: try Fixture(name).onTheWire)
        guard case .request(let request) = message else { throw SampleMessage.NotTheKind() }
        return request
    }

    @Test("SYN-4: wsinv is folded all over, and comes apart")
    func shortTortuousInvite() throws {
        let request = try self.request("rfc4475/wsinv")
        #expect(request.from.displayName == #"J Rosenberg \""#)
        #expect(try request.headers.vias().map(\.host) == ["192.0.2.2", "spindle.example.com", "192.168.255.111"])
        #expect(try request.headers.vias().map(\.branch) == ["390skdjuw", "z9hG4bK9ikj8", "z9hG4bK30239"])
        guard case .addresses(let contacts) = try request.headers.contacts() else { throw SampleMessage.NotTheKind() }
        #expect(contacts.map(\.displayName) == [#"Quoted string """#])
        #expect(contacts.map(\.quality) == [330])
        #expect(request.body.count == 150)
    }

    @Test("SYN-15: intmeth uses every character that is allowed, and more of them")
    func wideRange() throws {
        let request = try self.request("rfc4475/intmeth")
        #expect(request.to.displayName == "BEL:\u{7} NUL:\0 DEL:\u{7f}")
        #expect(request.requestURI.user == "1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*")
        #expect(request.requestURI.password == "&it+has=1,weird!*pas$wo~d_too.(doesn't-it)")
        #expect(request.from.displayName == "token1~` token2'+_ token3*%!.-")
        #expect(request.from.parameters["fromParam''~+*_!.-%"] == "работающий")
        #expect(request.fromTag == "_token~1'+`*%!-.")
        #expect(request.callID.text == #"intmeth.word%ZK-!.*_+'@word`~)(><:\/"][?}{"#)
        #expect(request.topVia.branch == "z9hG4bK-.!%66*_+`'~")
    }

    @Test("SYN-10: escapes are taken off once, in URIs only")
    func escapes() throws {
        #expect(try self.request("rfc4475/esc01").requestURI.user == "sips:user@example.com")
        #expect(try self.request("rfc4475/esc01").to.uri.user == "user")
        #expect(try self.request("rfc4475/esc01").from.uri.user == "I have spaces")
        #expect(try self.request("rfc4475/esc02").to.displayName == "%Z%45")
        #expect(try self.request("rfc4475/semiuri").requestURI.user == "user;par=u@example.net")
        guard case .addresses(let bindings) = try self.request("rfc4475/escnull").headers.contacts() else {
            throw SampleMessage.NotTheKind()
        }
        #expect(bindings.map(\.uri.user) == ["\0", "\0\0"])
        #expect(!bindings[0].uri.isEquivalent(to: bindings[1].uri))
    }

    @Test("SYN-15, SYN-17: long values and binary bodies are carried whole")
    func longAndBinary() throws {
        let long = try self.request("rfc4475/longreq")
        #expect(try long.headers.vias().count == 34)
        #expect(long.fromTag == "12" + String(repeating: "982", count: 50) + "424")
        let binary = try self.request("rfc4475/mpart01")
        #expect(binary.body.count == 553)
        #expect(binary.body.contains(0))
        #expect(binary.body.text.hasSuffix("\r\n--7a9cbec02ceef655--\r\n"))
    }

    @Test("TRN-5: dblreq ends where its Content-Length says")
    func trailingBytes() throws {
        #expect(try self.request("rfc4475/dblreq").body.isEmpty)
    }

    @Test("SYN-2: reason phrases may be empty, and hold what UTF-8 holds")
    func reasonPhrases() throws {
        for (name, phrase) in [
            ("unreason", "= 2**3 * 5**2 но сто девяносто девять - простое"), ("noreason", ""),
        ] {
            guard
                case .response(let response) = try SIPParser().parse(datagram: try Fixture("rfc4475/\(name)").bytes)
            else { throw SampleMessage.NotTheKind() }
            #expect(response.reasonPhrase == phrase)
        }
    }

    @Test("SYN-13: in RFC 5118 a port inside the brackets is none, and brackets around received do no harm")
    func ipv6() throws {
        #expect(try self.request("rfc5118/port-ambiguous").requestURI.port == nil)
        #expect(try self.request("rfc5118/port-unambiguous").requestURI.port == 5070)
        for name in ["via-received-param-with-delim", "via-received-param-no-delim"] {
            #expect(try self.request("rfc5118/\(name)").topVia.received == "2001:db8::9:255")
        }
        #expect(try self.request("rfc5118/ipv4-mapped-ipv6").topVia.port == 19823)
        #expect(try self.request("rfc5118/ipv6-bug-abnf-3-colons").requestURI.host == "2001:db8:::192.0.2.1")
    }
}
