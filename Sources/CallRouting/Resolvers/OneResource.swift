package import CallAutomationModel

/// Calls stay within one resource: a communication user of another one is out of the question.
///
/// Where there is only one resource, users whose GUID nobody names belong to it, as they do when they are called.
package struct OneResource: TargetPolicy {
    private let resources: ResourceTable

    package init(_ resources: ResourceTable) {
        self.resources = resources
    }

    package func prohibition(of target: CommunicationIdentifier, for call: ResolvingCall) -> TargetProhibition? {
        guard target.resourceID != nil else { return nil }
        return self.resources.resource(of: target, peerResource: nil) == call.resource ? nil : .otherResource
    }
}
