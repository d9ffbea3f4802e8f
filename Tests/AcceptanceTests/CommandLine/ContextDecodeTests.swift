import Foundation
import Testing

extension CommandLineAcceptance {
    @Suite("divert context decode")
    struct ContextDecoding {
        private struct Sealed: Decodable {
            let form: String
            let callId: String
            let from: String
            let to: String
            let expired: Bool
            let sipBytes: Int
        }

        private struct Cloud: Decodable {
            struct Content: Decodable {
                struct Notification: Decodable {
                    struct Party: Decodable {
                        let displayName: String?
                    }
                    let from: Party
                }
                let callNotification: Notification
            }
            let form: String
            let content: Content
        }

        @Test("A context of this server is opened with the keys of its data folder, also while it runs")
        func sealed() async throws {
            try await withServer { server in
                let call = try await server.simulate("--from", "+14255550177")
                let context = try #require(call.incomingCallContext)
                let json = try await server.run("context", "decode", context, "--data", "data", "--format", "json")
                    .decoded(Sealed.self)
                #expect(json.form == "divert" && json.callId == call.id && json.from == "4:+14255550177")
                #expect(json.to == "4:+14255550100" && !json.expired && json.sipBytes == 0)

                let byFile = try await server.run("context", "decode", "-", "--config", "divert.yaml", input: context)
                #expect(byFile.status == 0 && byFile.output.contains("\ncall      \(call.id)\n"), "\(byFile.errors)")
                #expect(byFile.output.hasSuffix("\nsip       nothing: a simulated call"))

                let key = server.folder.text(of: "data/context.keys").trimmingCharacters(in: .whitespacesAndNewlines)
                let byKey = try await server.run("context", "decode", context, "--key", key)
                #expect(byKey.output == byFile.output)
                let wrongKey = Data(repeating: 7, count: 32).base64EncodedString()
                try await server.run("context", "decode", context, "--key", wrongKey)
                    .expectFailure(1, "divert context decode: ", "key", "--data FOLDER")
                try await server.run("context", "decode", context)
                    .expectFailure(1, "divert context decode: ", "not at hand")
                try await server.run("context", "decode", context.dropLast(4) + "AAAA", "--data", "data")
                    .expectFailure(1, "divert context decode: the context was changed on the way")
            }
        }

        @Test("The published example needs no key, as it stands and by its context alone")
        func example() async throws {
            try await withFolder { folder in
                let request = try String(contentsOf: Surroundings.exampleRequest, encoding: .utf8)
                let whole = try await DivertRun(
                    ["context", "decode", "-", "--format", "json"], in: folder, input: request
                ).decoded(Cloud.self)
                #expect(whole.form == "gzip" && whole.content.callNotification.from.displayName == "user1")

                struct Request: Decodable {
                    let incomingCallContext: String
                }
                let context = try JSONDecoder().decode(Request.self, from: Data(request.utf8)).incomingCallContext
                let table = try await DivertRun(["context", "decode", context], in: folder)
                #expect(table.status == 0 && table.errors.isEmpty, "\(table.errors)")
                #expect(table.output.hasPrefix("A context of the cloud: JSON in gzip in Base64"))
                #expect(table.output.contains("callNotification.redirectionProperties.isRedirectAllowed  true"))
            }
        }

        @Test("A JWT shows header, payload and what is compressed inside")
        func jwt() async throws {
            try await withFolder { folder in
                let jwt =
                    "eyJhbGciOiJub25lIn0.eyJjYyI6Ikg0c0lBQUFBQUFBQ0E2dFdTazdNeWZITEw4bE15MHhPTE1uTXoxT3lxbFpLSzhyUEJkR1pLVXBX"
                    + "U2haV2ljbkZWb254U1VxMXRiVUE0NzZRSERBQUFBQT0ifQ."
                let run = try await DivertRun(["context", "decode", jwt], in: folder)
                #expect(
                    run.output == """
                        A context of the cloud: a JWT, readable by everybody

                        header.alg                                   none
                        payload.cc.form                              gzip
                        payload.cc.content.callNotification.from.id  8:acs:a_b
                        signature                                    none
                        """, "\(run.errors)")
            }
        }

        @Test("Anything else ends with 1 and says what is expected", arguments: ["hello", "H4sIAAAA", "a.b.c"])
        func anythingElse(text: String) async throws {
            try await withFolder { folder in
                try await DivertRun(["context", "decode", text], in: folder)
                    .expectFailure(1, "divert context decode: ", "incomingCallContext")
            }
        }

        @Test("Keys that cannot be are wrong usage, a configuration that cannot be ends with 78")
        func badKeys() async throws {
            try await withFolder { folder in
                try await DivertRun(["context", "decode", "x", "--key", "a2V5"], in: folder)
                    .expectFailure(64, "Error: --key must be 32 bytes", "Usage: divert context decode ")
                let sealed = String(repeating: "AQAA", count: 20)
                try folder.write("http: {prot: 1}\n", to: "divert.yaml")
                try await DivertRun(["context", "decode", sealed, "--config", "divert.yaml"], in: folder)
                    .expectFailure(78, "divert context decode: divert.yaml:1: ")
                try await DivertRun(["context", "decode", sealed, "--data", "nowhere"], in: folder)
                    .expectFailure(1, "divert context decode: nowhere/context.keys cannot be read", "--data")
            }
        }
    }
}
