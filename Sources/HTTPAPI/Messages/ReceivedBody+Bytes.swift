import CallAutomationModel
import HTTPServing

extension ReceivedBody {
    /// The bytes, or what the client is told instead (row 2 of the answer table).
    func bytes() throws(CommunicationError) -> [UInt8] {
        switch self {
        case .whole(let bytes): return bytes
        case .tooLarge: throw .payloadTooLarge()
        case .late: throw .requestTimeout
        case .cutOff: throw .invalidBody("The request body ended before its announced length.")
        case .malformed: throw .malformedRequest("its body cannot be read.")
        }
    }
}
