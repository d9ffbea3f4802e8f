import CallAutomationClient
import RequestSigning
import Testing

@Suite("Connection strings (authentication.md §5)")
struct ConnectionStringTests {
    static let key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="

    @Test(
        "Names in any case and order, other parts, spaces and a slash at the end do not matter",
        arguments: [
            "endpoint=https://localhost:7443/;accesskey=\(key)", "accesskey=\(key);endpoint=https://localhost:7443",
            "Endpoint=https://LOCALHOST:7443/;AccessKey=\(key);", "endpoint=localhost:7443;ACCESSKEY=\(key)",
            " endpoint = https://localhost:7443 ; accesskey = \(key) \n",
            "endpoint=https://localhost:7443/;accesskey=\(key);tenant=a=b",
        ])
    func reads(text: String) throws {
        let parts = try ConnectionString(text)
        #expect(parts.endpoint.url == "https://localhost:7443")
        #expect(parts.accessKey.base64 == Self.key)
    }

    @Test("http stays http, and a base path stays")
    func keepsSchemeAndPath() throws {
        #expect(
            try ConnectionString("endpoint=http://127.0.0.1:7080/base/;accesskey=\(Self.key)").endpoint.url
                == "http://127.0.0.1:7080/base")
    }

    @Test(
        "What is missing or wrong is named, and the key is not",
        arguments: [
            ("", "“endpoint” is missing"), ("accesskey=\(key)", "“endpoint” is missing"),
            ("endpoint=;accesskey=\(key)", "“endpoint” is missing"), ("endpoint=https://h", "“accesskey” is missing"),
            ("endpoint=https://h;accesskey=", "“accesskey” is missing"),
            ("endpoint=https://h;accesskey=\(key.dropLast(2))", "not Base64"),
            ("endpoint=https://h;accesskey=\(key);accesskey=\(key)", "more than once"),
            ("endpoint=https://h;accesskey=\(key);\(key.dropLast())", "has no “=”"),
            (key, "“endpoint” is missing"),
        ])
    func refuses(text: String, reason: String) {
        let error = #expect(throws: CallAutomationError.self) { try ConnectionString(text) }
        #expect(error?.reason == .invalidConnectionString)
        #expect(error.map { "\($0)".contains(reason) } == true)
        #expect(error.map { "\($0)\(String(reflecting: $0))".contains("AAECAwQF") } == false)
    }

    @Test("A key in place of the endpoint is not repeated")
    func doesNotRepeatTheEndpoint() {
        let error = #expect(throws: CallAutomationError.self) {
            try ConnectionString("endpoint=\(Self.key);accesskey=\(Self.key)")
        }
        #expect(error?.reason == .invalidEndpoint)
        #expect(error.map { "\($0)".contains("AAECAwQF") } == false)
    }

    @Test("A client shows its endpoint and nothing of its key")
    func clientIsRedacted() throws {
        let client = try CallAutomationClient(connectionString: "endpoint=https://h;accesskey=\(Self.key)")
        #expect("\(client)" == "CallAutomationClient(https://h)")
        let credential = CallAutomationClient.Credential.accessKey(Self.key)
        var dumped = ""
        dump(client, to: &dumped)
        dump(credential, to: &dumped)
        #expect(!"\(dumped)\(credential)\(String(reflecting: credential))".contains("AAECAwQF"))
    }
}
