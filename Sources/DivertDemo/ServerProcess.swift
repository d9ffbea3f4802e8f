import Foundation

/// The server as a process of its own, so that it can be killed.
final class ServerProcess {
    /// What the ready line says.
    struct Addresses: Decodable {
        let http: String
        let sip: [String]

        var httpPort: Int { Int(self.http.split(separator: ":").last ?? "") ?? 0 }
        var sipPort: Int { Int(self.sip.first?.split(separator: ":").last ?? "") ?? 0 }
    }

    let addresses: Addresses
    private let process: Process

    /// Starts this very program as `divert serve` and waits for its ready line.
    ///
    /// - Throws: `DemoError` with what the server said when it did not get ready.
    init(configuration: String) throws {
        let process = Process()
        let output = Pipe()
        let complaints = Pipe()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = ["serve", "--config", configuration, "--ready-json"]
        // The demo is the same everywhere: no setting of the machine or the container reaches it.
        process.environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("DIVERT_") }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = complaints
        try process.run()
        let said = Complaints(complaints)
        guard let line = Self.firstLine(output),
            let addresses = try? JSONDecoder().decode(Addresses.self, from: Data(line.utf8))
        else {
            process.terminate()
            process.waitUntilExit()
            throw DemoError("the server did not get ready:\n\(said.text)")
        }
        self.process = process
        self.addresses = addresses
    }

    /// `kill -9`: no chance to tidy up.
    func kill() {
        Foundation.kill(self.process.processIdentifier, SIGKILL)
        self.process.waitUntilExit()
    }

    /// SIGTERM, and the exit status.
    func stop() -> Int32 {
        self.process.terminate()
        self.process.waitUntilExit()
        return self.process.terminationStatus
    }

    private static func firstLine(_ pipe: Pipe) -> String? {
        var bytes = Data()
        while true {
            let more = pipe.fileHandleForReading.availableData
            if more.isEmpty { return nil }
            bytes += more
            if let end = bytes.firstIndex(of: 10) { return String(decoding: bytes[..<end], as: UTF8.self) }
        }
    }
}

/// Reads what the server says on standard error, so that it never waits for a full pipe; keeps the end of it.
private final class Complaints: Sendable {
    private let lines = LockedText()

    init(_ pipe: Pipe) {
        let lines = self.lines
        pipe.fileHandleForReading.readabilityHandler = { handle in
            let data = handle.availableData
            if data.isEmpty { handle.readabilityHandler = nil }
            lines.append(String(decoding: data, as: UTF8.self))
        }
    }

    var text: String { self.lines.text }
}
