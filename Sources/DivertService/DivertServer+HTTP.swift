import CallContext
import CallRouting
import DivertConfiguration
import Hummingbird
import Logging

extension DivertServer {
    static func responder(
        _ configuration: Configuration, _ signalling: Signalling, _ sealer: ContextSealer, _ board: ListenerBoard,
        now: @escaping @Sendable () -> Timestamp, logger: Logger
    ) throws -> some HTTPResponder<BasicRequestContext> {
        CallbackResponder { _, _ in Response(status: .notFound) }
    }
}
