import AcceptanceHarness
import Foundation
import Testing

extension Compatibility {
    @Suite("The OpenAPI document")
    struct Contract {
        @Test("Schemathesis finds nothing that the server does and the document does not say")
        func schemathesis() async throws {
            // A minute on an idle machine; on a busy one it may take its time, as long as it ends.
            let package = Surroundings.package
            let run = try await CommandRun(
                [package.appending(path: "Scripts/schemathesis").path], in: package,
                environment: Surroundings.childEnvironment.merging(["DIVERT_BINARY": Surroundings.server.path]) { $1 },
                within: .seconds(300))
            #expect(run.status == 0, "\(run.output)\n\(run.errors)")
            #expect(run.output.contains(#/\d{3,} generated/#), "\(run.output)")
        }
    }
}
