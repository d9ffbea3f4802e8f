import DivertConfiguration
import Testing

@Suite("A bad variable or flag is named in the line that refuses it")
struct BadArgumentTests {
    @Test(
        "Variables",
        arguments: [
            ("DIVERT_HTTP_PORT", "70000", "expected a port from 0 to 65535, found 70000"),
            ("DIVERT_HTTP_PORT", "", "expected a port from 0 to 65535, found nothing"),
            (
                "DIVERT_HTTP_PROT", "1",
                "expected a known variable, found an unknown one; did you mean DIVERT_HTTP_PORT?"
            ),
            ("DIVERT_HTTP_TLS", "maybe", "expected off or a section of keys, found \"maybe\""),
            ("DIVERT_RESOURCES", "a", "expected a known variable, found an unknown one"),
            (
                "DIVERT_SIP_LISTEN", "udp://127.0.0.1:0,,",
                "expected an address such as udp://127.0.0.1:5060 or "
                    + "tcp://[::1]:5060 between commas, found nothing"
            ),
            (
                "DIVERT_PEERS", "localhost",
                "expected a network such as 192.0.2.0/24, 2001:db8::/32 or a single address, "
                    + "found \"localhost\""
            ),
            ("DIVERT_WEBHOOK", "example", "expected an http or https URL, found \"example\""),
            ("DIVERT_HOSTS", "a:80", "expected a host name or an IP address without a port, found \"a:80\""),
            ("DIVERT_ACCESS_KEYS", "top secret!", "expected an access key in base64, found a value that is not shown"),
            ("DIVERT_SIP_ADVERTISE", "203.0.113.7", "not built yet: an advertised address behind NAT"),
            ("DIVERT_SIP_LISTEN", "tls://0.0.0.0:5061", "not built yet: SIP over tls"),
        ])
    func variables(name: String, text: String, reason: String) {
        #expect(refusal(environment: [name: text]) == "\(name): \(reason)")
    }

    @Test(
        "Variables that are not ours are left alone",
        arguments: [
            "DIVERT_CONNECTION_STRING", "DIVERT_PORT", "DIVERT_BINARY", "DIVERTED", "DIVERT_",
        ])
    func otherVariables(name: String) {
        #expect(refusal(environment: [name: "x"]) == nil)
    }

    @Test(
        "Flags",
        arguments: [
            (["--http-port", "soon"], "--http-port: expected a port from 0 to 65535, found \"soon\""),
            (["--http-port"], "--http-port: expected a port from 0 to 65535, found nothing"),
            (["--http-port", "--data", "x"], "--http-port: expected a port from 0 to 65535, found nothing"),
            (["--http-port="], "--http-port: expected a port from 0 to 65535, found nothing"),
            (["--http-port", "-1"], "--http-port: expected a port from 0 to 65535, found -1"),
            (
                ["--http-prt", "1"],
                "--http-prt: expected a known flag, found an unknown one; did you mean --http-port?"
            ),
            (["--frobnicate"], "--frobnicate: expected a known flag, found an unknown one"),
            (["--http-port", "1", "--http-port=2"], "--http-port: expected once, found twice"),
            (["serve"], "\"serve\": expected a flag such as --http-port 7080, found something else"),
            (["--webhook", "ftp://a"], "--webhook: expected an http or https URL, found \"ftp://a\""),
            (
                ["--calls-on-timeout", "redirect"],
                "--calls-on-timeout: expected a calls.onTimeoutTarget to redirect to, "
                    + "found nothing"
            ),
            (
                ["--storage-url", "postgresql://user:word@db/divert"],
                "--storage-url: not built yet: PostgreSQL (clustering)"
            ),
        ] as [([String], String)])
    func flags(arguments: [String], line: String) {
        #expect(refusal(arguments: arguments) == line)
    }
}
