import ArgumentParser
import CallAutomationModel

/// `divert subscriptions [list]`: the subscriptions, a line each.
struct SubscriptionsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the subscriptions.",
        discussion: """
            A pending one waits for its endpoint to agree, and hears of no call until then. As JSON objects, each on its own \
            line:

              divert subscriptions list --format json
            """)

    @OptionGroup var output: FormatOption
    @OptionGroup(title: "Server") var server: ConnectionOptions

    func run() async throws {
        let page = try await DivertPlane.with(try self.server.connection()) { plane in
            try await plane.get(SubscriptionArgument.path)
        }
        let subscriptions = page["subscriptions"]?.elements ?? []
        switch self.output.format {
        case .json:
            for subscription in subscriptions { StandardStreams.print(subscription) }
        case .table where subscriptions.isEmpty:
            StandardStreams.complain("Nobody is subscribed: divert subscriptions put NAME URL")
        case .table:
            StandardStreams.print(SubscriptionsTable(subscriptions, terminal: .output).text)
        }
    }
}
