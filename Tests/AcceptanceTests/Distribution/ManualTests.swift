import Foundation
import Testing

extension DistributionAcceptance {
    @Suite("The manual")
    struct Manual {
        @Test("Every verb stands in the man page and in docs/command-line.md")
        func verbs() async throws {
            try await withFolder { folder in
                let page = try Artefacts.tree().appending(path: "man/divert.1")
                let roff = try String(contentsOf: page, encoding: .utf8)
                let guide = try String(contentsOf: Self.guide, encoding: .utf8)
                let help = try await DivertRun(["--experimental-dump-help"], in: folder)
                let verbs = try JSONDecoder().decode(ProgramHelp.self, from: Data(help.output.utf8)).command.verbs
                #expect(verbs.contains("divert serve"))
                for verb in verbs {
                    #expect(roff.contains(".SS \"\(verb.replacing("-", with: "\\-"))\""), "\(verb)")
                    #expect(guide.contains("\n## \(verb)\n"), "\(verb)")
                }
            }
        }

        @Test(
            "The man page is without fault for groff",
            .enabled("groff is not installed", { CommandRun.isInstalled("groff") }))
        func faultless() async throws {
            try await withFolder { folder in
                let page = try Artefacts.tree().appending(path: "man/divert.1")
                let run = try await CommandRun(["groff", "-man", "-Tutf8", "-ww", "-z", page.path], in: folder.url)
                #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
            }
        }

        @Test("`man` shows it", .enabled("man is not installed", { CommandRun.isInstalled("man") }))
        func shown() async throws {
            try await withFolder { folder in
                let page = try Artefacts.tree().appending(path: "man/divert.1")
                let run = try await CommandRun(["man", "--local-file", page.path], in: folder.url)
                let text = try run.succeeded()
                #expect(text.contains("EXIT STATUS") && text.contains("divert serve"), "\(text)")
            }
        }

        @Test("docs/command-line.md is what the program says about itself now")
        func guideIsCurrent() async throws {
            let script = Surroundings.package.appending(path: "Scripts/manual").path
            let environment = Surroundings.childEnvironment.merging(["DIVERT_BINARY": Surroundings.server.path]) { $1 }
            let run = try await CommandRun(
                [Surroundings.python.path, script, "markdown"], in: Surroundings.package, environment: environment)
            let text = try run.succeeded()
            let guide = try String(contentsOf: Self.guide, encoding: .utf8)
            #expect(text + "\n" == guide, "docs/command-line.md is out of date: run 'make docs' and commit it")
        }

        private static let guide = Surroundings.package.appending(path: "docs/command-line.md")
    }
}

/// What `divert --experimental-dump-help` says, as far as the tests want it.
private struct ProgramHelp: Decodable {
    struct Command: Decodable {
        let commandName: String
        let shouldDisplay: Bool
        let superCommands: [String]?
        let subcommands: [Command]?

        /// The verbs that can be run, `help` apart, with all their words.
        var verbs: [String] {
            guard let subcommands else { return [((superCommands ?? []) + [commandName]).joined(separator: " ")] }
            return subcommands.filter { $0.shouldDisplay && $0.commandName != "help" }.flatMap(\.verbs)
        }
    }

    let command: Command
}
