import Observability
import Testing

@Suite("Text from outside")
struct OutsideTextTests {
    @Test(
        "What looks like a number, an address, a URI, a key or a token is masked",
        arguments: [
            ("call of +14255550199 failed", "call of …0199 failed"), ("(+1425-555-0199)", "(…0199)"),
            ("4255550199x", "…0199x"), ("4:+14255550199", "4:…0199"),
            ("url=https://me:word@app/x?k=v, retry", "url=https://app/…, retry"), ("<sip:bob@pbx>", "<sip:…@pbx>"),
            ("from alice@example.com", "from …@example.com"),
            ("8:acs:11111111-aaaa-bbbb-cccc-000000000000_user", "8:acs:…user"),
            ("key ZGl2ZXJ0LWRldmVsb3BtZW50LWtleS1sb29wYmFjay1vbmx5 refused", "key …bmx5 refused"),
            ("key ab+c/ZGl2ZXJ0LWRldmVsb3Bt/ZW50LWtl== refused", "key …tl== refused"),
            ("token a.eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.b", "token a.…UIn0.b"),
        ])
    func masked(text: String, shown: String) {
        #expect(OutsideText(text).description == shown)
    }

    @Test(
        "Ordinary reasons stay readable",
        arguments: [
            "Connection refused", "the answer 500 does not count as delivered", "no answer within 10 s",
            "SQLite error 13: database or disk is full.", "connect to 127.0.0.1:54321 failed (errno: 111)",
            "/var/lib/divert/divert.db: The folder is not there.", "NIOSSL.NIOSSLError.handshakeFailed",
            "host app.eu-central-1.some-very-long-name.example.net", "", " ", "grün",
        ])
    func readable(text: String) {
        #expect(OutsideText(text).description == text)
    }
}
