package import CallContext
package import CallRouting
package import EventDelivery
package import Logging
package import Observability

/// What a call owner needs from the rest of the server, and its settings.
package struct CallOwnerEnvironment: Sendable {
    package let store: any CallStore
    package let poster: any EventPoster
    /// Seals the claims of a new hop as its context.
    package let seal: @Sendable (ContextClaims) throws -> String
    /// What is out of the question as a target.
    package let policy: any TargetPolicy
    package let resolver: any TargetResolver
    /// Those of the configuration.
    package let subscriptions: [EventSubscription]
    /// Wall-clock time.
    package let now: @Sendable () -> Timestamp
    package let makeCallID: @Sendable () -> CallID
    package let makeEventID: @Sendable () -> String
    /// Random numbers from 0 to 1, which spread retries.
    package var jitter: @Sendable () -> Double = { Double.random(in: 0...1) }
    /// Where an endpoint's question can be answered by visiting: with the name of the subscription and its code.
    package var confirmationURL: @Sendable (_ subscription: String, _ code: String) -> String = { _, code in code }
    /// What is counted about events.
    package var metrics = EventMetrics()
    package let settings: CallSettings
    package let logger: Logger

    package init(
        store: any CallStore, poster: any EventPoster,
        seal: @escaping @Sendable (ContextClaims) throws -> String, policy: any TargetPolicy,
        resolver: any TargetResolver, subscriptions: [EventSubscription], now: @escaping @Sendable () -> Timestamp,
        makeCallID: @escaping @Sendable () -> CallID, makeEventID: @escaping @Sendable () -> String,
        settings: CallSettings, logger: Logger
    ) {
        self.store = store
        self.poster = poster
        self.seal = seal
        self.policy = policy
        self.resolver = resolver
        self.subscriptions = subscriptions
        self.now = now
        self.makeCallID = makeCallID
        self.makeEventID = makeEventID
        self.settings = settings
        self.logger = logger
    }
}

/// The settings under `calls`, and the bounds of the owner.
package struct CallSettings: Sendable {
    /// How long a call rings at each hop before the policy decides. Zero: the policy decides at once, and no application is asked.
    package var ringTimeout: Duration = .seconds(30)
    package var onTimeout: TimeoutPolicy = .decline
    package var onUndelivered: UndeliveredPolicy = .wait
    /// How long, and how many, events that were not delivered are kept.
    package var deadLetterAge: Duration = .seconds(7 * 86_400)
    package var deadLetterCount = 10_000
    /// How often a call may be sent on to ring somewhere else.
    package var maxDiversions = 5
    /// How long ringing calls may still be decided after SIGTERM.
    package var drain: Duration = .seconds(10)
    /// How long marks that may be lost wait for others before they are written (D8). A call that comes alone has several
    /// within this time, each of which would be a commit of its own; the calls of a busy server share one. Zero: they do
    /// not wait.
    package var noteDelay: Duration = .milliseconds(25)
    /// How many calls may live at once; more get 503.
    package var capacity = 100_000
    /// How many calls that the policy answers at once are recorded each second; of more only counters tell.
    package var policyRecordsPerSecond = 100
    /// How many repeatable requests of one principal are remembered at once; more get 429.
    package var repeatableRequests = 500_000
    /// The domain in `serverCallId`.
    package var domain = "divert.local"
    /// This process among the nodes of a cluster, for the context.
    package var node = "local"

    package init() {}
}

/// What happens to a call whose application could not be told.
package enum UndeliveredPolicy: Sendable, Hashable {
    /// It rings on: somebody may look at the calls, or the caller gives up.
    case wait
    /// 503, on which carriers try elsewhere.
    case decline
    /// As `TimeoutPolicy.redirect`.
    case redirect(target: String)
}

/// What happens to a call that nobody decided in time.
package enum TimeoutPolicy: Sendable, Hashable {
    /// 480.
    case decline
    /// The caller is sent to this target, and the call is then `redirected` by `policy`; or it rings on there, once.
    case redirect(target: String)

    var target: String? {
        if case .redirect(let target) = self { target } else { nil }
    }
}
