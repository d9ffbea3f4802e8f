/// What is known of an endpoint that a request names, before anything is sent there.
package enum EndpointFinding: Sendable, Hashable {
    /// It is no absolute `http` or `https` URL.
    case noURL
    /// It leads where endpoints made through the API may not lie; the text says why.
    case refused(String)
    case allowed(isLoopback: Bool)
}
