import SIPCore
import SIPMessage
import SIPTransaction

/// Parses an INVITE and prints its 302, and tells what each costs.
///
///     SIPSpeed [ROUNDS]
///
/// Each figure is that of the fastest of many batches: what the work costs when nobody else wants the processor.
@main
struct SIPSpeed {
    static func main() throws {
        let rounds = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 400
        let bytes = Array(SampleInvite.text.utf8)
        let parser = SIPParser()
        guard case .request(let request) = try parser.parse(datagram: bytes) else { throw NotARequest() }
        let arrival = Arrival(transport: .udp, source: HostPort(host: "192.0.2.4", port: 5060), listener: 0)
        let target = try SIPURI(globalNumber: "+14255550123", host: "gw1.example.net")

        let parse = Stopwatch(rounds: rounds).best {
            guard case .request(let request)? = try? parser.parse(datagram: bytes) else { return 0 }
            return Self.checksum(request)
        }
        report("parse an INVITE of \(bytes.count) bytes into typed values", parse, budget: 2)

        let received = bytes.withUnsafeBytes { memory in
            Stopwatch(rounds: rounds).best {
                guard case .request(let request)? = try? parser.parse(datagram: memory) else { return 0 }
                return Self.checksum(request)
            }
        }
        report("the same, copied out of the socket's memory", received)

        let recipe = ResponseRecipe(
            request, key: TransactionKey(request), arrival: arrival, isTrusted: true, tag: "3fd93e83ce1b")
        let moved = Stopwatch(rounds: rounds).best { recipe.response(302, [.contact(target)]).bytes.count }
        report(
            "print its 302 of \(recipe.response(302, [.contact(target)]).bytes.count) bytes", moved, budget: 1)

        let prepared = Stopwatch(rounds: rounds).best {
            ResponseRecipe(
                request, key: TransactionKey(request), arrival: arrival, isTrusted: true, tag: "3fd93e83ce1b"
            ).lines.count
        }
        report("prepare what every response to it repeats, with the transaction's key", prepared)

        let printed = Stopwatch(rounds: rounds).best { request.serialized().count }
        report("print the INVITE", printed)
    }

    /// Reads every typed value that the parser makes.
    private static func checksum(_ request: SIPRequest) -> Int {
        var sum = request.method == .invite ? 1 : 0
        sum &+= request.requestURI.rawUser?.count ?? 0
        sum &+= request.topVia.branchBytes?.count ?? 0
        sum &+= request.from.tagBytes?.count ?? 0
        sum &+= request.to.uri.rawUser?.count ?? 0
        sum &+= request.callID.count &+ Int(request.cSeq.number) &+ (request.maxForwards ?? 0)
        return sum &+ request.headers.count &+ request.body.count
    }

    private static func report(_ what: String, _ time: Duration, budget: Int? = nil) {
        let nanoseconds = time.components.attoseconds / 1_000_000_000
        let limit = budget.map { ", budget \($0 * 1000) ns" } ?? ""
        print("\(what): \(nanoseconds) ns\(limit)")
    }

    private struct NotARequest: Error {}
}
