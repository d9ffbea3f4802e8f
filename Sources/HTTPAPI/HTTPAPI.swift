import CallAutomationModel

/// Builds the responder of every HTTP and HTTPS listener: the call automation plane with its identity operations, the
/// Divert plane, and what anybody may ask.
package func makeHTTPAPI(_ environment: HTTPAPIEnvironment) -> HTTPAPIResponder {
    let authenticator = Authenticator(environment)
    let decisions = CallDecisions(owner: environment.owner)
    let answerers: [any Answerer] = [
        CallAutomationAnswerer(environment, authenticator, decisions),
        IdentityAnswerer(environment, authenticator),
        DivertAnswerer(environment, authenticator, decisions),
        UserListAnswerer(environment, authenticator),
        TokenKeysAnswerer(environment, authenticator),
        SubscriptionAnswerer(environment, authenticator),
        DeadLetterAnswerer(environment, authenticator),
        HealthAnswerer(readiness: environment.readiness),
        OpenAPIAnswerer(),
        NotOfferedAnswerer(),
    ]
    return HTTPAPIResponder(
        answerers: answerers, pathPrefix: environment.pathPrefix,
        makeRequestID: environment.makeRequestID, now: environment.now, logger: environment.logger)
}
