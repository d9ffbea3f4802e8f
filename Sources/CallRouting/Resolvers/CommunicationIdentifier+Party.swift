package import CallAutomationModel

extension CommunicationIdentifier {
    /// Whether both are the same party: equal identifiers, one number however it is written and whatever asserted id it
    /// carries, or users whose ids differ only in the case of the resource's GUID.
    package func isSameParty(as other: CommunicationIdentifier) -> Bool {
        if self == other { return true }
        if let number = self.dialledNumber { return number == other.dialledNumber }
        guard let resource = self.resourceID, resource == other.resourceID else { return false }
        let (mine, theirs) = (self.rawID, other.rawID)
        guard let end = mine.firstIndex(of: "_"), let otherEnd = theirs.firstIndex(of: "_") else { return false }
        return mine[..<end].lowercased() == theirs[..<otherEnd].lowercased() && mine[end...] == theirs[otherEnd...]
    }
}
