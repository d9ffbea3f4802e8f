import EntraTokens
import Synchronization

/// An issuer of keys that says what a test wants it to say, and counts how often it was asked.
package final class ScriptedKeySetSource: KeySetSource {
    private let state: Mutex<(content: [UInt8]?, fetches: Int)>

    /// - Parameter content: What is published; nil while the issuer is down.
    package init(_ content: [UInt8]? = nil) {
        self.state = Mutex((content, 0))
    }

    /// How often the keys were asked for.
    package var fetches: Int { self.state.withLock { $0.fetches } }

    /// Publishes something else, or nothing.
    package func publish(_ content: [UInt8]?) {
        self.state.withLock { $0.content = content }
    }

    package func fetch() async throws -> [UInt8] {
        let content = self.state.withLock { state in
            state.fetches += 1
            return state.content
        }
        guard let content else { throw KeySetSourceError("the issuer is down") }
        return content
    }
}
