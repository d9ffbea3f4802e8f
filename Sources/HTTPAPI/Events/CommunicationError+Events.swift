import CallAutomationModel

/// Answers about subscriptions and dead letters.
extension CommunicationError {
    /// 404: nobody is subscribed under the name.
    static var subscriptionNotFound: Self {
        Self(status: 404, code: "SubscriptionNotFound", message: "There is no subscription of this name.")
    }

    /// 400: the name is no name.
    static var subscriptionNameInvalid: Self {
        .invalidArgument(
            target: "name", "The name must be up to 64 letters, digits, dots, hyphens and underscores.")
    }

    /// 409: requests do not change what stands in the configuration.
    static var subscriptionConfigured: Self {
        Self(
            status: 409, code: "SubscriptionConfigured",
            message: "The subscription stands in the configuration; change it there.")
    }

    /// 409: each call is matched against every subscription, so there is an end to them.
    static func tooManySubscriptions(limit: Int) -> Self {
        Self(
            status: 409, code: "TooManySubscriptions",
            message: "There are \(limit) subscriptions already; remove one first.")
    }

    /// 400: the endpoint lies where only this machine may be able to reach.
    static func endpointNotAllowed(_ reason: String) -> Self {
        .invalidArgument(
            target: "endpoint", "“endpoint” may not lead there: \(reason). See events.allowPrivateEndpoints.")
    }

    /// 404: no question with this code waits for an answer.
    static var validationCodeUnknown: Self {
        Self(status: 404, code: "ValidationCodeUnknown", message: "No subscription waits for this code.")
    }

    /// 404: the event was delivered, or its time is over.
    static var deadLetterNotFound: Self {
        Self(status: 404, code: "DeadLetterNotFound", message: "There is no dead letter of this id.")
    }
}
