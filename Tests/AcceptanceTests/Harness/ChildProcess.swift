package import Foundation

/// A program that a test started: its lines, its exit status, and the certainty that it ends with the test.
package final class ChildProcess: Sendable {
    /// The lines of standard output and of standard error, as they come.
    package let output = Inbox<String>()
    package let errors = Inbox<String>()

    private let process: Process
    private let input: Pipe
    private let exits = Inbox<Int32>()
    private let ends = Inbox<String>()

    /// Starts the program. The environment is what is given here and nothing else.
    package init(_ executable: URL, _ arguments: [String], environment: [String: String], folder: URL) throws {
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.environment = environment
        process.currentDirectoryURL = folder
        self.process = process
        let (output, errors, exits, ends) = (output, errors, exits, ends)
        input = try process.start {
            let input = Pipe()
            process.standardInput = input
            process.standardOutput = Self.pipe(into: output, ends)
            process.standardError = Self.pipe(into: errors, ends)
            // What is not closed here stays open as long as Foundation remembers the process, and that is until the tests
            // end: thousands of descriptors, and Foundation reads past the end of its list of them when it starts the next.
            process.terminationHandler = { ended in
                try? input.fileHandleForWriting.close()
                let status = ended.terminationReason == .exit ? ended.terminationStatus : -ended.terminationStatus
                Task { await exits.put(status) }
            }
            return input
        }
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }

    package var id: Int32 { process.processIdentifier }

    /// Writes a line to its standard input.
    package func write(_ line: String) throws {
        try input.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8))
    }

    /// Ends its standard input.
    package func endInput() throws {
        try input.fileHandleForWriting.close()
    }

    package func signal(_ number: Int32) {
        if process.isRunning { kill(id, number) }
    }

    /// Waits for its end and for its last line. The status is negative, the signal's number, for a killed one.
    package func exitStatus(within limit: Duration) async throws -> Int32 {
        let status = try await exits.expect(
            "The end of \(process.executableURL?.lastPathComponent ?? "")", within: limit)
        _ = await ends.next(within: .seconds(10))
        _ = await ends.next(within: .seconds(10))
        // Whoever asks again need not wait again.
        await exits.put(status)
        for _ in 1...2 { await ends.put("end") }
        return status
    }

    /// Ends it, if it still runs.
    package func end() async {
        signal(SIGKILL)
        _ = try? await exitStatus(within: .seconds(20))
    }

    /// A pipe whose lines go to an inbox; its end is told to another.
    private static func pipe(into inbox: Inbox<String>, _ ends: Inbox<String>) -> Pipe {
        let pipe = Pipe()
        let (pieces, feed) = AsyncStream.makeStream(of: Data.self)
        // A thread of its own, not a readability handler: that is taken off its queue late, when the file is perhaps
        // closed already, and libdispatch does not survive it.
        let handle = pipe.fileHandleForReading
        Thread.detachNewThread {
            while case let piece = handle.availableData, !piece.isEmpty { feed.yield(piece) }
            try? handle.close()
            feed.finish()
        }
        Task {
            var rest = Data()
            for await piece in pieces {
                rest.append(piece)
                while let newline = rest.firstIndex(of: UInt8(ascii: "\n")) {
                    await inbox.put(String(decoding: rest[rest.startIndex..<newline], as: UTF8.self))
                    rest = Data(rest[(newline + 1)...])
                }
            }
            if !rest.isEmpty { await inbox.put(String(decoding: rest, as: UTF8.self)) }
            await inbox.close()
            await ends.put("end")
        }
        return pipe
    }
}
