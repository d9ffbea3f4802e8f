import NIOCore
import SIPCaller

extension CallFailure {
    /// What happened, in one line.
    var summary: String {
        switch self {
        case .noResponse(let limit): "nothing came back within \(limit.secondsText) s"
        case .cancelUnanswered: "the call was cancelled, and no final response came in time"
        case .unreachable(let reason): reason
        case .connectionClosed: "the connection was closed before a final response came"
        }
    }

    /// The same for standard error, with what to do next.
    func described(at address: SocketAddress, over transport: CallTransport) -> CommandFailure {
        let url = "\(transport.rawValue)://\(address.hostAndPort)"
        return switch self {
        case .noResponse:
            CommandFailure(
                "\(self.summary) from \(url)",
                advice:
                    "Over UDP a silent server looks like none. Is it listening there, and may this machine call it? "
                    + "Divert answers only the networks of its sip.peers.")
        case .unreachable:
            CommandFailure(
                "cannot reach \(url): \(self.summary)",
                advice: "Is anything listening on \(url)? A server there: \(Self.serve(address, url))")
        case .cancelUnanswered, .connectionClosed: CommandFailure("\(self.summary) from \(url)")
        }
    }

    /// The command that starts a server at the address; the defaults need no flag.
    private static func serve(_ address: SocketAddress, _ url: String) -> String {
        address.hostAndPort == "127.0.0.1:5060" ? "divert serve" : "divert serve --sip-listen \(url)"
    }
}

extension SocketAddress {
    /// `127.0.0.1:5060`, `[::1]:5060`.
    fileprivate var hostAndPort: String {
        let host = self.ipAddress ?? ""
        return "\(host.contains(":") ? "[\(host)]" : host):\(self.port ?? 0)"
    }
}

extension Duration {
    /// Seconds with as many decimals as it takes, at most three: `32`, `1.5`.
    var secondsText: String {
        let milliseconds = Int(self / .milliseconds(1))
        guard milliseconds % 1000 != 0 else { return "\(milliseconds / 1000)" }
        return "\(Double(milliseconds) / 1000)"
    }

    /// Milliseconds with one decimal: `12.3`.
    var millisecondsText: String {
        let tenths = Int(self / .microseconds(100))
        return "\(tenths / 10).\(tenths % 10)"
    }
}
