import ArgumentParser
import CallAutomationModel

/// `divert subscriptions put`: makes a subscription, or changes the one with its name.
struct SubscriptionsPutCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "put", abstract: "Make a subscription, or change the one with its name.",
        discussion: """
            An endpoint that is not on loopback is asked first whether it wants events. Filters and everything else that has \
            no option here are set by the API, PUT /divert/subscriptions/{name}:

              divert subscriptions put app http://127.0.0.1:9090/api/events
              divert subscriptions put audit https://audit.example/events --schema cloudEvents \\
                --event-type Divert.CallRedirected --event-type Divert.CallRejected
            """)

    @Argument(help: "The subscription's name.")
    var name: SubscriptionArgument

    @Argument(help: "Where events are posted: an http or https URL.")
    var url: String

    @Option(help: ArgumentHelp("Shape of the events: eventGrid or cloudEvents.", valueName: "schema"))
    var schema: String?

    @Option(help: ArgumentHelp("What it is told of; may be given several times.", valueName: "type"))
    var eventType: [String] = []

    @Option(help: ArgumentHelp("Only calls to this number, raw id or prefix with *; may be given several times."))
    var to: [String] = []

    @Option(help: ArgumentHelp("Only calls from such; may be given several times."))
    var from: [String] = []

    @Option(help: ArgumentHelp("A further header, Name: value; may be given several times.", valueName: "header"))
    var header: [String] = []

    @Option(help: ArgumentHelp("Sign deliveries with this secret, whsec_ and Base64.", valueName: "secret"))
    var signingSecret: String?

    @Flag(help: "Take a decision from the answer to an event.")
    var replies = false

    @OptionGroup var output: FormatOption
    @OptionGroup(title: "Server") var server: ConnectionOptions

    func validate() throws {
        guard self.header.allSatisfy({ $0.contains(":") }) else {
            throw ValidationError("--header must be a name, a colon and a value.")
        }
    }

    func run() async throws {
        let subscription = try await DivertPlane.with(try self.server.connection()) { plane in
            try await plane.put(self.name.path, self.body)
        }
        switch self.output.format {
        case .json: StandardStreams.print(subscription)
        case .table: StandardStreams.print(subscription.text("state") ?? "")
        }
    }

    private var body: [UInt8] {
        var text = JSONText()
        text.object { text in
            text.member("endpoint", self.url)
            if let schema = self.schema { text.member("schema", schema) }
            if !self.eventType.isEmpty { text.member("eventTypes", self.eventType) }
            if self.replies { text.member("replies", true) }
            if let secret = self.signingSecret { text.member("signingSecret", secret) }
            text.name("headers")
            text.object { text in
                for header in self.header {
                    let parts = header.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
                    text.member(String(parts[0]), String(parts[1].drop { $0 == " " }))
                }
            }
            text.name("filter")
            text.object { text in
                text.member("to", self.to)
                text.member("from", self.from)
            }
        }
        return text.bytes
    }
}

extension JSONText {
    fileprivate mutating func member(_ name: String, _ values: [String]) {
        self.name(name)
        self.array { text in
            for value in values { text.string(value) }
        }
    }
}
