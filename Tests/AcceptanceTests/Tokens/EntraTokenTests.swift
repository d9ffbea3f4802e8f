import DivertTesting
import EventModel
import EventReceiver
import Foundation
import Synchronization
import Testing

extension TokenAcceptance {
    @Suite("Entra ID tokens")
    struct Entra {
        private static let issuer = "https://login.example/tenant/v2.0"

        private static func token(_ issuer: StandInIssuer, audience: String = "api://divert") throws -> String {
            let now = Int64(Date().timeIntervalSince1970)
            return try issuer.token(
                #"{"iss":"\#(self.issuer)","aud":"\#(audience)","oid":"alice","nbf":\#(now),"exp":\#(now + 3_600)}"#)
        }

        private static func configuration(_ jwks: String) -> ServerConfiguration {
            var configuration = ServerConfiguration()
            configuration.resourceMembers = [
                "entra:", "  issuer: \(self.issuer)", "  audience: [https://communication.azure.com, api://divert]",
                "  jwks: \(jwks)",
            ]
            return configuration
        }

        @Test("Both planes take the tokens of a stand-in issuer, whose known keys work on when it is down")
        func outage() async throws {
            let issuers = [try await StandInIssuer.rs256(), .es256()]
            let isDown = Atomic(false)
            let published = StandInIssuer.keySet(issuers)
            let keys = try await EventReceiver(path: "/keys") { _ in
                isDown.load(ordering: .relaxed)
                    ? WebhookAnswer(status: 503) : WebhookAnswer(status: 200, body: published)
            }
            try await withServer(Self.configuration(keys.endpoint)) { server in
                for issuer in issuers {
                    let call = try await server.call(to: "+14255550100")
                    #expect(try await server.redirect(call, bearing: Self.token(issuer)).status == 204)
                    #expect(try await server.http.call(call.id).decision?.by == "entra")
                    let list = try await server.http.bearing(Self.token(issuer), "GET", "/divert/calls", nil)
                    #expect(list.status == 200)
                }
                isDown.store(true, ordering: .relaxed)
                let call = try await server.call(to: "+14255550100")
                let stranger = try await server.redirect(
                    call, bearing: Self.token(.es256(keyID: "new")))
                #expect(stranger.status == 401)
                #expect(stranger.fields["www-authenticate"]?.contains("invalid_token") == true)
                let other = try Self.token(issuers[1], audience: "https://graph.example")
                #expect(try await server.redirect(call, bearing: other).status == 401)
                #expect(try await server.redirect(call, bearing: Self.token(issuers[0])).status == 204)
            }
            await keys.stop()
        }

        @Test("A key file that is not there stops the start and the check with a line that names the setting")
        func missingFile() async throws {
            let folder = try TemporaryFolder()
            try folder.write(Self.configuration("missing.json").yaml, to: "divert.yaml")
            for verb in ["serve", "check"] {
                let run = try await DivertRun([verb, "--config", "divert.yaml"], in: folder)
                #expect(run.status == 78, "\(run)")
                #expect(run.errors.contains("resources[0].entra.jwks missing.json: expected a readable"), "\(run)")
            }
            folder.remove()
        }

        @Test("The keys may be in a file beside the configuration")
        func file() async throws {
            let issuer = StandInIssuer.es256()
            let folder = try TemporaryFolder()
            try folder.write(String(decoding: issuer.keySet, as: UTF8.self), to: "keys.json")
            try await withServer(Self.configuration("keys.json"), in: folder) { server in
                let call = try await server.call(to: "+14255550100")
                #expect(try await server.redirect(call, bearing: Self.token(issuer)).status == 204)
            }
        }
    }
}
