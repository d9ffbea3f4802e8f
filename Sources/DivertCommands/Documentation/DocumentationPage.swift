import ArgumentParser
import DivertConfiguration

/// A page of docs/ of which parts are made by the program itself. Another page is another case.
enum DocumentationPage: String, ExpressibleByArgument, CaseIterable {
    /// docs/configuration.md.
    case configuration

    /// The parts, in the order in which they are printed.
    var parts: [GeneratedPart] {
        switch self {
        case .configuration:
            [
                GeneratedPart(name: "short forms", text: ConfigurationReference.shortForms),
                GeneratedPart(name: "keys", text: ConfigurationReference.keys),
                GeneratedPart(name: "later", text: ConfigurationReference.later),
            ]
        }
    }
}
