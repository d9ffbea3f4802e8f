import Foundation
import Testing

extension DistributionAcceptance {
    @Suite("Completions")
    struct Completions {
        @Test("bash sources them, and completes a verb and an option")
        func bash() async throws {
            let tree = try Artefacts.tree()
            let script = """
                set -eu
                source completions/divert.bash
                complete -p divert
                COMP_WORDS=(divert ser) COMP_CWORD=1 COMP_LINE='divert ser' COMP_POINT=10 COMPREPLY=()
                _divert divert ser divert
                echo "${COMPREPLY[@]}"
                COMP_WORDS=(divert serve --ready) COMP_CWORD=2 COMP_LINE='divert serve --ready' COMP_POINT=20 COMPREPLY=()
                _divert divert --ready serve
                echo "${COMPREPLY[@]}"
                """
            let run = try await CommandRun(["bash", "--norc", "-c", script], in: tree)
            let lines = try run.succeeded().split(separator: "\n")
            #expect(lines.count == 3, "\(run)")
            #expect(lines.first?.hasSuffix(" divert") == true)
            #expect(lines.dropFirst() == ["serve", "--ready-json"])
        }

        @Test(
            "zsh and fish accept theirs, where they are installed",
            arguments: [("zsh", "_divert"), ("fish", "divert.fish")])
        func others(shell: String, file: String) async throws {
            let tree = try Artefacts.tree()
            let path = tree.appending(path: "completions/\(file)")
            let text = try String(contentsOf: path, encoding: .utf8)
            #expect(text.contains("ready-json"))
            guard CommandRun.isInstalled(shell) else { return }
            let run = try await CommandRun([shell, "-n", path.path], in: tree)
            #expect(run.status == 0, "\(run.errors)")
        }
    }
}
