import CallRouting

/// A write on its way to the disk, and whom to tell.
final class PendingWrite<Write: GroupedWrite>: Sendable {
    let write: Write
    let completion: @Sendable (WriteResult) -> Void

    init(_ write: Write, _ completion: @escaping @Sendable (WriteResult) -> Void) {
        self.write = write
        self.completion = completion
    }
}
