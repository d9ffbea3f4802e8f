import CallAutomationModel
import HTTPAPI
import Testing

@Suite("Health")
struct HealthTests {
    private func get(_ path: String, _ readiness: Readiness) async throws -> TestAnswer {
        var request = TestRequest.get(path)
        request.key = nil
        return try await TestServer(readiness: readiness).send(request)
    }

    @Test("The process is alive whatever else is wrong, and nobody has to say who asks")
    func live() async throws {
        #expect(try await self.get("/health/live", Readiness(store: "disk full", isDraining: true)).status == 200)
    }

    @Test("A ready server says so for every part")
    func ready() async throws {
        let answer = try await self.get("/health/ready", Readiness())
        #expect(answer.status == 200)
        #expect(
            String(decoding: answer.body, as: UTF8.self)
                == #"{"status":"ready","checks":{"listeners":"ok","store":"ok","draining":false}}"#)
    }

    @Test("An unready server names the failing part")
    func unready() async throws {
        for readiness in [Readiness(listeners: "udp"), Readiness(store: "disk full"), Readiness(isDraining: true)] {
            let answer = try await self.get("/health/ready", readiness)
            #expect(answer.status == 503)
            #expect(answer["status"] == .string("unready"))
            #expect(answer["checks"]?["store"] == .string(readiness.store ?? "ok"))
            #expect(answer["checks"]?["listeners"] == .string(readiness.listeners ?? "ok"))
            #expect(answer["checks"]?["draining"] == .bool(readiness.isDraining))
        }
    }
}
