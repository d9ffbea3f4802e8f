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
        "A well-formed version that is not in the list is served as the known one before it",
        arguments: [
            ("2027-01-01", "2026-03-12"), ("2026-09-30-preview", "2026-03-12"), ("9999-12-31", "2026-03-12"),
            ("2026-03-13-preview2", "2026-03-12"), ("2026-03-12-preview", "2026-03-12"),
            ("2026-03-11", "2025-08-15-preview"), ("2024-02-29", "2024-01-22-preview"), ("2023-10-16", "2023-10-15"),
            ("2023-10-14", "2023-10-03-preview"), ("2023-03-06-preview", "2023-03-06"),
            ("2023-01-14", "2022-04-07-preview"), ("2022-04-07", "2022-04-07-preview"),
        ])
    func servesUnknownVersions(version: String, before: String) throws {
        let served = try APIVersion.served(for: [version])
        #expect(!served.isKnown)
        #expect(served.requested == version)
        #expect(served.version == before)
    }

    @Test("The list is in the order of its dates, from the oldest to the newest")
    func listIsInOrder() throws {
        #expect(APIVersion.known.map { $0.prefix(10) } == APIVersion.known.map { $0.prefix(10) }.sorted())
        #expect(APIVersion.known.first?.prefix(10) == APIVersion.oldest[...])
        #expect(APIVersion.known.last == APIVersion.newest)
    }

    @Test(
        "Previews carry a custom calling context, under the name of their time; stable versions do not",
        arguments: [
            ("2022-04-07-preview", nil), ("2023-01-15-preview", "customContext"),
            ("2023-02-01-preview", "customContext"),
            ("2023-03-06", nil), ("2023-06-15-preview", nil), ("2023-10-03-preview", "customCallingContext"),
            ("2023-10-15", nil), ("2024-09-01-preview", "customCallingContext"), ("2024-09-15", nil),
            ("2025-08-15-preview", "customCallingContext"), ("2026-03-12", nil), ("2027-01-01", nil),
            ("2027-01-01-preview2", "customCallingContext"),
        ] as [(String, String?)])
    func customCallingContext(version: String, member: String?) throws {
        #expect(try APIVersion.served(for: [version]).customCallingContextMember == member)
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
