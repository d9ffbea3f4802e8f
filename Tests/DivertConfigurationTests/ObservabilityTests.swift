import DivertConfiguration
import Testing

@Suite("How the server is watched (observability)")
struct ObservabilityTests {
    @Test("The metrics stand beside the API while nobody else can reach it, else on a port of their own or nowhere")
    func metrics() throws {
        let key = "resources: [{ accessKeys: ['c2VjcmV0LW9uZQ=='] }]"
        #expect(try load().showsMetricsOverHTTP)
        #expect(try load("http: { host: '::1' }").showsMetricsOverHTTP)
        #expect(try !load("http: { host: 0.0.0.0 }\n\(key)").showsMetricsOverHTTP)
        let own = try load("observability: { metricsPort: 9464 }")
        #expect(!own.showsMetricsOverHTTP && own.observability.metricsPort == 9464)
    }

    @Test("Their port is not one of the API's, but each may be any free one")
    func port() throws {
        #expect(
            refusal("http: { port: 9464 }\nobservability: { metricsPort: 9464 }")
                == "divert.yaml:2: observability.metricsPort: expected a port of its own, found 9464, which is http.port"
        )
        #expect(
            refusal("observability: { metricsPort: 7443 }")
                == "divert.yaml:1: observability.metricsPort: expected a port of its own, found 7443, which is http.tls.port"
        )
        #expect(refusal("http: { tls: off }\nobservability: { metricsPort: 7443 }") == nil)
        #expect(refusal("http: { port: 0 }\nobservability: { metricsPort: 0 }") == nil)
    }
}
