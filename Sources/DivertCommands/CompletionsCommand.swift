import ArgumentParser

/// `divert completions`: what a shell needs to complete what is typed.
struct CompletionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completions", abstract: "Print the completion script of a shell.",
        discussion: """
            For this session and for all that follow:

              bash  source <(divert completions bash)
                    divert completions bash > ~/.local/share/bash-completion/completions/divert
              zsh   divert completions zsh > ~/.zfunc/_divert        with fpath+=~/.zfunc before compinit
              fish  divert completions fish > ~/.config/fish/completions/divert.fish
            """)

    /// The shells that there are scripts for.
    enum Shell: String, ExpressibleByArgument, CaseIterable {
        case bash, zsh, fish

        fileprivate var completed: CompletionShell {
            switch self {
            case .bash: .bash
            case .zsh: .zsh
            case .fish: .fish
            }
        }
    }

    @Argument(help: "The shell.")
    var shell: Shell

    func run() {
        StandardStreams.print(DivertCommand.completionScript(for: self.shell.completed))
    }
}
