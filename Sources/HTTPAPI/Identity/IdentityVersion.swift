import CallAutomationModel

/// The `api-version` of the identity operations, which has a list of its own (authentication.md §6). All of them are the
/// same here, and a newer well-formed date is served as the newest.
enum IdentityVersion {
    /// Oldest first.
    static let known = [
        "2020-07-20-preview2", "2021-02-22-preview1", "2021-03-07", "2021-10-31-preview", "2021-11-01", "2022-06-01",
        "2022-10-01", "2023-08-01", "2023-10-01",
    ]

    /// What the service tells of itself in every answer.
    static let header = (name: "api-supported-versions", value: Self.known.joined(separator: ", "))

    /// Throws 400 unless there is one version that is served.
    static func check(_ values: [String]) throws(CommunicationError) {
        guard let value = values.first, !(values.count == 1 && value.isEmpty) else {
            throw .identityVersion(isMissing: true, known: self.known)
        }
        let isNew = APIVersion.isWellFormed(value) && value.prefix(10) >= (self.known.first?.prefix(10) ?? "")
        guard values.count == 1, self.known.contains(value) || isNew else {
            throw .identityVersion(isMissing: false, known: self.known)
        }
    }
}
