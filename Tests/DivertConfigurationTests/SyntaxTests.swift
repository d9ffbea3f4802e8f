import DivertConfiguration
import Testing

@Suite("The syntax of identifiers, URLs and routes")
struct SyntaxTests {
    @Test(
        "Patterns of routes",
        arguments: [
            "*", "+1*", "+*", "+14255550100", "8:orgid:*", "8:*", "8:acs:a_b", "4:+1425*", "28:orgid:x",
            "sip:201@pbx.example",
            "tel:+1425*",
        ])
    func patterns(pattern: String) throws {
        let routes = try load("routes: [{ to: '\(pattern)', uri: 'sip:{rawId}@{domain}' }]").routes
        #expect(routes.map(\.pattern) == [pattern])
    }

    @Test(
        "What is no pattern",
        arguments: [
            "", "**", "+1*2", "+0", "+1", "+1234567890123456", "1425*", "alice", ":", "8:", "8:a b", "8:*:x", "x:y",
            "+12a*",
        ])
    func noPatterns(pattern: String) {
        #expect(refusal("routes: [{ to: '\(pattern)', uri: 'sip:a@b' }]")?.contains("routes[0].to: ") == true)
    }

    @Test(
        "Templates of routes",
        arguments: [
            ("sip:{number}@{peerAddress};user=phone", true), ("sips:{id}@a.example", true), ("tel:{number}", true),
            ("SIP:fixed@a.example", true), ("sip:", false), ("http://a.example", false), ("sip:{number@a", false),
            ("sip:number}@a", false), ("sip:{{id}}@a", false), ("sip:{}@a", false), ("sip:a b@c", false),
            ("sip:<a>@c", false),
            ("", false), ("{rawId}", false),
        ])
    func templates(template: String, isAccepted: Bool) {
        #expect((refusal("routes: [{ to: '*', uri: '\(template)' }]") == nil) == isAccepted)
    }

    @Test(
        "Endpoints",
        arguments: [
            ("http://127.0.0.1:9090/api/events", true), ("HTTPS://A.example", true), ("http://[::1]:8080/x?y=z", true),
            ("http://a_b:80/", true), ("http://", false), ("http:///x", false), ("http://a:0/", false),
            ("http://a:/", false),
            ("http://a b/", false), ("http://a/#f", false), ("http://u@a/", false), ("http://a:70000/", false),
            ("http://::1/", false), ("//a/", false), ("http://300.1.1.1/", false), ("http://a/ü", false),
        ])
    func endpoints(url: String, isAccepted: Bool) {
        #expect((refusal(arguments: ["--webhook", url]) == nil) == isAccepted)
    }

    @Test("A URL falls into its parts")
    func parts() throws {
        let address = try #require(Configuration.WebAddress("HTTPS://[2001:DB8::1]:8443/a/b?c=d"))
        #expect(address.scheme == "https")
        #expect(address.host == "2001:db8::1")
        #expect(address.port == 8443)
        #expect(address.path == "/a/b")
        #expect(address.query == "c=d")
        #expect(address.description == "HTTPS://[2001:DB8::1]:8443/a/b?…")
    }
}
