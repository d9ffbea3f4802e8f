/// The `api-version` of the call automation plane: which are served, and as what (redirect-call.md §2).
///
///     api-version = year "-" month "-" day [ "-preview" [ number ] ]
///
/// Every well-formed date from ``oldest`` on is served. One that is not among ``known`` behaves as the known one before
/// it: an SDK of next year works today as ``newest``, and whoever serves it logs the unknown version once.
public enum APIVersion {
    /// The stable and preview versions that have been published, oldest first.
    public static let known = [
        "2022-04-07-preview", "2023-01-15-preview", "2023-03-06", "2023-06-15-preview", "2023-10-03-preview",
        "2023-10-15", "2024-01-22-preview", "2024-04-15", "2024-06-15-preview", "2024-09-01-preview", "2024-09-15",
        "2024-11-15-preview", "2025-05-15", "2025-06-15", "2025-08-15-preview", "2026-03-12",
    ]
    /// The first date that is served.
    public static let oldest = "2022-04-07"
    /// The newest version that is known.
    public static let newest = "2026-03-12"

    /// How a request is served.
    public struct Served: Hashable, Sendable {
        /// What the client asked for.
        public let requested: String
        /// The known version whose behaviour it gets.
        public let version: String
        /// Whether the client asked for a version of our list; if not, log it once.
        public var isKnown: Bool { self.requested == self.version }

        /// The member of a redirect's body that holds the custom calling context; nil where the contract has none, which
        /// are all stable versions.
        public var customCallingContextMember: String? {
            guard self.requested.utf8.count > 10 else { return nil }
            if APIVersion.date(self.requested) >= "2023-10-03" { return "customCallingContext" }
            return self.version == "2023-01-15-preview" ? "customContext" : nil
        }
    }

    /// The version of a request, given the percent-decoded values of every `api-version` in its query.
    ///
    /// Throws 400 `MissingApiVersionParameter` when there is none or it is empty, 400 `UnsupportedApiVersionValue` when it
    /// stands twice, is malformed, names an impossible date, or is older than ``oldest``.
    public static func served(for values: [String]) throws(CommunicationError) -> Served {
        guard let value = values.first, !(values.count == 1 && value.isEmpty) else { throw .missingAPIVersion }
        guard values.count == 1 else { throw .repeatedAPIVersion }
        guard self.isWellFormed(value) else { throw .unsupportedAPIVersion(value) }
        if self.known.contains(value) { return Served(requested: value, version: value) }
        guard let version = self.known.last(where: { self.date($0) <= self.date(value) }) else {
            throw .unsupportedAPIVersion(value)
        }
        return Served(requested: value, version: version)
    }

    /// Dates of this form are in the order of their texts.
    private static func date(_ version: String) -> Substring { version.prefix(10) }

    /// Whether a text is a date, with or without `-preview` and a number behind it.
    package static func isWellFormed(_ value: String) -> Bool {
        let bytes = Array(value.utf8)
        guard bytes.count >= 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = decimal(bytes[0..<4]), let month = decimal(bytes[5..<7]), let day = decimal(bytes[8..<10]),
            CivilDate(year: year, month: month, day: day) != nil
        else { return false }
        guard bytes.count > 10 else { return true }
        let suffix = bytes[10...]
        guard suffix.starts(with: "-preview".utf8) else { return false }
        let number = suffix.dropFirst(8)
        return number.count <= 2 && number.allSatisfy(isDigit)
    }
}
