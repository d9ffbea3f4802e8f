import HTTPServing
import NIOCore
import Testing

@Suite("Limits of TLS and HTTP/2", .timeLimit(.minutes(1)))
struct SecureConnectionLimitTests {
    private static let almost = TimeAmount.milliseconds(1)

    /// Runs a test with a connection.
    private func withConnection(
        _ limits: HTTPLimits = HTTPLimits(), offering protocols: [String] = ["h2"],
        _ test: (EmbeddedConnection) throws -> Void
    ) throws {
        let connection = try EmbeddedConnection(limits, offering: protocols)
        defer { connection.end() }
        try test(connection)
    }

    @Test("A handshake that never begins, and one that never ends, is cut in its time", arguments: [false, true])
    func handshake(hasBegun: Bool) throws {
        let limits = HTTPLimits()
        try self.withConnection(limits) { connection in
            if hasBegun { try connection.carryHalf() }
            // Time alone, without the bytes that would go on with the handshake.
            connection.pass(limits.headTime - Self.almost)
            #expect(connection.isOpen)
            connection.pass(Self.almost)
            #expect(!connection.isOpen)
        }
    }

    @Test("A handshake in its time is not cut, whichever protocol comes of it", arguments: ["h2", "http/1.1"])
    func handshakeInTime(offer: String) throws {
        let limits = HTTPLimits()
        try self.withConnection(limits, offering: [offer]) { connection in
            connection.pass(limits.headTime - Self.almost)
            if offer == "h2" {
                try connection.send(HTTP2Frame.preface)
            } else {
                try connection.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n")
            }
            try connection.wait(Self.almost)
            #expect(connection.isOpen)
            if offer == "h2" {
                #expect(connection.frames().first?.isA(.settings) == true)
            } else {
                #expect(connection.text().hasPrefix("HTTP/1.1 200 OK\r\nX-Echo: GET /a\r\n"))
            }
        }
    }

    @Test("A connection that rests between two requests is closed in its time")
    func restingHTTP1() throws {
        let limits = HTTPLimits()
        try self.withConnection(limits, offering: ["http/1.1"]) { connection in
            for _ in 0..<2 {
                try connection.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(connection.text().hasPrefix("HTTP/1.1 200 OK\r\n"))
                try connection.wait(limits.idleTime - Self.almost)
                #expect(connection.isOpen)
            }
            try connection.wait(Self.almost)
            #expect(!connection.isOpen)
        }
    }

    @Test("So many streams at a time are announced; for one more the connection is ended, and the others are answered")
    func streams() throws {
        var limits = HTTPLimits()
        limits.streams = 3
        try self.withConnection(limits) { connection in
            try connection.send(HTTP2Frame.preface)
            let settings = try #require(connection.frames().first { $0.isA(.settings) && $0.flags == 0 })
            let announced = stride(from: 0, to: settings.payload.count, by: 6).map { settings.payload[$0..<($0 + 6)] }
            #expect(announced.contains([0, 3, 0, 0, 0, 3]))

            try connection.send(.settingsAcknowledgement)
            for stream: UInt32 in [1, 3, 5] { try connection.send(.post(on: stream)) }
            #expect(connection.frames().allSatisfy { !$0.isA(.reset) && !$0.isA(.goAway) })
            try connection.send(.post(on: 7))
            #expect(connection.frames().contains { $0.isA(.goAway) })
            try connection.send(.end(of: 1), .end(of: 7))
            let answered = connection.frames().filter { $0.isA(.headers) }.map(\.stream)
            #expect(answered == [1] && connection.isOpen)
            try connection.wait(limits.lingerTime)
            #expect(!connection.isOpen)
        }
    }

    @Test("A connection that breaks the rules of HTTP/2 is told to go, and does not outlive its requests by much")
    func brokenRules() throws {
        let limits = HTTPLimits()
        try self.withConnection(limits) { connection in
            try connection.send(HTTP2Frame.preface)
            // DATA on a stream that nobody opened.
            try connection.send(.end(of: 9))
            #expect(connection.frames().contains { $0.isA(.goAway) } && connection.isOpen)
            try connection.wait(limits.lingerTime)
            #expect(!connection.isOpen)
        }
    }

