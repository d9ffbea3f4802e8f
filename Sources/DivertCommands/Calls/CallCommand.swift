import ArgumentParser
import Foundation
import NIOCore
import SIPCaller
import UnixSignals

/// `divert call`: places one SIP call and says what came of it.
struct CallCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "call", abstract: "Place a SIP call to a server and print what it answers.",
        discussion: """
            URI is sip:+14255550100@127.0.0.1:5060;transport=tcp, or as little as 127.0.0.1. Every response is printed \
            with the milliseconds since the INVITE; a redirect is reported and not followed; a server that answers is \
            hung up on at once. Ctrl-C cancels the call.

            With --format json each response is an object on a line of its own, and the last line is a summary:

              {"kind":"response","milliseconds":0.9,"status":100,"reason":"Trying"}
              {"kind":"response","milliseconds":9.1,"status":302,
               "reason":"Moved Temporarily","contacts":["sip:201@pbx.example"]}
              {"kind":"summary","outcome":"redirected","milliseconds":9.1,
               "status":302,"contact":"sip:201@pbx.example"}

            Failures also have warnings, reasons and retryAfter, where the server sent Warning, Reason and Retry-After. \
            outcome is redirected, answered, cancelled, refused or failed; failed has an error instead of a status.

            Exit status: 0 redirected, answered, or cancelled by --cancel-after; 1 refused or failed; 64 wrong usage.
            """)

    @Argument(help: ArgumentHelp("Whom to call, and where.", valueName: "uri"))
    var uri: String

    @Option(
        help: ArgumentHelp(
            "Who calls: a number, a raw identifier such as 8:acs:…, a SIP URI or a name.", valueName: "id"))
    var from = "+14255550123"

    @Option(
        help: ArgumentHelp(
            "Whom To names, and the URI when it names nobody: as in --from.", valueName: "id"))
    var to: String?

    @Option(
        help: ArgumentHelp(
            "Cancel the call after that long, as soon as a provisional response allows it.", valueName: "seconds"))
    var cancelAfter: Double?

    @Option(
        help: ArgumentHelp(
            "How long to wait for a first response. A call that rings goes on ringing; see --cancel-after.",
            valueName: "seconds"))
    var timeout = 32.0

    @Option(help: "The transport, whatever the URI says. (default: the URI's, else udp)")
    var transport: CallTransport?

    @Option(
        help: ArgumentHelp(
            "How long to stay after the end of a call over UDP, to acknowledge a final response that comes again "
                + "because an ACK was lost.",
            valueName: "seconds"))
    var linger = 1.0

    @OptionGroup var output: FormatOption

    func validate() throws {
        _ = try self.checkedInvitation()
        for (flag, value) in [("--cancel-after", self.cancelAfter), ("--linger", self.linger)] {
            guard value.map({ (0...86_400).contains($0) }) ?? true else {
                throw ValidationError("\(flag) must be a number of seconds from 0 to 86400.")
            }
        }
        guard self.timeout > 0, self.timeout <= 86_400 else {
            throw ValidationError("--timeout must be a number of seconds up to 86400.")
        }
    }

    func run() async throws {
        let invitation = try self.checkedInvitation()
        let addresses: [SocketAddress]
        do {
            addresses = try await HostLookup.addresses(of: invitation.target.host, port: invitation.target.port)
        } catch {
            throw CommandFailure("\(error)", advice: "Is the name in \(self.uri) right?")
        }
        var options = SIPCaller.Options()
        options.patience = .seconds(self.timeout)
        options.hangUpAfter = self.cancelAfter.map { .seconds($0) }
        let attempt = CallAttempt(
            invitation: invitation, options: options, linger: .seconds(self.linger), format: self.output.format)
        try await attempt.run(addresses)
    }

    private func invitation() throws(CallAddressError) -> Invitation {
        let to: CallParty? = if let to = self.to { try CallParty(parsing: to) } else { nil }
        return Invitation(
            target: try CallTarget(parsing: self.uri, transport: self.transport),
            from: try CallParty(parsing: self.from), to: to)
    }

    /// An address that cannot be called is wrong usage.
    private func checkedInvitation() throws -> Invitation {
        do {
            return try self.invitation()
        } catch {
            throw ValidationError("\(error).")
        }
    }
}

extension CallTransport: ExpressibleByArgument {}
