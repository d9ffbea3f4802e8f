import Fuzzer
import SIPMessage

/// What comes out of a stream does not depend on how it was split, and every frame is a message that the parser takes or
/// refuses.
enum FuzzStreamFramer {
    /// Small limits, so that small inputs reach them.
    private static let limits = SIPLimits(message: 2_048, headerSection: 1_024, body: 1_024)

    /// - Parameter bytes: the first one says how long the pieces are.
    static func test(_ bytes: [UInt8]) {
        guard let first = bytes.first else { return }
        let stream = bytes.dropFirst()
        let size = max(1, Int(first))
        let whole = self.frames([stream])
        let pieces = stride(from: stream.startIndex, to: stream.endIndex, by: size).map {
            stream[$0..<min($0 + size, stream.endIndex)]
        }
        Fuzzer.require(self.frames(pieces) == whole, "in pieces the frames are the same")
    }

    private static func frames(_ pieces: [ArraySlice<UInt8>]) -> [Result<SIPStreamFramer.Frame, SIPParseError>] {
        var framer = SIPStreamFramer(limits: self.limits)
        var frames: [Result<SIPStreamFramer.Frame, SIPParseError>] = []
        for piece in pieces {
            framer.append(piece)
            do throws(SIPParseError) {
                while let frame = try framer.next() {
                    if case .message(let bytes) = frame {
                        _ = try? SIPParser(limits: self.limits).parse(streamMessage: bytes)
                    }
                    frames.append(.success(frame))
                }
            } catch {
                Fuzzer.require(framer.pendingBytes == 0, "after an error nothing is held")
                return frames + [.failure(error)]
            }
            Fuzzer.require(framer.pendingBytes <= 8_192, "what is held is bounded")
        }
        return frames
    }
}

/// What libFuzzer calls.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    FuzzStreamFramer.test(Fuzzer.bytes(start, count))
    return 0
}
