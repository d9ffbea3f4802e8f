import Testing

/// The real server and the official Python SDK, unmodified. One test at a time: each starts several programs.
@Suite("The official Python SDK", .serialized, .timeLimit(.minutes(1)))
enum SDKAcceptance {
    /// How a client reaches the server.
    enum Connection: String, CaseIterable, Sendable {
        /// `AzureKeyCredential` over plain HTTP.
        case http
        /// A connection string, trusting the development CA.
        case https

        var configuration: ServerConfiguration {
            var configuration = ServerConfiguration()
            configuration.hasTLS = self == .https
            return configuration
        }

        func client(of server: DivertServer, _ flavour: PythonSDK.Flavour) -> PythonSDK {
            switch self {
            case .http: .http(server, flavour)
            case .https: .https(server, flavour)
            }
        }
    }
}
