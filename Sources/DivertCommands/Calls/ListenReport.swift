import CallAutomationModel
import EventModel
import EventReceiver
import Foundation

/// What `divert listen` prints. Numbers are shown in full: it is the user's own terminal.
struct ListenReport: Sendable {
    /// How much of a context and of an answer people are shown.
    private static let excerpt = 24
    private static let answerExcerpt = 200
    private static let margin = String(repeating: " ", count: 14)

    let format: OutputFormat

    func listening(at endpoint: String, relayingTo url: String?) -> String {
        switch self.format {
        case .table:
            let relay = url.map { "\nEverything is passed on to \($0)" } ?? ""
            return """
                Listening on \(endpoint)\(relay)
                To send events here:  divert serve --webhook \(endpoint)
                """
        case .json:
            return Self.object { text in
                text.member("kind", "listening")
                text.member("webhook", endpoint)
            }
        }
    }

    func came(_ event: IncomingCallEvent, isRepeated: Bool, at now: Date = .now) -> String {
        switch self.format {
        case .table: return self.block(Self.clock(now), Self.lines(event, isRepeated))
        case .json:
            return Self.object { text in
                Self.write(event.id, "Microsoft.Communication.IncomingCall", isRepeated, now, to: &text)
                text.member("from", event.from.rawID)
                text.member("to", event.to.rawID)
                text.member("callerDisplayName", event.callerDisplayName)
                text.member("correlationId", event.correlationID)
                text.member("incomingCallContext", event.incomingCallContext)
            }
        }
    }

    func came(_ event: OtherEvent, isRepeated: Bool, at now: Date = .now) -> String {
        switch self.format {
        case .table: self.block(Self.clock(now), ["\(event.type)\(isRepeated ? ", again" : "")  event \(event.id)"])
        case .json: Self.object { Self.write(event.id, event.type, isRepeated, now, to: &$0) }
        }
    }

    /// Somebody asked whether events are wanted here.
    func handshake(isCloudEvents: Bool, _ status: Int, at now: Date = .now) -> String {
        switch self.format {
        case .table:
            let question = isCloudEvents ? "CloudEvents handshake" : "subscription validation of Event Grid"
            return self.block(Self.clock(now), ["\(question), answered \(status)"])
        case .json:
            return Self.object { text in
                text.member("kind", "handshake")
                text.member("at", Self.timestamp(now))
                text.member("schema", isCloudEvents ? "cloudEvents" : "eventGrid")
                text.member("status", status)
            }
        }
    }

    func refused(_ problem: EventDecodingError, _ status: Int, at now: Date = .now) -> String {
        switch self.format {
        case .table: self.block(Self.clock(now), ["not understood, answered \(status): \(problem)"])
        case .json:
            Self.object { text in
                text.member("kind", "refused")
                text.member("at", Self.timestamp(now))
                text.member("status", status)
                text.member("error", problem.description)
            }
        }
    }

    func decided(
        _ event: IncomingCallEvent, _ decision: CallDecision.Kind, after duration: Duration,
        failure: CommandFailure?
    ) -> String {
        let (operation, detail, words) =
            switch decision {
            case .redirect(let target): ("redirect", ("target", target.rawID), "redirected to \(target.shown)")
            case .reject(let reason): ("reject", ("reason", reason.rawValue), "rejected (\(reason.rawValue))")
            }
        let time = duration.millisecondsText
        switch self.format {
        case .table:
            let line = failure.map { "\(operation) failed after \(time) ms: \($0.message)" }
            let advice = failure?.advice.map { $0.split(separator: "\n").map(String.init) } ?? []
            return self.block(nil, [line ?? "\(words) after \(time) ms"] + advice)
        case .json:
            return Self.object { text in
                text.member("kind", "decision")
                text.member("event", event.id)
                text.member("operation", operation)
                text.member(detail.0, detail.1)
                text.member("isDone", failure == nil)
                text.name("milliseconds")
                text.raw(time.utf8)
                if let failure { text.member("error", failure.message) }
            }
        }
    }

    func relayed(_ request: WebhookRequest, to url: String, _ result: EventRelay.Result) -> String {
        let time = result.duration.millisecondsText
        switch self.format {
        case .table:
            let first = "\(request.method) \(url), \(request.body.count) bytes"
            if let failure = result.failure {
                return self.block(nil, ["\(first): no answer after \(time) ms: \(failure)"])
            }
            let body = String(decoding: result.answer.body.prefix(Self.answerExcerpt), as: UTF8.self)
            let more = result.answer.body.count > Self.answerExcerpt ? "…" : ""
            return self.block(
                nil,
                ["\(first): answered \(result.answer.status) after \(time) ms"] + (body.isEmpty ? [] : [body + more]))
        case .json:
            return Self.object { text in
                text.member("kind", "relay")
                text.member("method", request.method)
                text.member("url", url)
                if let failure = result.failure {
                    text.member("error", failure)
                } else {
                    text.member("status", result.answer.status)
                }
                text.name("milliseconds")
                text.raw(time.utf8)
            }
        }
    }

    private static func lines(_ event: IncomingCallEvent, _ isRepeated: Bool) -> [String] {
        let name = event.callerDisplayName.isEmpty ? "" : " “\(event.callerDisplayName)”"
        let context = event.incomingCallContext
        let excerpt = context.count > Self.excerpt ? "\(context.prefix(Self.excerpt))…" : context
        return [
            "IncomingCall\(isRepeated ? ", again" : "")  \(event.from.shown)\(name) → \(event.to.shown)",
            "correlation \(event.correlationID)  event \(event.id)",
            "context \(excerpt) (\(context.utf8.count) bytes)",
        ]
    }

    private static func write(
        _ id: String, _ type: String, _ isRepeated: Bool, _ now: Date, to text: inout JSONText
    ) {
        text.member("kind", "event")
        text.member("at", Self.timestamp(now))
        text.member("id", id)
        text.member("type", type)
        text.member("isRepeated", isRepeated)
    }

    /// Lines with the time in front of the first and a margin in front of the others.
    private func block(_ time: String?, _ lines: [String]) -> String {
        let first = time.map { "\($0)  " } ?? Self.margin
        return lines.enumerated()
            .map { ($0.offset == 0 ? first : Self.margin) + $0.element.printable }
            .joined(separator: "\n")
    }

    private static func object(_ content: (inout JSONText) -> Void) -> String {
        var text = JSONText()
        text.object(content)
        return String(decoding: text.bytes, as: UTF8.self)
    }

    /// The time of day here: `18:02:11.123`.
    private static func clock(_ date: Date) -> String {
        let seconds = date.timeIntervalSince1970
        var time = time_t(seconds)
        var parts = tm()
        localtime_r(&time, &parts)
        let milliseconds = Int((seconds - seconds.rounded(.down)) * 1000)
        let fields = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "\(fields.joined(separator: ":")).\(String(milliseconds + 1000).dropFirst())"
    }

    private static func timestamp(_ date: Date) -> String {
        ISO8601Time.format(ticksSince1970: Int64(date.timeIntervalSince1970 * 1000) * 10_000)
    }
}
