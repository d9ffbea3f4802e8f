import CallAutomationModel

/// An answer as far as the client looks at it.
struct ServiceAnswer: Sendable {
    let status: Int
    /// Names in lower case.
    let headers: [String: String]
    let body: [UInt8]

    /// Longer texts of a service are cut in errors.
    private static let textLimit = 1000

    /// The acknowledgement of a 204, the only success of the contract.
    func acknowledgement(attempts: Int) -> Acknowledgement? {
        guard self.status == 204 else { return nil }
        return Acknowledgement(
            requestID: self.header("x-ms-request-id"), correlationID: self.header("x-microsoft-skype-chain-id"),
            attempts: attempts)
    }

    /// What every other answer means.
    var error: CallAutomationError {
        let requestID = self.header("x-ms-request-id")
        guard self.status >= 400 else {
            let message =
                (300..<400).contains(self.status)
                ? "A redirect to another address, which is not followed." : "Not an answer of this service."
            return CallAutomationError(.unusableAnswer, message, status: self.status, requestID: requestID)
        }
        guard let error = CommunicationError.decode(self.body, status: self.status) else {
            return CallAutomationError(
                .refused, "The service refused without a reason.", status: self.status,
                code: self.header("x-ms-error-code"), requestID: requestID)
        }
        return CallAutomationError(
            .refused, error.message.isEmpty ? "The service refused without a reason." : Self.plain(error.message),
            status: self.status, code: error.code.isEmpty ? self.header("x-ms-error-code") : Self.plain(error.code),
            target: error.target.map(Self.plain), requestID: requestID)
    }

    func header(_ name: String) -> String? {
        self.headers[name].map(Self.plain)
    }

    /// Without control characters, which would play tricks in a terminal.
    private static func plain(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.prefix(self.textLimit).map { $0.properties.generalCategory == .control ? " " : $0 }
            ))
    }
}
