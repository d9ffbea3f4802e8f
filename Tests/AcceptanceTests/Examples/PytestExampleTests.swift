import Foundation
import Testing

extension ExamplesAcceptance {
    @Suite("examples/pytest")
    struct PytestExample {
        private static let folder = Surroundings.examples.appending(path: "pytest")

        @Test("Its tests pass, each with a server of its own")
        func passes() async throws {
            let run = try await Self.pytest(Self.folder)
            #expect(run.status == 0, "\(run.output)")
            #expect(run.output.contains(" passed"), "\(run.output)")
        }

        @Test("A test that fails shows the log of its server")
        func showsTheLog() async throws {
            try await withFolder { folder in
                try FileManager.default.copyItem(
                    at: Self.folder.appending(path: "conftest.py"), to: folder.file("conftest.py"))
                try folder.write(
                    """
                    def test_fails(divert):
                        assert divert.simulate("+14255550199", "+14255550100")["state"] == "answered"
                    """, to: "test_failing.py")
                let run = try await Self.pytest(folder.url)
                #expect(run.status == 1)
                #expect(run.output.contains("'ringing' == 'answered'"), "\(run.output)")
                #expect(run.output.firstMatch(of: #/The log of divert:\n20\d\d-.*ready/#) != nil, "\(run.output)")
            }
        }

        @Test("A server that does not start fails the test with its reason")
        func saysWhyItDidNotStart() async throws {
            try await withFolder { folder in
                let conftest = try String(contentsOf: Self.folder.appending(path: "conftest.py"), encoding: .utf8)
                try folder.write(conftest.replacing("--http-port", with: "--http-prot"), to: "conftest.py")
                try folder.write("def test_starts(divert): pass\n", to: "test_start.py")
                let run = try await Self.pytest(folder.url)
                #expect(run.status == 1)
                #expect(run.output.contains("divert did not start, exit status 78"), "\(run.output)")
                #expect(run.output.contains("divert: --http-prot"), "\(run.output)")
            }
        }

        private static func pytest(_ folder: URL) async throws -> (status: Int32, output: String) {
            let child = try ChildProcess(
                Surroundings.python, ["-m", "pytest", "-p", "no:cacheprovider", folder.path],
                environment: Surroundings.childEnvironment.merging([
                    "DIVERT_BINARY": Surroundings.server.path, "PYTHONDONTWRITEBYTECODE": "1",
                ]) { $1 },
                folder: folder)
            do {
                let status = try await child.exitStatus(within: .seconds(50))
                return (status, await child.output.all.joined(separator: "\n"))
            } catch {
                await child.end()
                throw error
            }
        }
    }
}
