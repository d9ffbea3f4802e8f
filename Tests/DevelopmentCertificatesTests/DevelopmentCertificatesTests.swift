import DataFolder
import DevelopmentCertificates
import Foundation
import SwiftASN1
import Testing
import X509

@Suite("The development CA and the certificate of localhost")
struct DevelopmentCertificatesTests {
    private static let now = Date(timeIntervalSince1970: 1_770_000_000)
    private static let day: TimeInterval = 86_400
    private let temporary: TemporaryDataFolder

    init() throws { self.temporary = try TemporaryDataFolder() }

    private func prepare(daysLater days: Double = 0, seed: UInt64 = 1) throws -> DevelopmentCertificates {
        var numbers = SeededNumbers(seed: seed)
        return try DevelopmentCertificates.prepare(
            in: self.temporary.folder, now: Self.now.addingTimeInterval(days * Self.day), serialNumbers: &numbers)
    }

    private var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: self.temporary.folder.paths.folder).sorted() }
    }

    @Test("D11: the first start makes and stores both, keys for their owner only")
    func firstStart() throws {
        let made = try self.prepare()
        #expect(made.isAuthorityNew)
        #expect(
            try self.names == ["development-ca.key", "development-ca.pem", "localhost.key", "localhost.pem", "lock"])
        #expect(try self.temporary.text(of: "development-ca.pem") == made.authorityPEM)
        #expect(try self.temporary.text(of: "localhost.pem") == made.certificatePEM)
        #expect(try self.temporary.text(of: "localhost.key") == made.privateKeyPEM)
        for name in ["development-ca.key", "localhost.key"] {
            let attributes = try FileManager.default.attributesOfItem(
                atPath: self.temporary.folder.paths.path(of: name))
            #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
            #expect(try self.temporary.text(of: name).hasPrefix("-----BEGIN PRIVATE KEY-----\n"), "PKCS #8")
        }
    }

    @Test("The CA may sign certificates and nothing below it may")
    func authority() throws {
        let authority = try Certificate(pemEncoded: try self.prepare().authorityPEM)
        #expect(authority.subject.description == "CN=Divert Development CA")
        #expect(authority.issuer == authority.subject)
        let constraints = try authority.extensions.basicConstraints
        #expect(constraints == .isCertificateAuthority(maxPathLength: 0))
        let usage = try authority.extensions.keyUsage
        #expect(usage?.keyCertSign == true)
        #expect(usage?.digitalSignature == false)
        #expect(authority.notValidAfter == Self.now.addingTimeInterval(3_650 * Self.day))
        #expect(authority.publicKey.isValidSignature(authority.signature, for: authority))
    }

    @Test("The server certificate is for localhost, 127.0.0.1 and ::1, for 398 days at most")
    func server() throws {
        let made = try self.prepare()
        let authority = try Certificate(pemEncoded: made.authorityPEM)
        let server = try Certificate(pemEncoded: made.certificatePEM)
        #expect(server.issuer == authority.subject)
        #expect(authority.publicKey.isValidSignature(server.signature, for: server))
        #expect(
            try server.extensions.subjectAlternativeNames?.map(\.description)
                == Certificate.Extensions {
                    SubjectAlternativeNames([
                        .dnsName("localhost"), .ipAddress(.init(contentBytes: [127, 0, 0, 1])),
                        .ipAddress(.init(contentBytes: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])),
                    ])
                }.subjectAlternativeNames?.map(\.description))
        #expect(try server.extensions.extendedKeyUsage.map(Array.init) == [.serverAuth])
        #expect(try server.extensions.basicConstraints == .notCertificateAuthority)
        #expect(server.notValidAfter == made.notValidAfter)
        #expect(server.notValidAfter.timeIntervalSince(server.notValidBefore) <= 398 * Self.day)
        #expect(server.notValidBefore < Self.now)
    }

    @Test("The next start uses what is there")
    func secondStart() throws {
        let first = try self.prepare()
        let second = try self.prepare(daysLater: 300, seed: 2)
        #expect(!second.isAuthorityNew)
        #expect(second.authorityPEM == first.authorityPEM)
        #expect(second.certificatePEM == first.certificatePEM)
        #expect(second.privateKeyPEM == first.privateKeyPEM)
    }

    @Test(
        "With fewer than 30 days left the same CA issues a new server certificate",
        arguments: [
            (366.0, false), (367.5, true), (1_000, true), (-3, true),
        ])
    func renewal(days: Double, isRenewed: Bool) throws {
        let first = try self.prepare()
        let later = try self.prepare(daysLater: days, seed: 2)
        #expect((later.certificatePEM != first.certificatePEM) == isRenewed)
        // Before its own beginning the CA is of no use either.
        #expect(later.isAuthorityNew == (days < -1))
    }

    @Test("A server certificate does not outlive its CA; a CA at its end is replaced")
    func endOfAuthority() throws {
        let first = try self.prepare()
        let late = try self.prepare(daysLater: 3_500, seed: 2)
        #expect(!late.isAuthorityNew)
        #expect(late.notValidAfter == Self.now.addingTimeInterval(3_650 * Self.day))
        let last = try self.prepare(daysLater: 3_625, seed: 3)
        #expect(last.isAuthorityNew)
        #expect(last.authorityPEM != first.authorityPEM)
        #expect(last.certificatePEM != late.certificatePEM)
    }

    @Test(
        "A server certificate that is damaged, foreign or without its key is issued anew",
        arguments: [
            "localhost.pem", "localhost.key",
        ])
    func damagedServer(name: String) throws {
        let first = try self.prepare()
        let other = try TemporaryDataFolder()
        var numbers = SeededNumbers(seed: 7)
        _ = try DevelopmentCertificates.prepare(in: other.folder, now: Self.now, serialNumbers: &numbers)
        for text in ["", "rubbish", try other.text(of: name)] {
            try self.temporary.write(text, as: name)
            let later = try self.prepare(seed: 2)
            #expect(!later.isAuthorityNew)
            #expect(later.certificatePEM != first.certificatePEM)
            #expect(try self.temporary.text(of: "localhost.pem") == later.certificatePEM)
        }
        for text in ["localhost.pem", "localhost.key"] {
            try self.temporary.write(try other.text(of: text), as: text)
        }
        let later = try self.prepare(seed: 3)
        #expect(try Certificate(pemEncoded: later.certificatePEM).issuer.description == "CN=Divert Development CA")
        #expect(later.authorityPEM == first.authorityPEM)
        #expect(try later.certificatePEM != other.text(of: "localhost.pem"))
    }

    @Test(
        "A damaged CA is not replaced, since people trust it", arguments: ["development-ca.pem", "development-ca.key"])
    func damagedAuthority(name: String) throws {
        _ = try self.prepare()
        try self.temporary.write("rubbish", as: name)
        let error = #expect(throws: DataFolderError.self) { try self.prepare() }
        #expect(error?.code == .corruptFile)
        #expect(error?.description.contains("remove both to have a new CA made") == true)
        #expect(try self.temporary.text(of: name) == "rubbish")
    }

    @Test("A start that was interrupted between key and certificate is begun again")
    func interrupted() throws {
        let first = try self.prepare()
        try FileManager.default.removeItem(atPath: self.temporary.folder.paths.developmentCACertificate)
        let second = try self.prepare(seed: 2)
        #expect(second.isAuthorityNew)
        #expect(second.authorityPEM != first.authorityPEM)
        #expect(second.certificatePEM != first.certificatePEM)
    }

    @Test("Private keys do not show in descriptions and dumps")
    func redaction() throws {
        let made = try self.prepare()
        var dumped = ""
        dump(made, to: &dumped)
        #expect(!dumped.contains("PRIVATE KEY"))
        #expect(!"\(made)".contains("PRIVATE KEY"))
    }
}
