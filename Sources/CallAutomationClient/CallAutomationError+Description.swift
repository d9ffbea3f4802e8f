extension CallAutomationError: CustomStringConvertible {
    /// What happened, which request it was, and what to do next.
    public var description: String {
        var text = self.message
        if self.reason == .refused || self.reason == .unusableAnswer, let status = self.status {
            text = "\(status)\(self.code.map { " \($0)" } ?? ""): \(text)"
        }
        var notes: [String] = []
        if let requestID = self.requestID { notes.append("request \(requestID)") }
        if self.attempts > 1 { notes.append("\(self.attempts) attempts") }
        if !notes.isEmpty { text += " (\(notes.joined(separator: ", ")))" }
        return [text, self.advice].compactMap { $0 }.joined(separator: " ")
    }

    /// What to do next, when the message does not say so already.
    public var advice: String? {
        switch self.reason {
        case .invalidConnectionString, .invalidEndpoint, .invalidCredential, .invalidOption: nil
        case .notReached: "Check that the service runs and that the endpoint is right."
        case .timedOut: "The request may have been carried out; repeat it with the same Repeatability to be sure."
        case .unusableAnswer: "Check that the endpoint is the service itself, without anything in between."
        case .refused: self.refusalAdvice
        }
    }

    private var refusalAdvice: String? {
        switch (self.status, self.code) {
        case (_, "8522"): "The call is over; there is nothing left to decide."
        case (_, "8519"): "Somebody decided first; leave the call to them."
        case (_, "8521"): "Check that two applications do not send each other's calls back."
        case (_, "8523") where self.target == "incomingCallContext":
            "Use the context of the event unchanged and while the call rings, at the service that sent it."
        case (_, "7602"): "Choose another target, or let the operator of the service allow this one."
        case (401, _): "Check the access key and the clock of this machine."
        case (403, _): "Check that the credential is of the resource that the call belongs to."
        case (404, _): "Check the endpoint, its path above all."
        case (412, _): "Make a new Repeatability, if the request is still wanted."
        case (429, _): "Ask less often."
        case (.some(500...), _): "Try again a little later; if it stays so, the log of the service says why."
        default: nil
        }
    }
}
