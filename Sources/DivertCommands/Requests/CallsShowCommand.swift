import ArgumentParser
import CallAutomationModel

/// `divert calls show`: one call with everything that happened to it.
struct CallsShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Tell the story of one call.",
        discussion: """
            Timeline, deliveries of its event, decision and final response. The beginning of the id is enough where it \
            fits one of the newest calls alone, and latest is the newest:

              divert calls show 5b7e1c1e
              divert calls show latest
            """)

    @Argument(help: "The call's id or its beginning, as divert calls prints it, or latest.")
    var id: String

    @OptionGroup var output: FormatOption
    @OptionGroup(title: "Server") var server: ConnectionOptions

    /// Stands for the newest call.
    private static let latest = "latest"

    func validate() throws {
        guard self.id != Self.latest else { return }
        guard !self.id.isEmpty, self.id.allSatisfy({ $0.isHexDigit || $0 == "-" }), self.id.utf8.count <= 36 else {
            throw ValidationError(
                "The id must be that of a call, or its beginning: hexadecimal digits and hyphens; or latest.")
        }
    }

    func run() async throws {
        let call = try await DivertPlane.with(try self.server.connection()) { plane in
            try await self.find(plane)
        }
        switch self.output.format {
        case .json: StandardStreams.print(call.json)
        case .table: StandardStreams.print(CallStory(call, terminal: .output).text)
        }
    }

    private func find(_ plane: DivertPlane) async throws(CommandFailure) -> CallView {
        let id = self.id.lowercased()
        if UUIDText(id) != nil { return try await plane.call(id) }
        if id == Self.latest {
            guard let call = try await plane.calls(limit: 1, where: { _ in true }).first else {
                throw CommandFailure("there is no call yet", advice: "Let one ring: divert simulate")
            }
            return call
        }
        let matching = try await plane.calls(limit: .max) { $0.id.hasPrefix(id) }
        guard let call = matching.first else {
            throw CommandFailure(
                "no call begins with \(id)",
                advice: "The newest calls: divert calls. Older ones are found by their whole id.")
        }
        guard matching.count == 1 else {
            throw CommandFailure(
                "\(matching.count) calls begin with \(id)",
                advice: "Give more of the id: \(matching.prefix(3).map(\.id).joined(separator: ", "))"
                    + (matching.count > 3 ? ", …" : ""))
        }
        return call
    }
}
