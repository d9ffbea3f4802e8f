import ArgumentParser

/// `divert token`: user access tokens.
struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Issue, revoke and look into user access tokens.",
        discussion: """
            With a token that has the scope voip, a user decides the calls that ring at that user:

              divert redirect CONTEXT +14255550123 --token "$(divert token issue 8:acs:…)"
            """,
        subcommands: [
            TokenIssueCommand.self, TokenRevokeCommand.self, TokenDecodeCommand.self, TokenRotateCommand.self,
        ])
}
