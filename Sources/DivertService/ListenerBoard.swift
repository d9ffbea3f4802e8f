/// What is known about the HTTP listeners while the server starts, and whether it stops.
actor ListenerBoard {
    struct Bound: Sendable {
        let http: String
        let https: String?
        let metrics: String?
    }

    private let expectsHTTPS: Bool
    private let expectsMetrics: Bool
    private var http: String?
    private var https: String?
    private var metrics: String?
    private var isDraining = false
    private var waiter: CheckedContinuation<Bound?, Never>?

    init(expectsHTTPS: Bool, expectsMetrics: Bool) {
        self.expectsHTTPS = expectsHTTPS
        self.expectsMetrics = expectsMetrics
    }

    /// Whether every listener is bound and the server does not stop.
    var state: (areBound: Bool, isDraining: Bool) { (self.bound != nil, self.isDraining) }

    func bind(http: String) {
        self.http = http
        self.wakeIfBound()
    }

    func bind(https: String) {
        self.https = https
        self.wakeIfBound()
    }

    func bind(metrics: String) {
        self.metrics = metrics
        self.wakeIfBound()
    }

    func drain() {
        self.isDraining = true
    }

    /// Waits until every listener is bound; nil when the start was called off.
    func allBound() async -> Bound? {
        if let bound = self.bound { return bound }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if Task.isCancelled {
                    continuation.resume(returning: nil)
                } else {
                    self.waiter = continuation
                }
            }
        } onCancel: {
            Task { await self.giveUp() }
        }
    }

    private var bound: Bound? {
        guard let http = self.http, !self.expectsHTTPS || self.https != nil,
            !self.expectsMetrics || self.metrics != nil
        else { return nil }
        return Bound(http: http, https: self.https, metrics: self.metrics)
    }

    private func wakeIfBound() {
        guard let bound = self.bound else { return }
        self.waiter?.resume(returning: bound)
        self.waiter = nil
    }

    private func giveUp() {
        self.waiter?.resume(returning: nil)
        self.waiter = nil
    }
}
