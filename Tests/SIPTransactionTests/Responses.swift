import SIPMessage

/// A response as far as a transaction looks at it: its status.
func response(_ status: Int, _ mark: String = "") -> EncodedResponse {
    EncodedResponse(statusCode: status, bytes: Array("SIP/2.0 \(status) \(mark)\r\n\r\n".utf8))
}
