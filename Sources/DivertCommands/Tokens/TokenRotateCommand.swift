import ArgumentParser

/// `divert token rotate`: a new signing key.
struct TokenRotateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate", abstract: "Let the server sign tokens with a new key from now on.",
        discussion: """
            Tokens that former keys signed stay good: the last four keys are kept, in tokens.key of the data folder. A key \
            that leaked is taken out of that file, and the server started again.
            """)

    @OptionGroup(title: "Server") var server: ConnectionOptions

    func run() async throws {
        let keys = try await DivertPlane.with(try self.server.connection()) { plane in try await plane.rotateKeys() }
        StandardStreams.print("new key: \((keys.first ?? "").printable)")
    }
}
