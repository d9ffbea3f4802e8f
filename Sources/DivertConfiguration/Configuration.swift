/// Everything that can be set before the start, checked as a whole. Read by `LoadedConfiguration.load`.
///
/// Units stand in the names, as in the file. Names of files are from the working folder or from the root.
package struct Configuration: Sendable, Hashable {
    package var http: HTTP
    package var sip: SIP
    /// At least one; names, ids and hosts are unique.
    package var resources: [Resource]
    /// How identifiers become SIP targets; the first match wins.
    package var routes: [Route]
    package var calls: Calls
    package var events: Events
    /// Folder for the database, the development CA and made keys (`data`).
    package var dataFolder: String
    package var storage: Storage
    package var logging: Logging
    package var observability: Observability
}

extension Configuration {
    /// The resource with this name.
    package func resource(named name: String) -> Resource? {
        self.resources.first { $0.name == name }
    }
}
