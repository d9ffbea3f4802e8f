import CallAutomationModel

/// Builds the responder of every HTTP and HTTPS listener: the call automation plane, the Divert plane and the health
/// endpoints.
package func makeHTTPAPI(_ environment: HTTPAPIEnvironment) -> HTTPAPIResponder {
    let authenticator = Authenticator(environment)
    let decisions = CallDecisions(owner: environment.owner)
    let answerers: [any Answerer] = [
        CallAutomationAnswerer(environment, authenticator, decisions),
        DivertAnswerer(environment, authenticator, decisions),
        SubscriptionAnswerer(environment, authenticator),
        DeadLetterAnswerer(environment, authenticator),
        HealthAnswerer(readiness: environment.readiness),
        NotOfferedAnswerer(),
    ]
    return HTTPAPIResponder(
        answerers: answerers, pathPrefix: environment.pathPrefix,
        makeRequestID: environment.makeRequestID, now: environment.now, logger: environment.logger)
}
