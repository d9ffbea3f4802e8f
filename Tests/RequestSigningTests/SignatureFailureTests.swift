import CallAutomationModel
import RequestSigning
import Testing

@Suite("What a refused signature is told")
struct SignatureFailureTests {
    private static let good = SigningVector.authorization("Dqti0YFAiOgcr5HQ8N9en0rGGBmmqWTBPp3NWZNtvIc=")

    private static func verdict(
        _ request: SignableRequest, now: Int64 = SigningVector.now, skew: Int = 15
    ) throws -> SignatureVerifier.Verdict {
        SignatureVerifier(keys: [try SigningVector.accessKey()], hosts: SigningHosts(), allowedSkewMinutes: skew)
            .verify(request, now: now)
    }

    private static func request(_ headers: [String: [String]], authorization: String = Self.good) -> SignableRequest {
        SigningVector.request(host: "localhost:8443", authorization: authorization, headers: headers)
    }

    @Test("Missing and repeated headers are named", arguments: ["authorization", "x-ms-date", "x-ms-content-sha256"])
    func namesHeaders(name: String) throws {
        #expect(try Self.verdict(Self.request([name: []])) == .refused(.missingHeader(name)))
        #expect(try Self.verdict(Self.request([name: ["a", "b"]])) == .refused(.repeatedHeader(name)))
    }

    @Test(
        "Authorization must be of the form",
        arguments: [
            "", "HMAC-SHA256", "HMAC-SHA256 ", "Bearer abc",
            "HMAC-SHA1 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=AA==",
            "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256", "HMAC-SHA256 Signature=AA==",
            "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=not base64",
            "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=AAA",
            "HMAC-SHA256 SignedHeaders=x-ms-date;host;host;x-ms-content-sha256&Signature=AA==",
            "HMAC-SHA256 SignedHeaders=x-ms-date;;host;x-ms-content-sha256&Signature=AA==",
            "HMAC-SHA256 SignedHeaders=x-ms-date;h\u{7}st&Signature=AA==",
            "HMAC-SHA256 SignedHeaders=&Signature=AA==", "HMAC-SHA256 x&Signature=AA==",
            "HMAC-SHA256 Signature=AA==&Signature=AA==&SignedHeaders=x-ms-date;host;x-ms-content-sha256",
        ])
    func refusesMalformed(value: String) throws {
        #expect(try Self.verdict(Self.request([:], authorization: value)) == .refused(.malformedAuthorization))
    }

    @Test(
        "Date, host and body hash must be signed",
        arguments: [
            ("host;x-ms-content-sha256", ["x-ms-date"]), ("x-ms-date;x-ms-content-sha256", ["host"]),
            ("x-ms-date;host", ["x-ms-content-sha256"]),
            ("content-type", ["x-ms-date", "host", "x-ms-content-sha256"]),
        ])
    func wantsTheMinimum(list: String, missing: [String]) throws {
        let value = "HMAC-SHA256 SignedHeaders=\(list)&Signature=AA=="
        let verdict = try Self.verdict(Self.request([:], authorization: value))
        #expect(verdict == .refused(.incompleteSignedHeaders(missing: missing)))
    }

    @Test("The signed date must be near: fifteen minutes either way, and not a second more")
    func holdsTheWindow() throws {
        let request = Self.request([:])
        for seconds in [-900, -1, 0, 1, 900] as [Int64] {
            #expect(try Self.verdict(request, now: SigningVector.now + seconds) == .verified(keyIndex: 0))
        }
        for seconds in [-901, 901, 100_000] as [Int64] {
            let failure = SignatureFailure.dateOutsideWindow(
                header: "x-ms-date", secondsAhead: -seconds, allowedMinutes: 15)
            #expect(try Self.verdict(request, now: SigningVector.now + seconds) == .refused(failure))
        }
        #expect(try Self.verdict(request, now: SigningVector.now + 901, skew: 16) == .verified(keyIndex: 0))
        #expect(try Self.verdict(request, now: SigningVector.now, skew: 0) == .verified(keyIndex: 0))
        #expect(try Self.verdict(request, now: SigningVector.now, skew: .max) == .verified(keyIndex: 0))
    }

    @Test(
        "A date of another form is refused", arguments: ["", "2026-03-12T08:00:00Z", "Fri, 12 Mar 2026 08:00:00 GMT"])
    func refusesOtherDates(date: String) throws {
        #expect(try Self.verdict(Self.request(["x-ms-date": [date]])) == .refused(.malformedDate(header: "x-ms-date")))
    }

    @Test("The hash is recomputed from the body, so another body under the same headers is refused")
    func recomputesTheHash() throws {
        let changed = SigningVector.request(host: "localhost:8443", authorization: Self.good, body: Array("{}".utf8))
        #expect(try Self.verdict(changed) == .refused(.bodyHashDiffers))
        let lied = Self.request(["x-ms-content-sha256": [ContentHash(of: []).base64]])
        #expect(try Self.verdict(lied) == .refused(.bodyHashDiffers))
    }

