import AcceptanceHarness
import Foundation
import Testing

extension Compatibility {
    /// Everything that a release of the Python SDK can do with a call that rings, over HTTP with an
    /// `AzureKeyCredential` and over HTTPS with a connection string.
    @Suite("The Python SDK")
    struct PythonReleases {
        struct Client: CustomTestStringConvertible, Sendable {
            let release: SDKRelease
            let flavour: PythonSDK.Flavour
            let isSecure: Bool

            var testDescription: String { "\(release.rawValue) \(flavour) over \(isSecure ? "HTTPS" : "HTTP")" }

            func sdk(of server: DivertServer) -> PythonSDK {
                isSecure ? .https(server, flavour) : .http(server, flavour)
            }

            static let all = SDKRelease.allCases.flatMap { release in
                PythonSDK.Flavour.allCases.flatMap { flavour in
                    [false, true].map { Client(release: release, flavour: flavour, isSecure: $0) }
                }
            }
        }

        private static var configuration: ServerConfiguration {
            var configuration = ServerConfiguration()
            configuration.hasTLS = true
            configuration.ringTimeoutSeconds = 120
            configuration.routes = ["+1*", "8:*", "28:*"].map { ($0, "sip:{rawId}@gw1.example.net") }
            return configuration
        }

        @Test(
            "redirects to every identifier, rejects with every reason, maps every error, repeats without doing twice",
            arguments: Client.all)
        func speaksTheContract(client: Client) async throws {
            try await withServer(Self.configuration) { server in
                let redirects = try await Redirects(client.release, on: server)
                let rejections = try await Rejections(on: server)
                let refusals = try await Refusals(on: server)
                let repetition = try await server.http.simulate()
                let relay = try await LossyRelay.start(to: server, losing: 1)

                let sdk = client.sdk(of: server)
                let key = Data("another key altogether, and no less long".utf8).base64EncodedString()
                let stranger = PythonSDK.http(server, client.flavour, key: key)
                let repeating = PythonSDK.http(server, client.flavour, endpoint: relay.url)
                let redirect = PythonSDK.Step.redirect(repetition.context, to: "+14255550123")
                let outcomes = try await PythonSDK.run(
                    [
                        (sdk, redirects.steps + rejections.steps + refusals.steps), (stranger, [redirect]),
                        (repeating, [redirect]),
                    ], with: client.release.python())
                await relay.end()

                var rest = outcomes[0][...]
                try await redirects.check(rest.taken(redirects.steps.count))
                try await rejections.check(rest.taken(rejections.steps.count))
                refusals.check(rest.taken(refusals.steps.count))
                #expect(outcomes[1].map(\.raised) == ["ClientAuthenticationError"])
                #expect(outcomes[1].map(\.code) == ["Denied"])
                // The answer to the first attempt was lost; the second one is the same request, with another date.
                #expect(outcomes[2].map(\.returned) == ["None"], "\(outcomes[2])")
                #expect(relay.count == 2)
                let repeated = try await server.http.call(repetition.id)
                #expect(repeated.state == "redirected" && repeated.count(of: "redirect") == 1)
            }
        }
    }
}

extension ArraySlice {
    /// Takes elements from the front.
    fileprivate mutating func taken(_ count: Int) -> [Element] {
        defer { self = dropFirst(count) }
        return Array(prefix(count))
    }
}
