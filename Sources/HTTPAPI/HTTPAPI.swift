import CallAutomationModel

/// Builds the responder of every HTTP and HTTPS listener: the call automation plane with its identity operations, the
/// Divert plane, and what anybody may ask.
package func makeHTTPAPI(_ environment: HTTPAPIEnvironment) -> HTTPAPIResponder {
    let authenticator = Authenticator(environment)
    let decisions = CallDecisions(owner: environment.owner)
    let common: [any Answerer] = [
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
        answerers: common + metrics(environment), pathPrefix: environment.pathPrefix, environment)
}

/// Builds the responder of a listener that serves the metrics and nothing else.
package func makeMetricsAPI(_ environment: HTTPAPIEnvironment) -> HTTPAPIResponder {
    HTTPAPIResponder(answerers: metrics(environment), pathPrefix: "", environment)
}

private func metrics(_ environment: HTTPAPIEnvironment) -> [any Answerer] {
    environment.exposition.map { [MetricsAnswerer(exposition: $0)] } ?? []
}