    @Test("Method, date, key and every byte of the signature count")
    func everythingCounts() throws {
        let get = SigningVector.request(host: "localhost:8443", authorization: Self.good, method: "GET")
        #expect(try Self.verdict(get) == .refused(.signatureDiffers))
        let later = Self.request(["x-ms-date": ["Thu, 12 Mar 2026 08:00:01 GMT"]])
        #expect(try Self.verdict(later) == .refused(.signatureDiffers))
        let empty = Self.request([:], authorization: SigningVector.authorization(""))
        #expect(try Self.verdict(empty) == .refused(.signatureDiffers))
        let signature = Array("Dqti0YFAiOgcr5HQ8N9en0rGGBmmqWTBPp3NWZNtvI".utf8)
        for index in signature.indices {
            var changed = signature
            changed[index] = changed[index] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            let text = SigningVector.authorization(String(decoding: changed, as: UTF8.self) + "c=")
            #expect(try Self.verdict(Self.request([:], authorization: text)) == .refused(.signatureDiffers))
        }
    }

    @Test("SignedHeaders is read generically: order, further headers, and the date of old JavaScript clients")
    func readsListsGenerically() throws {
        let lists = ["host;date;x-ms-content-sha256", "x-ms-content-sha256;host;content-type;x-ms-date;x-custom"]
        for list in lists {
            let headers = [
                "date": [SigningVector.date], "content-type": ["application/json"], "x-custom": ["a", "b"],
            ]
            let values = [
                "host": "localhost:8443", "date": SigningVector.date, "x-ms-date": SigningVector.date,
                "x-ms-content-sha256": SigningVector.contentHash, "content-type": "application/json", "x-custom": "a,b",
            ]
            let line = list.split(separator: ";").map { values[String($0)] ?? "" }.joined(separator: ";")
            let signature = try StringToSign.signature(of: "POST\n\(SigningVector.path)\n\(line)")
            let value = "hmac-sha256  Signature=\(signature)&signedheaders=\(list.uppercased())&Other=x"
            #expect(try Self.verdict(Self.request(headers, authorization: value)) == .verified(keyIndex: 0))
        }
        let unsent = "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256;x-custom&Signature=AA=="
        #expect(try Self.verdict(Self.request([:], authorization: unsent)) == .refused(.missingHeader("x-custom")))
    }

    @Test("Either of two keys is good, and which one is told (authentication.md §2.2, 5)")
    func triesBothKeys() throws {
        let other = try #require(AccessKey(base64: "b3RoZXIga2V5"))
        let key = try SigningVector.accessKey()
        let request = Self.request([:])
        let now = SigningVector.now
        #expect(
            SignatureVerifier(keys: [other, key], hosts: SigningHosts()).verify(request, now: now)
                == .verified(keyIndex: 1))
        #expect(
            SignatureVerifier(keys: [key, other], hosts: SigningHosts()).verify(request, now: now)
                == .verified(keyIndex: 0))
        #expect(
            SignatureVerifier(keys: [other], hosts: SigningHosts()).verify(request, now: now)
                == .refused(.signatureDiffers))
        #expect(
            SignatureVerifier(keys: [], hosts: SigningHosts()).verify(request, now: now) == .refused(.signatureDiffers))
    }

    @Test("No failure tells what would have been right")
    func failuresKeepSecrets() throws {
        let wrong = Self.request([:], authorization: SigningVector.authorization("AAAA"))
        guard case .refused(let failure) = try Self.verdict(wrong) else {
            Issue.record("a wrong signature was verified")
            return
        }
        #expect(!"\(failure)".contains("Dqti0YFA"))
        let body = SigningVector.request(host: "localhost:8443", authorization: Self.good, body: [])
        guard case .refused(let failure) = try Self.verdict(body) else {
            Issue.record("a wrong body was verified")
            return
        }
        #expect(!"\(failure)".contains("47DEQ"))
        let failures: [SignatureFailure] = [
            .dateOutsideWindow(header: "x-ms-date", secondsAhead: -901, allowedMinutes: 15),
            .incompleteSignedHeaders(missing: ["host"]), .malformedAuthorization, .unknownHost(header: "x-ms-host"),
        ]
        for failure in failures { #expect(!"\(failure)".isEmpty) }
        #expect("\(failures[0])".contains("901 seconds behind"))
    }

    @Test("The scheme is recognised in any case")
    func recognisesTheScheme() {
        #expect(SignatureVerifier.isOfScheme(authorization: "HMAC-SHA256 x"))
        #expect(SignatureVerifier.isOfScheme(authorization: "hmac-sha256 x"))
        #expect(!SignatureVerifier.isOfScheme(authorization: "Bearer x"))
        #expect(!SignatureVerifier.isOfScheme(authorization: "eyJ"))
    }
}
