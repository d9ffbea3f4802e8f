import CallAutomationModel
import HTTPTypes

/// Operations of the call automation contract that the cloud has and this service has not. They are refused by name,
/// so that a developer does not search for a typing error.
struct NotOfferedAnswerer: Answerer {
    func endpoint(at path: String) -> Endpoint? {
        guard let name = Self.operation(at: path) else { return nil }
        let refuse: Endpoint.Handler = { _ throws(CommunicationError) in throw .operationNotOffered(name) }
        let methods: [HTTPRequest.Method] = [.get, .post, .put, .patch, .delete]
        return Endpoint("not offered", methods.map { ($0, refuse) })
    }

    private static func operation(at path: String) -> String? {
        switch path {
        case "/calling/callConnections:answer": "answer"
        case "/calling/callConnections:connect": "connect"
        case "/calling/callConnections": "createCall"
        case _ where path.hasPrefix("/calling/callConnections/"): "mid-call control"
        case _ where path.hasPrefix("/calling/recordings"): "recording"
        default: nil
        }
    }
}
