import CallAutomationModel
import HTTPTypes
import Hummingbird
import NIOCore

/// Reads request bodies with a limit in size and in time, so that neither a long nor a slow body holds the server.
struct BodyReader: Sendable {
    /// The largest body that is kept, in bytes.
    let limit: Int
    /// How long a body may take to arrive.
    let time: Duration

    /// The largest body that is read to its end, in bytes: a client that still sends may not listen, and closing on it
    /// loses the answer.
    static let drainLimit = 1_048_576

    /// Reads the body of a request. Call it once for each request.
    func read(_ request: Request, on channel: any Channel) async -> ReceivedBody {
        let declared = request.headers[.contentLength].flatMap(Int.init)
        if let declared, declared > self.limit {
            // Whoever asks before sending is told no at once.
            let asks = request.headers[.expect]?.lowercased() == "100-continue"
            if asks || declared > Self.drainLimit { return .tooLarge(isDrained: false) }
        }
        let isBodiless = request.method == .get || request.method == .head
        if isBodiless, declared ?? 0 == 0, request.headers[.transferEncoding] == nil { return .whole([]) }

        let body = request.body
        let limit = self.limit
        let reading = Task { await Self.collect(body, declared: declared, limit: limit) }
        let deadline = channel.eventLoop.scheduleTask(in: TimeAmount(self.time)) { reading.cancel() }
        defer { deadline.cancel() }
        return await withTaskCancellationHandler {
            await reading.value
        } onCancel: {
            reading.cancel()
        }
    }

    private static func collect(_ body: RequestBody, declared: Int?, limit: Int) async -> ReceivedBody {
        var bytes: [UInt8] = []
        var count = 0
        do {
            for try await chunk in body {
                count += chunk.readableBytes
                if count > self.drainLimit { return .tooLarge(isDrained: false) }
                if count <= limit { bytes.append(contentsOf: chunk.readableBytesView) }
            }
        } catch {
            return Task.isCancelled ? .late : .cutOff
        }
        if Task.isCancelled { return .late }
        if count > limit { return .tooLarge(isDrained: true) }
        // The end of the connection looks like the end of the body.
        if let declared, count < declared { return .cutOff }
        return .whole(bytes)
    }
}

/// What became of a request's body.
enum ReceivedBody: Sendable, Hashable {
    case whole([UInt8])
    /// Longer than the limit; if it was not drained, more of it may come.
    case tooLarge(isDrained: Bool)
    /// It did not arrive in its time.
    case late
    /// It ended early or was malformed.
    case cutOff

    /// The bytes, or what the client is told instead (row 2 of the answer table).
    func bytes() throws(CommunicationError) -> [UInt8] {
        switch self {
        case .whole(let bytes): return bytes
        case .tooLarge: throw .payloadTooLarge()
        case .late: throw .requestTimeout
        case .cutOff: throw .invalidBody("The request body ended before its announced length, or is malformed.")
        }
    }

    /// Whether nothing more of the request can come, so that the connection can go on.
    var isComplete: Bool {
        switch self {
        case .whole, .tooLarge(isDrained: true): true
        case .tooLarge(isDrained: false), .late, .cutOff: false
        }
    }
}
