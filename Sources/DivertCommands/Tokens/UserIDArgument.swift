import ArgumentParser
import CallAutomationModel

/// The raw id of a communication user, `8:acs:…`.
struct UserIDArgument: ExpressibleByArgument, Sendable {
    let rawID: String

    init?(argument: String) {
        guard CommunicationIdentifier(rawID: argument).resourceID != nil,
            argument.utf8.allSatisfy({ byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || "-_:".utf8.contains(byte)
            })
        else { return nil }
        self.rawID = argument
    }
}
