import CallAutomationModel
import HTTPTypes

/// Operations of the call automation contract that the cloud has and this service has not: creating and answering calls,
/// everything in a call, recordings. They are refused by name, so that a developer does not search for a typing error.
struct NotOfferedAnswerer: Answerer {
    let paths: [PathTemplate] = [
        "/calling/callConnections", "/calling/callConnections:answer", "/calling/callConnections:connect",
        "/calling/callConnections/{path}", "/calling/recordings", "/calling/recordings/{path}",
    ]

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
        case "/calling/recordings": "recording"
        case _ where self.isBelow("/calling/callConnections/", path): "mid-call control"
        case _ where self.isBelow("/calling/recordings/", path): "recording"
        default: nil
        }
    }

    private static func isBelow(_ parent: String, _ path: String) -> Bool {
        path.hasPrefix(parent) && path != parent
    }
}
