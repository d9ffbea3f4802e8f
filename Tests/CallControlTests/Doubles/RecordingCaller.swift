import CallControl
import CallRouting

/// A caller who writes down what it hears.
struct RecordingCaller: CallerSide {
    let chronicle: Chronicle
    let peerAddress = "192.0.2.7:5060"

    func trying() {
        self.chronicle.add(.trying)
    }

    func refusal(ofContact uri: String) -> ContactRefusal? {
        if uri.contains("called-party") { return .calleeItself }
        if uri.contains(" ") { return .malformed("a space") }
        return nil
    }

    func finish(_ disposition: CallDisposition, as state: CallState) {
        self.chronicle.add(.final(disposition))
    }
}
