import CallAutomationClient
import Testing

@Suite("Endpoints (authentication.md §2.2)")
struct ServiceEndpointTests {
    @Test(
        "Host and base path are what requests send",
        arguments: [
            ("https://acs.example.test", "https://acs.example.test", "acs.example.test", ""),
            ("https://acs.example.test/", "https://acs.example.test", "acs.example.test", ""),
            ("acs.example.test", "https://acs.example.test", "acs.example.test", ""),
            ("localhost:7443/", "https://localhost:7443", "localhost:7443", ""),
            ("http://127.0.0.1:7080", "http://127.0.0.1:7080", "127.0.0.1:7080", ""),
            ("HTTPS://LOCALHOST:8443", "https://localhost:8443", "localhost:8443", ""),
            ("https://h:443", "https://h", "h", ""), ("http://h:80/", "http://h", "h", ""),
            ("https://h:80", "https://h:80", "h:80", ""),
            ("https://h:8443/base/", "https://h:8443/base", "h:8443", "/base"),
            ("https://h/a/b//", "https://h/a/b", "h", "/a/b"),
            ("http://[::1]:7080", "http://[::1]:7080", "[::1]:7080", ""),
            ("https://[2001:DB8::1]", "https://[2001:db8::1]", "[2001:db8::1]", ""),
            ("  https://h \n", "https://h", "h", ""),
        ])
    func reads(text: String, url: String, host: String, basePath: String) throws {
        let endpoint = try ServiceEndpoint(text)
        #expect(endpoint.url == url)
        #expect(endpoint.host == host)
        #expect(endpoint.basePath == basePath)
    }

    @Test(
        "What is no endpoint is refused without repeating it",
        arguments: [
            "", "https://", "ftp://secret", "https://user:secret@h", "https://h?secret", "https://h#secret",
            "https://h:0", "https://h:65536", "https://h:", "https://h:secret", "https://h:+1", "https://h:80:80",
            "https://[::1", "https://[secret]", "https://[::1]x", "https://se cret", "https://secret\u{0}",
            "https://h/secret path", "https://h/secret%20", "https://sécret", "://secret",
        ])
    func refuses(text: String) {
        let error = #expect(throws: CallAutomationError.self) { try ServiceEndpoint(text) }
        #expect(error?.reason == .invalidEndpoint)
        #expect(error.map { "\($0)".contains("https://localhost:7443") } == true)
        #expect(error.map { "\($0)".contains("secret") } == false)
    }

    @Test(
        "Loopback is known by name and by address",
        arguments: [
            ("http://localhost:7080", true), ("http://127.0.0.1", true), ("http://127.1.2.3:80", true),
            ("http://[::1]:7080", true), ("http://[::1]", true), ("http://127.0.0.1.example.test", false),
            ("http://10.0.0.1", false), ("http://[::2]:7080", false), ("http://localhost.example.test", false),
        ])
    func knowsLoopback(text: String, isLoopback: Bool) throws {
        #expect(try ServiceEndpoint(text).isLoopback == isLoopback)
    }
}
