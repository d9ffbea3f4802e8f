import ArgumentParser
import CallAutomationModel

/// `divert subscriptions show`: one subscription as JSON.
struct SubscriptionsShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Print one subscription as JSON.",
        discussion: """
            Everything but its secrets, of which only the names are told:

              divert subscriptions show app
            """)

    @Argument(help: "The subscription's name.")
    var name: SubscriptionArgument

    @OptionGroup(title: "Server") var server: ConnectionOptions

    func run() async throws {
        let subscription = try await DivertPlane.with(try self.server.connection()) { plane in
            try await plane.get(self.name.path)
        }
        StandardStreams.print(subscription)
    }
}

/// `divert subscriptions validate`: asks an endpoint anew.
struct SubscriptionsValidateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Ask an endpoint again whether it wants events.",
        discussion: """
            An endpoint agrees by its answer, or by a visit of the URL that the question names. It is asked every 5 seconds \
            for 5 minutes:

              divert subscriptions validate app
            """)

    @Argument(help: "The subscription's name.")
    var name: SubscriptionArgument

    @OptionGroup(title: "Server") var server: ConnectionOptions

    func run() async throws {
        let subscription = try await DivertPlane.with(try self.server.connection()) { plane in
            try await plane.post(self.name.path + ":validate", [])
        }
        StandardStreams.print(subscription)
    }
}

/// `divert subscriptions remove`: ends a subscription.
struct SubscriptionsRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove a subscription.",
        discussion: """
            It hears of no further call, and what was not delivered yet will not be:

              divert subscriptions remove app
            """)

    @Argument(help: "The subscription's name.")
    var name: SubscriptionArgument

    @OptionGroup(title: "Server") var server: ConnectionOptions

    func run() async throws {
        _ = try await DivertPlane.with(try self.server.connection()) { plane in
            try await plane.delete(self.name.path)
        }
        StandardStreams.print("removed")
    }
}
