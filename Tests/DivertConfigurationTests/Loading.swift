import DivertConfiguration
import Testing

/// Loads a configuration from text in place of a file named `divert.yaml`.
func load(
    _ yaml: String? = nil, environment: [String: String] = [:], arguments: [String] = [], file: String = "divert.yaml"
) throws -> Configuration {
    try Configuration.load(
        file: yaml == nil ? nil : file, environment: environment, arguments: arguments,
        readFile: { _ in Array((yaml ?? "").utf8) })
}

/// The same with the places of the settings.
func loaded(
    _ yaml: String? = nil, environment: [String: String] = [:], arguments: [String] = [], file: String = "divert.yaml"
) throws -> LoadedConfiguration {
    try LoadedConfiguration.load(
        file: yaml == nil ? nil : file, environment: environment, arguments: arguments,
        readFile: { _ in Array((yaml ?? "").utf8) })
}

/// The line that a bad configuration is refused with; nil when it is accepted.
func refusal(
    _ yaml: String? = nil, environment: [String: String] = [:], arguments: [String] = []
) -> String? {
    refusalError(yaml, environment: environment, arguments: arguments)?.description
}

func refusalError(
    _ yaml: String? = nil, environment: [String: String] = [:], arguments: [String] = []
) -> ConfigurationError? {
    do {
        _ = try load(yaml, environment: environment, arguments: arguments)
        return nil
    } catch {
        return error as? ConfigurationError
    }
}

/// A configuration and the line it is refused with.
struct BadFile: Sendable, CustomTestStringConvertible {
    let yaml: String
    let line: String

    init(_ yaml: String, _ line: String) {
        self.yaml = yaml
        self.line = line
    }

    var testDescription: String { self.line }
}

extension Configuration.SIP {
    /// The peer that an address belongs to.
    func peer(sendingFrom address: [UInt8]) -> Configuration.Peer? {
        self.peersByNetwork.first { $0.network.contains(address) }?.peer
    }
}