    @Test("A head beyond the limits is answered, and the connection goes on", arguments: [false, true])
    func largeHead(isLong: Bool) throws {
        let limits = HTTPLimits()
        try self.withConnection(limits) { connection in
            try connection.send(HTTP2Frame.preface)
            try connection.send(.settingsAcknowledgement)
            var large = HTTP2Frame.post(on: 1)
            if isLong {
                // A field of 4000 bytes, which goes into the table of HPACK, and is repeated from there.
                large.payload += [0x40, 0x01, UInt8(ascii: "x"), 0x7f, 0xa1, 0x1e]
                large.payload += Array(repeating: UInt8(ascii: "a"), count: 4000)
                large.payload += Array(repeating: 0xbe, count: 9)
            } else {
                let field: [UInt8] = [0x00, 0x01, UInt8(ascii: "x"), 0x01, UInt8(ascii: "a")]
                for _ in 0..<limits.headFields { large.payload += field }
            }
            try connection.send(large, .end(of: 1))
            let frames = connection.frames()
            #expect(frames.contains { $0.isA(.headers) && $0.stream == 1 })
            #expect(frames.contains { String(decoding: $0.payload, as: UTF8.self) == "headTooLarge" })
            try connection.send(.post(on: 3), .end(of: 3))
            #expect(connection.frames().contains { $0.isA(.headers) && $0.stream == 3 })
        }
    }

    @Test(
        "The authority says whom a request of HTTP/2 is for, and a Host where there is none", arguments: [true, false])
    func authority(hasAuthority: Bool) throws {
        try self.withConnection { connection in
            try connection.send(HTTP2Frame.preface)
            // POST, the path "/host", https, perhaps the authority "a", and a host "b".
            let head: [UInt8] = [0x83, 0x04, 0x05] + Array("/host".utf8) + [0x87]
            let authority: [UInt8] = hasAuthority ? [0x41, 0x01, UInt8(ascii: "a")] : []
            let host: [UInt8] = [0x0f, 0x17, 0x01, UInt8(ascii: "b")]
            let kind = HTTP2Frame.Kind.headers.rawValue
            try connection.send(
                HTTP2Frame(kind: kind, flags: 0x4, stream: 1, payload: head + authority + host), .end(of: 1))
            let expected = hasAuthority ? "a" : "b"
            let bodies = connection.frames().filter { $0.isA(.data) }.flatMap(\.payload)
            #expect(String(decoding: bodies, as: UTF8.self) == expected)
        }
    }

    @Test("A connection of HTTP/2 without streams is told to go in its time, and cut if it does not")
    func restingHTTP2() throws {
        let limits = HTTPLimits()
        try self.withConnection(limits) { connection in
            try connection.send(HTTP2Frame.preface)
            try connection.send(.post(on: 1), .end(of: 1))
            #expect(connection.frames().contains { $0.isA(.headers) && $0.stream == 1 })
            try connection.wait(limits.idleTime - Self.almost)
            #expect(connection.isOpen && connection.frames().allSatisfy { !$0.isA(.goAway) })
            try connection.wait(Self.almost)
            #expect(connection.frames().contains { $0.isA(.goAway) } && connection.isOpen)
            // A client that does not even acknowledge the PING.
            try connection.wait(limits.answerTime)
            #expect(!connection.isOpen)
        }
    }

    @Test("A stream whose body does not come is answered in its time, and the connection goes on")
    func slowBody() throws {
        let limits = HTTPLimits()
        try self.withConnection(limits) { connection in
            try connection.send(HTTP2Frame.preface)
            try connection.send(.post(on: 1))
            try connection.wait(limits.bodyTime - Self.almost)
            #expect(connection.frames().allSatisfy { !$0.isA(.headers) })
            try connection.wait(Self.almost)
            let frames = connection.frames()
            #expect(frames.contains { $0.isA(.data) && $0.payload == Array("late".utf8) }, "\(frames)")
            try connection.send(.post(on: 3), .end(of: 3))
            #expect(connection.frames().contains { $0.isA(.headers) && $0.stream == 3 })
        }
    }

    @Test(
        "When the server stops, whoever neither finishes nor leaves is cut after the drain time",
        arguments: [false, true])
    func drain(isSecure: Bool) throws {
        let limits = HTTPLimits()
        try self.withConnection(limits) { connection in
            if isSecure {
                try connection.send(HTTP2Frame.preface)
                try connection.send(.post(on: 1))
            }
            connection.quiesce()
            connection.pass(limits.drainTime - Self.almost)
            #expect(connection.isOpen)
            connection.pass(Self.almost)
            if isSecure { try connection.carry() }
            #expect(!connection.isOpen)
        }
    }
}
