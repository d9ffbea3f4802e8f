/// One line of a call's story.
package struct TimelineEntry: Sendable, Hashable {
    package enum Name: String, Sendable, Hashable, CaseIterable {
        case invite, trying, event, redirect, reject, accepted, cancel, expired, final, ack, ackMissing, sendFailed
        case restart
        /// Nobody is subscribed to the call.
        case noSubscriber
    }

    package let at: Timestamp
    package let name: Name
    /// A short text for people; no line breaks, may be empty.
    package let detail: String

    package init(at: Timestamp, name: Name, detail: String = "") {
        self.at = at
        self.name = name
        self.detail = detail
    }
}
