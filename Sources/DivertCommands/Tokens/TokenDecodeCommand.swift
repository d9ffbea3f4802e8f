import ArgumentParser
import Foundation

/// `divert token decode`: what a token says.
struct TokenDecodeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decode", abstract: "Print what a token says, and whether this server signed it.",
        discussion: """
            No server is asked. The signature is checked with tokens.key of the data folder, where that is at hand:

              divert token decode --data divert-data TOKEN
              divert token issue 8:acs:… | divert token decode -
            """)

    @Argument(help: "The token, or - to read it from standard input.")
    var token = "-"

    @Option(
        help: ArgumentHelp("The data folder of the server that issued it.", valueName: "folder"),
        completion: .directory)
    var data = "divert-data"

    @OptionGroup var output: FormatOption

    func run() async throws {
        let token = try DecodedToken(try self.text(), keys: await TokenKeyFile.ring(in: self.data))
        let now = Int64(Date().timeIntervalSince1970)
        switch self.output.format {
        case .json: StandardStreams.print(token.json(now: now))
        case .table: StandardStreams.print(token.text(now: now, terminal: .output))
        }
    }

    private func text() throws(CommandFailure) -> String {
        guard self.token == "-" else { return self.token }
        do {
            let input = try FileHandle.standardInput.read(upToCount: 65_536) ?? Data()
            return String(decoding: input, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        } catch {
            throw CommandFailure("standard input cannot be read", status: ExitStatus.usage)
        }
    }
}
