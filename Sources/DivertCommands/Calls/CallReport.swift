import CallAutomationModel
package import SIPCaller
package import SIPMessage

/// What `divert call` prints: a line for each response, and one at the end.
package struct CallReport {
    /// When the INVITE left.
    package let start: ContinuousClock.Instant

    package init(start: ContinuousClock.Instant) {
        self.start = start
    }

    package func line(_ response: SIPResponse, at: ContinuousClock.Instant, _ format: OutputFormat) -> String {
        let time = self.start.duration(to: at).millisecondsText
        let details = Details(response)
        switch format {
        case .table:
            let place = String(repeating: " ", count: max(0, 8 - time.count))
            let first = "\(place)\(time) ms  \(response.statusCode) \(response.reasonPhrase)"
            return ([first] + details.lines.map { "             \($0)" }).map(\.printable).joined(separator: "\n")
        case .json:
            var text = JSONText()
            text.object { text in
                text.member("kind", "response")
                text.name("milliseconds")
                text.raw(time.utf8)
                text.member("status", response.statusCode)
                text.member("reason", response.reasonPhrase)
                details.write(to: &text)
            }
            return String(decoding: text.bytes, as: UTF8.self)
        }
    }

    package func summary(_ outcome: CallOutcome, at: ContinuousClock.Instant, _ format: OutputFormat) -> String {
        let time = self.start.duration(to: at).millisecondsText
        switch format {
        case .table:
            switch outcome {
            case .failed: return "failed after \(time) ms"
            default: return "\(outcome.sentence) after \(time) ms".printable
            }
        case .json:
            var text = JSONText()
            text.object { text in
                text.member("kind", "summary")
                text.member("outcome", outcome.name)
                text.name("milliseconds")
                text.raw(time.utf8)
                if let response = outcome.response { text.member("status", response.statusCode) }
                if case .redirected(let response) = outcome, let contact = Details(response).contacts.first {
                    text.member("contact", contact)
                }
                if case .failed(let failure) = outcome { text.member("error", failure.summary) }
            }
            return String(decoding: text.bytes, as: UTF8.self)
        }
    }

    /// The header fields of a response that a person wants to see.
    struct Details {
        /// The URIs of a redirect, the most wanted first (RFC 3261 §8.1.3.4).
        let contacts: [String]
        private let failure: [(name: String, values: [String])]

        init(_ response: SIPResponse) {
            let isRedirect = (300..<400).contains(response.statusCode)
            let contacts = isRedirect ? (try? response.headers.nameAddresses(.contact)) ?? [] : []
            let weighed = contacts.enumerated().sorted { left, right in
                let (first, second) = (Self.weight(left.element), Self.weight(right.element))
                return first == second ? left.offset < right.offset : first > second
            }
            self.contacts = weighed.map { $0.element.uri.description }
            let names: [(SIPHeaderName, String)] =
                response.statusCode < 400
                ? [] : [(.warning, "warnings"), (.reason, "reasons"), (.retryAfter, "retryAfter")]
            self.failure = names.compactMap { header, name in
                let values = response.headers.all(header).map { String(decoding: $0, as: UTF8.self) }
                return values.isEmpty ? nil : (name, values)
            }
        }

        private static func weight(_ contact: NameAddress) -> Double {
            contact.parameters["q"].flatMap { Double($0) } ?? 1
        }

        var lines: [String] {
            let names = ["warnings": "Warning", "reasons": "Reason", "retryAfter": "Retry-After"]
            return self.contacts.map { "Contact: \($0)" }
                + self.failure.flatMap { name, values in values.map { "\(names[name] ?? name): \($0)" } }
        }

        func write(to text: inout JSONText) {
            if !self.contacts.isEmpty {
                text.name("contacts")
                text.array { text in for contact in self.contacts { text.string(contact) } }
            }
            for (name, values) in self.failure {
                text.name(name)
                if name == "retryAfter" {
                    text.string(values[0])
                } else {
                    text.array { text in for value in values { text.string(value) } }
                }
            }
        }
    }
}

extension CallOutcome {
    /// For programs.
    fileprivate var name: String {
        switch self {
        case .redirected: "redirected"
        case .answered: "answered"
        case .cancelled: "cancelled"
        case .refused: "refused"
        case .failed: "failed"
        }
    }

    fileprivate var response: SIPResponse? {
        switch self {
        case .redirected(let response), .answered(let response, _), .cancelled(let response, _),
            .refused(let response):
            response
        case .failed: nil
        }
    }

    /// For people, to be followed by the time.
    fileprivate var sentence: String {
        switch self {
        case .redirected(let response):
            "redirected to \(CallReport.Details(response).contacts.first ?? "nowhere: there is no Contact")"
        case .answered(_, isHungUp: true): "answered and hung up"
        case .answered(_, isHungUp: false): "answered, and hung up without the other side agreeing,"
        case .cancelled(_, asPlanned: true): "cancelled as asked"
        case .cancelled(_, asPlanned: false): "cancelled"
        case .refused(let response): "refused with \(response.statusCode) \(response.reasonPhrase)"
        case .failed: "failed"
        }
    }
}
