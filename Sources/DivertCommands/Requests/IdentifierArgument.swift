import ArgumentParser
import CallAutomationModel

/// Who or where, as it is typed: an E.164 number with its plus sign, or a raw id.
struct IdentifierArgument: ExpressibleByArgument {
    let identifier: CommunicationIdentifier

    init(_ identifier: CommunicationIdentifier) {
        self.identifier = identifier
    }

    /// Nil for what is neither. `14255550123` is a slip of the pen that a server would take for an unknown raw id.
    init?(argument: String) {
        let isRawID = argument.contains(":") && !argument.hasPrefix(":") && !argument.hasSuffix(":")
        guard E164.isNumber(argument) || isRawID, argument.utf8.count <= CommunicationIdentifier.rawIDLimit else {
            return nil
        }
        self.identifier = CommunicationIdentifier(e164OrRawID: argument)
    }

    var defaultValueDescription: String { self.identifier.shown }
}

extension CommunicationIdentifier {
    /// As people know it: the number, else the raw id.
    var shown: String { self.e164 ?? (self.isAnonymousCaller ? "anonymous" : self.rawID) }
}
