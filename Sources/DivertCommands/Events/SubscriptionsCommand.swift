import ArgumentParser

/// `divert subscriptions`: who is told of calls.
struct SubscriptionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "subscriptions", abstract: "List, make and remove the webhooks that are told of calls.",
        discussion: """
            What is made here is stored by the server and in effect at once; what stands in its configuration is shown and \
            not changed:

              divert subscriptions
              divert subscriptions put app https://app.example/events
            """,
        subcommands: [
            SubscriptionsListCommand.self, SubscriptionsShowCommand.self, SubscriptionsPutCommand.self,
            SubscriptionsRemoveCommand.self, SubscriptionsValidateCommand.self,
        ], defaultSubcommand: SubscriptionsListCommand.self)
}
