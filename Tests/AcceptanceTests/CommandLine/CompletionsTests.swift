import Foundation
import Testing

extension CommandLineAcceptance {
    @Suite("divert completions, and help")
    struct Completions {
        @Test("Bash loads its script and completes verbs, reasons, formats and states")
        func bash() async throws {
            try await withFolder { folder in
                let run = try await DivertRun(["completions", "bash"], in: folder)
                #expect(run.status == 0 && run.errors.isEmpty)
                try folder.write(run.output, to: "completions.bash")
                for (words, expected) in [
                    (["divert", "sim"], "simulate"), (["divert", "reject", "context", "--reason", "b"], "busy"),
                    (["divert", "reject", "context", "--format", "j"], "json"),
                    (["divert", "calls", "list", "--state", "red"], "redirected"), (["divert", "calls", "sh"], "show"),
                    (["divert", "completions", "fi"], "fish"),
                ] {
                    let completed = try await Self.complete(words, in: folder)
                    #expect(completed.contains(expected), "\(words): \(completed)")
                }
            }
        }

        @Test("There is a script for each shell; another shell is wrong usage")
        func shells() async throws {
            try await withFolder { folder in
                let zsh = try await DivertRun(["completions", "zsh"], in: folder)
                #expect(zsh.status == 0 && zsh.output.hasPrefix("#compdef divert"))
                let fish = try await DivertRun(["completions", "fish"], in: folder)
                #expect(fish.status == 0 && fish.output.contains("complete -c 'divert'"), "\(fish.output.prefix(400))")
                try await DivertRun(["completions", "tcsh"], in: folder)
                    .expectFailure(64, "Error: ", "'bash', 'zsh' or 'fish'")
            }
        }

        @Test(
            "Each verb explains itself with an example, on standard output",
            arguments: [
                ["redirect"], ["reject"], ["simulate"], ["calls"], ["calls", "list"], ["calls", "show"],
                ["context", "decode"], ["connection-string"], ["completions"],
            ])
        func help(verb: [String]) async throws {
            try await withFolder { folder in
                let run = try await DivertRun(verb + ["--help"], in: folder)
                #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
                #expect(
                    run.output.hasPrefix("OVERVIEW: ")
                        && run.output.contains("\nUSAGE: divert \(verb.joined(separator: " "))"))
                // The example stands in a line of its own.
                #expect(
                    run.output.contains("  divert \(verb[0]) ") || run.output.contains("$(divert \(verb[0]) "),
                    "\(run.output)")
                let byHelp = try await DivertRun(["help"] + verb, in: folder)
                #expect(byHelp.output == run.output)
            }
        }

        @Test("An unknown verb is wrong usage")
        func unknownVerb() async throws {
            try await withFolder { folder in
                let run = try await DivertRun(["redirekt"], in: folder)
                #expect(run.status == 64 && run.output.isEmpty, "\(run.errors)")
            }
        }

        /// What bash offers for the last of the words.
        private static func complete(_ words: [String], in folder: TemporaryFolder) async throws -> [String] {
            let script = """
                set -e
                bash -n completions.bash
                source ./completions.bash
                COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}; COMP_TYPE=9; COMP_KEY=9
                set +e
                _divert divert "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
                printf '%s\\n' "${COMPREPLY[@]}"
                """
            let bash = try ChildProcess(
                Surroundings.search, ["bash", "-c", script, "bash"] + words, environment: Surroundings.childEnvironment,
                folder: folder.url)
            _ = try await bash.exitStatus(within: .seconds(20))
            let errors = await bash.errors.all.joined(separator: "\n")
            #expect(errors.isEmpty, "\(errors)")
            return await bash.output.all.map { $0.trimmingCharacters(in: .whitespaces) }
        }
    }
}
