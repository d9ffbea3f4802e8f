import RequestSigning
import Testing

/// What the client signs, what it sends, and how the server is configured; all accepted.
struct AcceptedHost: CustomTestStringConvertible, Sendable {
    var signed: String
    var host: String?
    var names: [String] = []
    var publicAuthority: String?
    var pathPrefix = ""
    var headers: [String: [String]] = [:]

    var testDescription: String { "signs \(self.signed), sends \(self.host ?? "nothing")" }

    var hosts: SigningHosts {
        SigningHosts(names: self.names, publicAuthority: self.publicAuthority, pathPrefix: self.pathPrefix)
    }
}

@Suite("The host that is signed (authentication.md §2.2)")
struct SigningHostTests {
    @Test(
        "The host of every SDK is accepted",
        arguments: [
            AcceptedHost(signed: "h:8443", host: "h:8443"),
            AcceptedHost(signed: "h:8443/", host: "h:8443"),
            AcceptedHost(signed: "h:8443/base", host: "h:8443", pathPrefix: "/base/"),
            AcceptedHost(signed: "h:8443/base/", host: "h:8443", pathPrefix: "/base"),
            AcceptedHost(signed: "LOCALHOST:8443", host: "localhost:8443", names: ["LOCALHOST"]),
            AcceptedHost(signed: "LOCALHOST:8443", host: "localhost:8443", publicAuthority: "LOCALHOST:8443"),
            AcceptedHost(signed: "localhost:8443", host: "LOCALHOST:8443"),
            AcceptedHost(signed: "localhost:8443:8443", host: "localhost:8443:8443"),
            AcceptedHost(signed: "localhost:8443:8443", host: "localhost:8443"),
            AcceptedHost(signed: "localhost:8443", host: "localhost:8443:8443"),
            AcceptedHost(signed: "localhost", host: "localhost:8443"),
            AcceptedHost(signed: "localhost", host: "localhost"),
            AcceptedHost(signed: "divert.example", host: "10.0.0.5:7080", publicAuthority: "divert.example"),
            AcceptedHost(signed: "divert.example:8443", host: "10.0.0.5:7080", publicAuthority: "divert.example:8443"),
            AcceptedHost(signed: "divert.example", host: "10.0.0.5:7080", publicAuthority: "divert.example:8443"),
            AcceptedHost(
                signed: "divert.example:8443:8443", host: "10.0.0.5:7080", publicAuthority: "divert.example:8443"),
            AcceptedHost(
                signed: "acs.example", host: "custom.example", names: ["acs.example"],
                headers: ["x-ms-host": ["acs.example"]]),
            AcceptedHost(
                signed: "acs.example:8443", host: "custom.example", names: ["ACS.example"],
                headers: ["x-forwarded-host": ["acs.example:8443"]]),
            AcceptedHost(
                signed: "acs.example", host: nil, names: ["acs.example"],
                headers: ["x-forwarded-host": ["proxy.example, acs.example"]]),
            AcceptedHost(signed: "[::1]:8443", host: "[::1]:8443"),
            AcceptedHost(signed: "[::1]", host: "[::1]:8443"),
            AcceptedHost(signed: "[::1]:8443:8443", host: "[::1]:8443"),
        ])
    func acceptsHosts(accepted: AcceptedHost) throws {
        let verifier = SignatureVerifier(keys: [try SigningVector.accessKey()], hosts: accepted.hosts)
        let request = try SigningVector.request(
            signing: accepted.signed, host: accepted.host, headers: accepted.headers)
        #expect(verifier.verify(request, now: SigningVector.now) == .verified(keyIndex: 0))
    }

    @Test("A forwarded host that is not configured is no candidate, and the failure says so")
    func refusesForeignForwardedHosts() throws {
        let verifier = SignatureVerifier(
            keys: [try SigningVector.accessKey()], hosts: SigningHosts(names: ["acs.example"]))
        for header in ["x-ms-host", "x-forwarded-host"] {
            let request = try SigningVector.request(
                signing: "evil.example", host: "acs.example", headers: [header: ["evil.example"]])
            #expect(verifier.verify(request, now: SigningVector.now) == .refused(.unknownHost(header: header)))
        }
    }

    @Test("A request for another host is not verified")
    func refusesOtherHosts() throws {
        let verifier = SignatureVerifier(
            keys: [try SigningVector.accessKey()], hosts: SigningHosts(names: ["acs.example"]))
        let request = try SigningVector.request(signing: "other.example", host: "acs.example")
        #expect(verifier.verify(request, now: SigningVector.now) == .refused(.signatureDiffers))
        let hostless = try SigningVector.request(signing: "acs.example", host: nil)
        #expect(verifier.verify(hostless, now: SigningVector.now) == .refused(.missingHeader("host")))
    }

    @Test("Behind a proxy the configured prefix may have been taken away or put in front (authentication.md §2.2, 3)")
    func acceptsPrefixes() throws {
        let verifier = SignatureVerifier(
            keys: [try SigningVector.accessKey()], hosts: SigningHosts(publicAuthority: "h", pathPrefix: "/base"))
        let signed = "/base/calling/callConnections:redirect"
        let bare = "/calling/callConnections:redirect"
        for (client, received) in [(signed, signed), (signed, bare), (bare, signed), (bare, bare)] {
            var request = try SigningVector.request(signing: "h", host: "h", path: client)
            request.pathAndQuery = received
            #expect(verifier.verify(request, now: SigningVector.now) == .verified(keyIndex: 0))
        }
        var request = try SigningVector.request(signing: "h", host: "h", path: "/basement/x")
        request.pathAndQuery = "/ment/x"
        #expect(verifier.verify(request, now: SigningVector.now) == .refused(.signatureDiffers))
    }

    @Test(
        "The path is signed as it was received, escapes and all", arguments: ["/a%3Ab?x=%20", "/a:b?x=%20", "/a//b/?"])
    func keepsThePath(path: String) throws {
        let verifier = SignatureVerifier(keys: [try SigningVector.accessKey()], hosts: SigningHosts())
        var request = try SigningVector.request(signing: "h", host: "h", path: path)
        #expect(verifier.verify(request, now: SigningVector.now) == .verified(keyIndex: 0))
        request.pathAndQuery = path + "&"
        #expect(verifier.verify(request, now: SigningVector.now) == .refused(.signatureDiffers))
    }
}
