import CallAutomationModel
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import RequestSigning

/// Simulates calls, then redirects them over keep-alive connections, and tells what that cost the server; before it, what a
/// request of about that size costs that is answered 404.
///
///     RedirectLoad PORT PROCESS-ID [CALLS] [CONNECTIONS] [COMMAND]
///
/// The shell runs the command with `SWITCH=on` before the redirects, and with `SWITCH=off` after them.
@main
struct RedirectLoad {
    static let key = "ZGl2ZXJ0LWRldmVsb3BtZW50LWtleS1sb29wYmFjay1vbmx5"

    static func main() async {
        do {
            try await self.run()
        } catch {
            print("RedirectLoad: \(error)")
            exit(1)
        }
    }

    private static func run() async throws {
        let arguments = CommandLine.arguments.dropFirst().prefix(4).compactMap { Int($0) }
        guard arguments.count >= 2, let key = AccessKey(base64: self.key) else {
            print("usage: RedirectLoad PORT PROCESS-ID [CALLS] [CONNECTIONS] [COMMAND]")
            exit(64)
        }
        let (port, process) = (arguments[0], arguments[1])
        let calls = arguments.count > 2 ? arguments[2] : 5000
        let connections = arguments.count > 3 ? arguments[3] : 64
        let command = CommandLine.arguments.count > 5 ? CommandLine.arguments[5] : nil
        try await self.measure("404", calls, connections, port, process, key) { _ in
            ("/nothing", Array(repeating: UInt8(ascii: " "), count: 400))
        } take: { answer in
            guard answer.status == 404 else { throw Unexpected(answer: answer) }
        }
        let contexts = Contexts()
        _ = try await self.measure("simulate", calls, connections, port, process, key) { _ in
            ("/divert/calls", Array(#"{"from":"+14255550123","to":"+14255550100","ringTimeoutSeconds":600}"#.utf8))
        } take: { answer in
            guard answer.status == 201, let context = Contexts.context(in: answer.body) else {
                throw Unexpected(answer: answer)
            }
            contexts.add(context)
        }
        let made = contexts.all
        try self.run(command, "on")
        try await self.measure("redirect", made.count, connections, port, process, key) { index in
            let request = RedirectCallRequest(
                incomingCallContext: made[index], target: .phoneNumber("+14255550199"))
            return ("/calling/callConnections:redirect?api-version=2026-03-12", request.body())
        } take: { answer in
            guard answer.status == 204 else { throw Unexpected(answer: answer) }
        }
        try self.run(command, "off")
    }

    private static func run(_ command: String?, _ position: String) throws {
        guard let command else { return }
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.arguments = ["-c", command]
        shell.environment = ProcessInfo.processInfo.environment.merging(["SWITCH": position]) { $1 }
        try shell.run()
        shell.waitUntilExit()
    }

    private static func measure(
        _ name: String, _ count: Int, _ connections: Int, _ port: Int, _ process: Int, _ key: AccessKey,
        _ request: @escaping @Sendable (Int) -> (path: String, body: [UInt8]),
        take: @escaping @Sendable (HTTPConnection.Answer) throws -> Void
    ) async throws {
        let signer = RequestSigner(key: key)
        let before = try cpuSeconds(ofProcess: process)
        let start = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for lane in 0..<connections {
                group.addTask {
                    let connection = try await HTTPConnection.open(port: port)
                    let requests = stride(from: lane, to: count, by: connections).async { index in
                        self.signed(request(index), signer, port)
                    }
                    try await connection.use(requests, take)
                }
            }
            try await group.waitForAll()
        }
        let seconds = start.duration(to: .now) / .seconds(1)
        let used = try cpuSeconds(ofProcess: process) - before
        let cost = String(format: "%.1f", used * 1e6 / Double(count))
        let line =
            "\(name): \(count) in \(String(format: "%.2f", seconds)) s, \(Int(Double(count) / seconds))/s, server CPU \(cost) µs each\n"
        // At once, also into a pipe: whoever measures besides reads along.
        FileHandle.standardOutput.write(Data(line.utf8))
    }

    private static func signed(
        _ request: (path: String, body: [UInt8]), _ signer: RequestSigner, _ port: Int
    ) -> (head: HTTPRequestHead, body: [UInt8]) {
        let host = "127.0.0.1:\(port)"
        let now = Int64(Date().timeIntervalSince1970)
        let signed = signer.sign(
            method: "POST", pathAndQuery: request.path, host: host, body: request.body, now: now)
        var headers = HTTPHeaders(signed.fields.map { ($0.name, $0.value) })
        headers.add(name: "Host", value: host)
        headers.add(name: "Content-Type", value: "application/json")
        headers.add(name: "Content-Length", value: String(request.body.count))
        if request.path.contains("api-version") {
            headers.add(name: "Repeatability-Request-ID", value: UUID().uuidString)
            headers.add(name: "Repeatability-First-Sent", value: signed.date)
        }
        return (HTTPRequestHead(version: .http1_1, method: .POST, uri: request.path, headers: headers), request.body)
    }
}

struct Unexpected: Error, CustomStringConvertible {
    let answer: HTTPConnection.Answer
    var description: String { "\(self.answer.status): \(String(decoding: self.answer.body, as: UTF8.self))" }
}
