import DataFolder
import DevelopmentCertificates
import Foundation
import Testing

@Suite("OpenSSL accepts the chain", .enabled(if: OpenSSL.path != nil, "needs the openssl command"))
struct OpenSSLTests {
    private let temporary: TemporaryDataFolder

    init() throws {
        self.temporary = try TemporaryDataFolder()
        var numbers = SeededNumbers(seed: 1)
        _ = try DevelopmentCertificates.prepare(in: self.temporary.folder, now: Date(), serialNumbers: &numbers)
    }

    private func openSSL(_ arguments: String...) throws -> (status: Int32, output: String) {
        try OpenSSL.run(arguments, in: self.temporary.folder.paths.folder)
    }

    @Test(
        "It verifies for all three names and as a TLS server",
        arguments: [
            ["-verify_hostname", "localhost"], ["-verify_ip", "127.0.0.1"], ["-verify_ip", "::1"],
        ])
    func verifies(name: [String]) throws {
        let result = try OpenSSL.run(
            ["verify", "-x509_strict", "-purpose", "sslserver", "-CAfile", "development-ca.pem"] + name
                + ["localhost.pem"],
            in: self.temporary.folder.paths.folder)
        #expect(result.status == 0, "\(result.output)")
        #expect(result.output.hasSuffix("localhost.pem: OK\n"))
    }

    @Test("It does not verify for another name")
    func otherName() throws {
        let result = try self.openSSL(
            "verify", "-CAfile", "development-ca.pem", "-verify_hostname", "divert.example", "localhost.pem")
        #expect(result.status != 0)
    }

    @Test("The names are those of this machine")
    func names() throws {
        let result = try self.openSSL("x509", "-in", "localhost.pem", "-noout", "-ext", "subjectAltName")
        #expect(result.output.contains("DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1"))
    }

    @Test("The keys are PKCS #8 and sound", arguments: ["development-ca.key", "localhost.key"])
    func keys(name: String) throws {
        let result = try self.openSSL("pkey", "-in", name, "-check", "-noout")
        #expect(result.status == 0, "\(result.output)")
    }
}

/// The `openssl` command, where there is one.
enum OpenSSL {
    static let path = ["/usr/bin/openssl", "/usr/local/bin/openssl", "/opt/homebrew/bin/openssl"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    static func run(_ arguments: [String], in folder: String) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: self.path ?? "/usr/bin/openssl")
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        // A file: the end of a pipe can be in the hands of another program that is started at the same moment.
        let said = URL(fileURLWithPath: "\(folder)/said-\(UUID().uuidString)")
        try Data().write(to: said)
        let output = try FileHandle(forWritingTo: said)
        process.standardOutput = output
        process.standardError = output
        try process.run()
        process.waitUntilExit()
        try output.close()
        return (process.terminationStatus, try String(contentsOf: said, encoding: .utf8))
    }
}
