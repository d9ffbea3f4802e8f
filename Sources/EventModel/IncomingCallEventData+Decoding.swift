public import CallAutomationModel

extension IncomingCallEventData {
    /// Reads the data of an event. `to`, `from` and `incomingCallContext` must be there, without them nobody can decide;
    /// what else is missing is empty, and unknown members are ignored: the schema grows.
    ///
    /// Throws code `8523` with the path of the wrong member in `target`, starting with `path`.
    public init(json value: JSONValue?, at path: String = "data") throws(CommunicationError) {
        let members = try JSONMembers(value, at: path)
        self.init(
            to: try Self.identifier("to", of: members),
            from: try Self.identifier("from", of: members),
            serverCallID: try members.string("serverCallId") ?? "",
            callerDisplayName: try members.string("callerDisplayName") ?? "",
            customContext: Self.customContext(try members.value("customContext")),
            incomingCallContext: try members.requiredString("incomingCallContext"),
            correlationID: try members.string("correlationId") ?? "")
    }

    /// What a request may not name can call all the same: short numbers, kinds of a later contract. There the raw id counts,
    /// which every sender writes.
    private static func identifier(
        _ name: String, of members: JSONMembers
    ) throws(CommunicationError) -> CommunicationIdentifier {
        let value = try members.value(name)
        do throws(CommunicationError) {
            return try CommunicationIdentifier(json: value, at: members.path(of: name))
        } catch {
            guard case .object(let parts) = value, let rawID = parts.first(where: { $0.name == "rawId" })?.value.string,
                (1...CommunicationIdentifier.rawIDLimit).contains(rawID.utf8.count),
                rawID.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
            else { throw error }
            return CommunicationIdentifier(rawID: rawID)
        }
    }

    /// Whatever strings are there, in any number: a call is not lost over the headers that came with it.
    private static func customContext(_ value: JSONValue?) -> CustomCallingContext? {
        guard case .object(let parts) = value else { return nil }
        var context = CustomCallingContext()
        for part in parts {
            guard case .object(let headers) = part.value else { continue }
            let pairs = headers.compactMap { header in header.value.string.map { (header.name, $0) } }
            let strings = Dictionary(pairs) { first, _ in first }
            switch part.name {
            case "sipHeaders": context.sipHeaders = strings
            case "voipHeaders": context.voipHeaders = strings
            default: continue
            }
        }
        return context
    }
}
