import CallAutomationModel
import Testing

@Suite("Headers that an application hands on (redirect-call.md §2)")
struct CustomSIPHeaderTests {
    private func fault(_ name: String, _ value: String = "v") -> CustomSIPHeader.Fault? {
        do {
            _ = try CustomSIPHeader(name: name, value: value)
            return nil
        } catch {
            return error
        }
    }

    @Test(
        "User-To-User in any spelling and names that begin with X- are headers",
        arguments: [
            ("User-To-User", "User-To-User"), ("user-to-user", "User-To-User"), ("userToUser", "User-To-User"),
            ("X-MS-Custom-tag", "X-MS-Custom-tag"), ("x-a", "x-a"), ("X-!%*_+`'~.1", "X-!%*_+`'~.1"),
            ("X-" + String(repeating: "n", count: 62), "X-" + String(repeating: "n", count: 62)),
        ])
    func names(name: String, canonical: String) throws {
        #expect(try CustomSIPHeader(name: name, value: "v").name == canonical)
    }

    @Test(
        "Nothing else is: no header of SIP itself, nothing that is no token, nothing too long",
        arguments: [
            "", "X-", "X", "Via", "From", "To", "Call-ID", "CSeq", "Contact", "Route", "Record-Route", "Content-Length",
            "P-Asserted-Identity", "Diversion", "v", "X-a b", "X-a:", "X-a\r\nVia", "X-a\n", "X-a\0", "X-é", "Х-a",
            " X-a",
            "X-a ", "X-<a>", "X-a;b", "X-a?b", "X-a&b", "X-a=b", "usertouser",
            "X-" + String(repeating: "n", count: 63),
        ])
    func otherNames(name: String) {
        #expect(self.fault(name) == .name)
    }

    @Test(
        "A value is any text of 256 characters at most",
        arguments: [
            "", "v", "616c696365;encoding=hex", "a b", "„äöü“ 🙂", "<sip:a@b>;\"c\"", String(repeating: "ä", count: 256),
        ])
    func values(value: String) throws {
        #expect(try CustomSIPHeader(name: "X-a", value: value).value == value)
    }

    @Test(
        "Nothing in a value can end its line, start another, or be lost on the way",
        arguments: [
            "\r\nVia: evil", "a\rb", "a\nb", "a\0b", "a\tb", "a\u{1B}b", "a\u{7F}b", "a\u{85}b", "a\u{2028}b",
            "a\u{2029}b",
            " a", "a ", String(repeating: "a", count: 257),
        ])
    func otherValues(value: String) {
        #expect(self.fault("X-a", value) == .value)
    }

    @Test("Names are compared without case, values with it")
    func equality() throws {
        let header = try CustomSIPHeader(name: "X-Tag", value: "v")
        #expect(try header == CustomSIPHeader(name: "x-tag", value: "v"))
        #expect(try header != CustomSIPHeader(name: "X-Tag", value: "V"))
        #expect(try Set([header, CustomSIPHeader(name: "x-TAG", value: "v")]).count == 1)
        #expect(try CustomSIPHeader(name: "User-To-User", value: "").eventName == "userToUser")
        #expect(header.eventName == "X-Tag")
    }
}
