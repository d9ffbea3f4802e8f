import Foundation
import Synchronization

/// The contexts of the calls that ring.
final class Contexts: Sendable {
    private struct Call: Decodable {
        let incomingCallContext: String
    }

    private let storage = Mutex<[String]>([])

    var all: [String] { self.storage.withLock { $0 } }

    func add(_ context: String) {
        self.storage.withLock { $0.append(context) }
    }

    static func context(in body: [UInt8]) -> String? {
        try? JSONDecoder().decode(Call.self, from: Data(body)).incomingCallContext
    }
}

extension Sequence where Self: Sendable {
    /// The elements as an asynchronous sequence, each made when it is asked for.
    func async<Element>(
        _ make: @escaping @Sendable (Self.Element) -> Element
    ) -> AsyncMapSequence<
        AsyncStream<Self.Element>, Element
    > where Self.Element: Sendable {
        AsyncStream { continuation in
            for element in self { continuation.yield(element) }
            continuation.finish()
        }.map(make)
    }
}
