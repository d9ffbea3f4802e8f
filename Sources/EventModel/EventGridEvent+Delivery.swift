extension EventGridEvent {
    /// The headers of a delivery (events.md §5).
    ///
    /// - `subscription`: the name of the subscription; it travels in upper case.
    /// - `attempt`: how many attempts were made before, 0 on the first.
    public func deliveryHeaders(subscription: String, attempt: Int) -> [(name: String, value: String)] {
        [
            ("Content-Type", "application/json; charset=utf-8"),
            ("aeg-event-type", self.data.deliveryType),
            ("aeg-subscription-name", subscription.uppercased()),
            ("aeg-delivery-count", String(max(0, attempt))),
            ("aeg-data-version", self.dataVersion),
            ("aeg-metadata-version", self.metadataVersion),
            ("aeg-output-event-id", self.id),
        ]
    }
}
