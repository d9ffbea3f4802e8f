import ArgumentParser

/// The name of a subscription on a command line.
struct SubscriptionArgument: ExpressibleByArgument {
    static let path = "/divert/subscriptions"

    let name: String

    init?(argument: String) {
        guard (1...64).contains(argument.utf8.count),
            argument.utf8.allSatisfy({ byte in
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || "-._".utf8.contains(byte)
            })
        else { return nil }
        self.name = argument
    }

    /// Where the server has it.
    var path: String { "\(Self.path)/\(self.name)" }
}
