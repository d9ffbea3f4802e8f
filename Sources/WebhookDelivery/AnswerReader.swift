import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Synchronization

/// Reads the answer of a webhook: its head, and the beginning of its body.
///
/// An answer has its status with its head: one that breaks off after that, or does not end in time, counts all the same.
final class AnswerReader: HTTPClientResponseDelegate {
    struct Answer: Sendable {
        let head: HTTPResponseHead
        var body: [UInt8] = []
    }

    /// How much of a body is read, in bytes. An answer that goes on behind that is ended, with its connection.
    static let limit = 64 * 1024

    private let answer = Mutex<Answer?>(nil)

    /// What came so far; nil before the head.
    var answerSoFar: Answer? { self.answer.withLock { $0 } }

    func didReceiveHead(task: HTTPClient.Task<Void>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
        self.answer.withLock { $0 = Answer(head: head) }
        return task.eventLoop.makeSucceededVoidFuture()
    }

    func didReceiveBodyPart(task: HTTPClient.Task<Void>, _ part: ByteBuffer) -> EventLoopFuture<Void> {
        let isFull = self.answer.withLock { answer in
            guard let room = answer.map({ Self.limit - $0.body.count }) else { return false }
            answer?.body.append(contentsOf: part.readableBytesView.prefix(room))
            return part.readableBytes >= room
        }
        return isFull
            ? task.eventLoop.makeFailedFuture(AnswerTooLong()) : task.eventLoop.makeSucceededVoidFuture()
    }

    func didFinishRequest(task: HTTPClient.Task<Void>) throws {}

    private struct AnswerTooLong: Error {}
}
