import CallAutomationModel

/// Builds the responder of every HTTP and HTTPS listener: the call automation plane, the Divert plane, the health
/// endpoints and the contract.
package func makeHTTPAPI(_ environment: HTTPAPIEnvironment) -> HTTPAPIResponder {
    let authenticator = Authenticator(environment)
    let decisions = CallDecisions(owner: environment.owner)
    let answerers: [any Answerer] = [
        CallAutomationAnswerer(environment, authenticator, decisions),
        DivertAnswerer(environment, authenticator, decisions),
        HealthAnswerer(readiness: environment.readiness),
        OpenAPIAnswerer(),
        NotOfferedAnswerer(),
    ]
    return HTTPAPIResponder(
        answerers: answerers, pathPrefix: environment.pathPrefix,
        makeRequestID: environment.makeRequestID, now: environment.now, logger: environment.logger)
}
