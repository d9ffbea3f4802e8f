import CallAutomationModel
import Testing

@Suite("api-version (row 3 of the answer table)")
struct APIVersionTests {
    @Test("Every published version is served as itself", arguments: APIVersion.known)
    func servesKnownVersions(version: String) throws {
        let served = try APIVersion.served(for: [version])
        #expect(served.isKnown)
        #expect(served.version == version)
    }

    @Test(
        "A well-formed version that is not in the list is served as the newest",
        arguments: [
            "2027-01-01", "2026-09-30-preview", "2022-04-07", "2024-02-29", "9999-12-31", "2026-03-13-preview2",
        ])
    func servesNewerVersions(version: String) throws {
        let served = try APIVersion.served(for: [version])
        #expect(!served.isKnown)
        #expect(served.requested == version)
        #expect(served.version == APIVersion.newest)
    }

    @Test("None, or an empty one, is missing", arguments: [[], [""]])
    func refusesMissing(values: [String]) {
        let error = thrown { () throws(CommunicationError) in _ = try APIVersion.served(for: values) }
        #expect(error == .missingAPIVersion)
    }

    @Test(
        "Malformed, impossible and too old versions are unsupported",
        arguments: [
            "2022-04-06", "2021-12-31-preview", "0000-01-01", "2026-3-12", "2026-03-12 ", " 2026-03-12", "2026/03/12",
            "2026-02-29", "2026-13-01", "2026-00-10", "2026-03-00", "2026-03-32", "2026-03-12-", "2026-03-12-beta",
            "2026-03-12-Preview", "2026-03-12-preview123", "2026-03-12preview", "latest", "20260312", "２０２６-03-12",
            "2026-03-12T00:00:00Z", "+026-03-12",
        ])
    func refusesUnsupported(version: String) {
        let error = thrown { () throws(CommunicationError) in _ = try APIVersion.served(for: [version]) }
        #expect(error?.code == "UnsupportedApiVersionValue")
        #expect(error?.status == 400)
    }

    @Test(
        "Given twice it is unsupported, even the same one twice", arguments: [["2026-03-12", "2026-03-12"], ["", ""]])
    func refusesTwice(values: [String]) {
        let error = thrown { () throws(CommunicationError) in _ = try APIVersion.served(for: values) }
        #expect(error == .repeatedAPIVersion)
    }
}
