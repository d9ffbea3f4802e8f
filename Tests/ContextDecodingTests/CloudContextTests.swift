import CallAutomationModel
import ContextDecoding
import Foundation
import Testing

@Suite("Contexts of the cloud")
struct CloudContextTests {
    @Test("The published example is a call notification in gzip")
    func publishedExample() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Fixtures/redirect-example.json")
        let request = try JSONMembers(body: Array(try Data(contentsOf: file)))
        let context = try CloudContext(decoding: try request.requiredString("incomingCallContext"))
        #expect(context.form == .gzip)
        #expect(context.header == nil && context.signatureLength == nil)
        let notification = try JSONMembers(try JSONMembers(context.content, at: "").value("callNotification"), at: "")
        let from = try JSONMembers(try notification.value("from"), at: "")
        #expect(try from.string("displayName") == "user1")
        let rights = try JSONMembers(try notification.value("redirectionProperties"), at: "")
        #expect(try rights.bool("isRedirectAllowed") == true)
    }

    @Test("Members keep their order and their values")
    func order() throws {
        let context = try CloudContext(decoding: SampleContext.gzip)
        #expect(Self.text(context) == #"{"form":"gzip","content":{"a":[1,"x",null]}}"#)
    }

    @Test("A JWT is opened with the contexts in it; its empty signature is told, others are measured")
    func jwt() throws {
        let context = try CloudContext(decoding: SampleContext.jwt)
        #expect(
            Self.text(context)
                == #"{"form":"jwt","header":{"alg":"none","typ":"JWT"},"payload":{"#
                + #""cc":{"form":"gzip","content":{"callNotification":{"from":{"id":"8:acs:a_b"}}}},"#
                + #""shrToken":{"form":"jwt","header":{"alg":"RS256","typ":"pop"},"payload":{"at":"x"},"#
                + #""signatureBytes":3},"plain":"H4sI"},"signatureBytes":0}"#)
    }

    @Test("The payload of a JWT may be compressed itself")
    func compressedPayload() throws {
        let context = try CloudContext(decoding: SampleContext.jwtOfGzip)
        #expect(context.form == .jwt)
        #expect(context.content == .object([JSONMember(name: "a", value: .number("1"))]))
    }

    @Test("Compressed text that is no JSON is shown as text")
    func text() throws {
        #expect(try CloudContext(decoding: SampleContext.gzipOfText).content == .string("hello"))
    }

    @Test("What is inflated may be a mebibyte long")
    func largest() throws {
        let content = try CloudContext(decoding: SampleContext.largest).content
        #expect(content.string?.utf8.count == CloudContext.inflatedLimit - 2)
    }

    @Test("A byte more is refused, as are too many contexts inside each other and a text of any length")
    func limits() {
        #expect(throws: CloudContextError.tooLarge) { try CloudContext(decoding: SampleContext.bomb) }
        #expect(throws: CloudContextError.tooDeep) { try CloudContext(decoding: SampleContext.deep) }
        let long = String(repeating: "A", count: CloudContext.textLimit + 1)
        #expect(throws: CloudContextError.tooLarge) { try CloudContext(decoding: long) }
    }

    @Test("Contexts side by side share one allowance")
    func sharedAllowance() {
        let twice = #"{"one":"\#(SampleContext.largest)","two":"\#(SampleContext.largest)"}"#
        let jwt = "eyJhbGciOiJub25lIn0.\(Data(twice.utf8).base64EncodedString())."
        #expect(throws: CloudContextError.tooLarge) { try CloudContext(decoding: jwt) }
    }

    @Test("Every cut of a context is refused, and no changed byte of a compressed one shows other content")
    func damage() throws {
        let text = SampleContext.gzip
        for length in 4..<text.utf8.count - 1 {
            #expect(throws: CloudContextError.self, "\(length)") {
                try CloudContext(decoding: String(text.prefix(length)))
            }
        }
        let bytes = try #require(Data(base64Encoded: text))
        let whole = try CloudContext(decoding: text)
        // The ten bytes of the header hold a date and a system, which may be any.
        for index in 10..<bytes.count {
            var changed = bytes
            changed[index] ^= 0x10
            let opened = Result { try CloudContext(decoding: changed.base64EncodedString()) }
            // The last bits of the compressed data are padding, in front of the eight bytes of checksum and length.
            let isPadding = index == bytes.count - 9
            switch opened {
            case .success(let context): #expect(isPadding && Self.text(context) == Self.text(whole), "\(index)")
            case .failure(let error): #expect(error as? CloudContextError == .malformed, "\(index)")
            }
        }
    }

    @Test("Bytes behind the compressed ones are refused")
    func trailingBytes() throws {
        let bytes = try #require(Data(base64Encoded: SampleContext.gzip)) + Data([0])
        #expect(throws: CloudContextError.malformed) { try CloudContext(decoding: bytes.base64EncodedString()) }
    }

    @Test(
        "Anything else is said to be none of them",
        arguments: ["", " ", "hello", "AAAA", "a.b.c", "eyJ.eyJ", "eyJ!.AAAA.", "…", "H4sI…", "{}"])
    func unknown(text: String) {
        #expect(throws: CloudContextError.unknownForm) { try CloudContext(decoding: text) }
    }

    private static func text(_ context: CloudContext) -> String {
        var text = JSONText()
        text.value(context.json)
        return String(decoding: text.bytes, as: UTF8.self)
    }
}
