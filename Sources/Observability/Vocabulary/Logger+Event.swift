package import CallRouting
package import Logging

extension Logger {
    /// Logs one event: constant words, the call it concerns, and fields of the vocabulary.
    ///
    /// The call is asked for on every line, so that nobody forgets it; nil says that the line is about no call, or that
    /// the call is not known.
    package func event(
        _ level: Logger.Level, _ message: StaticString, call: CallID?, _ fields: @autoclosure () -> [LogField] = []
    ) {
        guard level >= self.logLevel else { return }
        self.log(level: level, "\(message)", metadata: LogField.metadata(call, fields()))
    }
}
