import CallAutomationModel
import HTTPServing

extension CommunicationError {
    /// What a client hears whose bytes are no request.
    init(_ fault: RequestFault) {
        self =
            switch fault {
            case .malformed: .malformedRequest("it cannot be read.")
            case .headTooLarge: .headTooLarge
            case .headLate: .requestTimeout
            case .hostMissing: .malformedRequest("the header Host is missing.")
            case .hostRepeated: .malformedRequest("the header Host stands more than once.")
            }
    }
}
