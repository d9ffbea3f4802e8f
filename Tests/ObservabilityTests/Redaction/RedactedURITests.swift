import Observability
import Testing

@Suite("Redacted URIs")
struct RedactedURITests {
    @Test(
        "They show where, and not who or with which secret",
        arguments: [
            ("sip:+14255550199@gw.example:5060;user=phone", "sip:…0199@gw.example:5060;user=phone"),
            ("SIPS:+14255550199@gw.example", "sips:…0199@gw.example"),
            ("sip:alice@pbx", "sip:…@pbx"), ("sip:201@pbx", "sip:…@pbx"),
            ("sip:alicealice:password@pbx", "sip:…lice@pbx"),
            ("sip:+14255550199;phone-context=+1425@gw", "sip:…0199@gw"),
            ("sip:a@+14255550199@gw", "sip:…0199@gw"),
            ("sip:8:acs:11111111@gw", "sip:…@gw"),
            ("sip:gw.example;transport=tcp", "sip:gw.example;transport=tcp"), ("sip:+14255550199", "sip:…0199"),
            ("sip:a@gw?P-Asserted-Identity=sip%3A%2B14255550199", "sip:…@gw?…"),
            ("tel:+1-425-555-0199", "tel:…0199"), ("tel:+14255550199;phone-context=+1425", "tel:…0199;…"),
            ("tel:911", "tel:…"),
            ("https://app.example/hook?code=secret", "https://app.example/…"),
            ("http://me:word@app.example:9090/", "http://app.example:9090"),
            ("https://app.example?code=secret", "https://app.example/…"),
            ("https://app.example#secret", "https://app.example/…"), ("http://[::1]:80/x", "http://[::1]:80/…"),
            ("urn:service:sos", "urn:…"), ("no URI", "…"), ("+14255550199", "…"), ("", "…"), (":", "…"), ("1a:b", "…"),
        ])
    func shown(uri: String, redacted: String) {
        #expect(RedactedURI(uri).description == redacted)
    }
}
