import SIPMessage
import Testing

@Suite struct StreamFramerTests {
    private static let first = SampleMessage()
    private static let second = SampleMessage().starting("SIP/2.0 200 OK").length("0", body: "")
    private static let third = SampleMessage().replacing("Call-ID", with: "i: x").adding("l\r\n :\r\n 3\r\n ")
        .length(nil, body: "\r\n\r")

    private static let pipeline: [UInt8] =
        Array("\r\n".utf8) + first.bytes + Array("\r\n\r\n".utf8) + second.bytes + Array("\r\n\r\n\r\n".utf8)
        + third.bytes + first.bytes + Array("\r\n\r\n\r\n\r\n".utf8)

    private static let frames: [SIPStreamFramer.Frame] = [
        .message(first.bytes), .keepAlive, .message(second.bytes), .keepAlive, .message(third.bytes),
        .message(first.bytes), .keepAlive, .keepAlive,
    ]

    private func frames(_ chunks: [ArraySlice<UInt8>]) throws -> [SIPStreamFramer.Frame] {
        var framer = SIPStreamFramer()
        var frames: [SIPStreamFramer.Frame] = []
        for chunk in chunks {
            framer.append(chunk)
            while let frame = try framer.next() { frames.append(frame) }
        }
        #expect(framer.pendingBytes == 0)
        return frames
    }

    @Test("TRN-6: every split of the input gives the same frames")
    func everySplit() throws {
        let bytes = Self.pipeline
        for split in 0...bytes.count {
            #expect(try self.frames([bytes[..<split], bytes[split...]]) == Self.frames, "split at \(split)")
        }
    }

    @Test("TRN-6: chunks of every size give the same frames")
    func everyChunkSize() throws {
        let bytes = Self.pipeline
        for size in 1...40 {
            let chunks = stride(from: 0, to: bytes.count, by: size).map { bytes[$0..<min($0 + size, bytes.count)] }
            #expect(try self.frames(chunks) == Self.frames, "chunks of \(size)")
        }
    }

    @Test("TRN-6: frames may be taken late")
    func lateFrames() throws {
        var framer = SIPStreamFramer()
        for byte in Self.pipeline { framer.append([byte]) }
        var frames: [SIPStreamFramer.Frame] = []
        while let frame = try framer.next() { frames.append(frame) }
        #expect(frames == Self.frames)
    }

    @Test("TRN-6: what the framer cuts out, the parser reads")
    func framesParse() throws {
        for frame in Self.frames {
            guard case .message(let bytes) = frame else { continue }
            let message = try SIPParser().parse(streamMessage: bytes)
            #expect(try SIPParser().parse(streamMessage: message.serialized()) == message)
        }
    }

    private func failure(_ bytes: [UInt8], limits: SIPLimits = .standard) -> SIPParseError? {
        var framer = SIPStreamFramer(limits: limits)
        framer.append(bytes)
        do {
            while try framer.next() != nil {}
            return nil
        } catch {
            // Once lost, the framing stays lost.
            framer.append(SampleMessage().bytes)
            #expect(throws: error) { try framer.next() }
            #expect(framer.pendingBytes == 0)
            return error
        }
    }

    @Test(
        "TRN-6: without a usable Content-Length there is a 400 with salvage, and no more frames",
        arguments: [
            nil, "-999", "five", "", "5 5", "5\r\nContent-Length: 5", "5\r\nl: 6", "0x5", "5;", "5,5",
        ])
    func lostFraming(length: String?) throws {
        let error = try #require(self.failure(SampleMessage().length(length).bytes))
        #expect(error.statusCode == 400)
        #expect(error.header == "Content-Length")
        #expect(error.salvage?.topVia.host == "192.0.2.1")
        #expect(self.failure(SampleMessage.ringing.length(length).bytes)?.statusCode == .some(nil))
        let acknowledgement = SampleMessage().starting("ACK sip:b SIP/2.0").length(length)
        #expect(self.failure(acknowledgement.bytes)?.salvage?.method == .ack)
    }

    @Test("SYN-17: a body beyond the limit is a 513 before it is received")
    func largeBody() throws {
        for length in ["32769", "99999999999999999999999999"] {
            let error = try #require(self.failure(SampleMessage().length(length).bytes))
            #expect(error.statusCode == 513)
            #expect(error.exceedsLimit)
        }
        let small = SIPLimits(message: 200)
        #expect(self.failure(SampleMessage().bytes, limits: small)?.statusCode == 513)
    }

    @Test("SYN-17: a header section without an end is refused at the limit, with an answer if there is a Via")
    func endlessHeaders() throws {
        let endless = Array(repeating: UInt8(ascii: "x"), count: 70_000)
        #expect(self.failure(endless)?.statusCode == .some(nil))
        let head =
            Array(SampleMessage().text.prefix(while: { $0 != "\r\n" }).utf8)
            + Array("\r\nVia: SIP/2.0/TCP a\r\nX: ".utf8)
        let error = try #require(self.failure(head + endless))
        #expect(error.statusCode == 400)
        #expect(error.exceedsLimit)
        #expect(error.salvage?.topVia.host == "a")
    }

    @Test("TRN-6: bytes one by one up to the limit are held, and no more")
    func boundedMemory() throws {
        var framer = SIPStreamFramer()
        var most = 0
        do {
            for _ in 0..<200_000 {
                framer.append([UInt8(ascii: "x")])
                _ = try framer.next()
                most = max(most, framer.pendingBytes)
            }
            Issue.record("never refused")
        } catch {
            #expect(most <= 36_000)
        }
    }

    @Test("A stray CR between messages starts a message that is none")
    func strayCarriageReturn() throws {
        var framer = SIPStreamFramer()
        framer.append(Array("\r\n\r".utf8))
        #expect(try framer.next() == nil)
        framer.append(SampleMessage().bytes)
        guard case .message(let bytes) = try framer.next() else {
            Issue.record("no frame")
            return
        }
        #expect(bytes.first == 13)
        #expect(throws: SIPParseError.self) { try SIPParser().parse(streamMessage: bytes) }
    }
}
