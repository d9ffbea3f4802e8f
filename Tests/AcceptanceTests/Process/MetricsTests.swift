import Testing

extension ProcessAcceptance {
    @Suite("shows what it counts")
    struct Metrics {
        @Test("A redirected call can be read at /metrics: its messages by peer, its event, its decision, its end")
        func redirected() async throws {
            var configuration = ServerConfiguration()
            configuration.peer = "ringback: true"
            try await withApplication(configuration) { server, application in
                try await withPeer(to: server) { peer in
                    let dialogue = peer.dialogue()
                    try await peer.send(dialogue.invite)
                    let received = try await application.event()
                    try await server.http.redirect(received.context, to: "+14255550123").accepted()
                    try await peer.send(dialogue.ack(peer.expect(302)))
                    _ = try await server.http.call(received.call) { call in
                        call.isAcknowledged && call.events.allSatisfy { $0.state == "delivered" }
                    }
                }
                let answer = try await server.http.plain("GET", "/metrics")
                #expect(answer.status == 200)
                #expect(answer.fields["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
                let lines = Set(answer.text.split(separator: "\n").map(String.init))
                for line in [
                    "# TYPE sip_server_requests_total counter",
                    #"sip_server_requests_total{method="INVITE",peer="local",transport="udp"} 1"#,
                    #"sip_server_requests_total{method="ACK",peer="local",transport="udp"} 1"#,
                    #"sip_server_responses_total{method="INVITE",peer="local",status="100"} 1"#,
                    #"sip_server_responses_total{method="INVITE",peer="local",status="180"} 1"#,
                    #"sip_server_responses_total{method="INVITE",peer="local",status="302"} 1"#,
                    #"call_incoming_total{outcome="redirected",trunk="local"} 1"#,
                    #"call_offer_duration_seconds_bucket{outcome="redirected",le="+Inf"} 1"#,
                    "call_active 0",
                    "call_decision_duration_seconds_count 1",
                    #"event_delivery_attempts_total{result="accepted",status="2xx"} 1"#,
                    #"event_delivery_lag_seconds_count{until="posted"} 1"#,
                    #"event_delivery_lag_seconds_count{until="accepted"} 1"#,
                    #"store_operation_duration_seconds_count{operation="decide",store="calls"} 1"#,
                ] {
                    #expect(lines.contains(line), "\(line)")
                }
                #expect(lines.contains { $0.hasPrefix("build_info{version=\"") && $0.hasSuffix("\"} 1") })
                #expect(lines.contains { $0.hasPrefix("process_cpu_time_total ") })
                let redirects =
                    #"http_server_request_duration_seconds_count{method="POST",route="redirect",status="204"} 1"#
                #expect(lines.contains(redirects), "\(lines.filter { $0.contains("duration_seconds_count") })")
                #expect(!answer.text.contains("1425555"), "no number of anybody")
            }
        }

        @Test("On a port of their own they are alone, and the ready line says where")
        func ownPort() async throws {
            var configuration = ServerConfiguration()
            configuration.observability = "{ metricsPort: 0 }"
            try await withServer(configuration) { server in
                let address = try #require(server.ready.metrics)
                #expect(address != server.ready.http)
                #expect(try await server.http.plain("GET", "/metrics").status == 404)
                let client = DivertClient(endpoint: address, accessKey: DivertClient.developmentKey)
                let answer = try await client.plain("GET", "/metrics")
                #expect(answer.status == 200 && answer.text.contains("process_memory_usage "))
                for path in ["/health/live", "/divert/calls", "/openapi.json"] {
                    #expect(try await client.plain("GET", path).status == 404, "\(path)")
                }
            }
        }
    }
}
