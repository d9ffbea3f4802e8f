import Foundation
import SIPMessage
import Testing

/// SYN-17: the work of the parser is linear in the size of the message. Eight times the bytes may cost eight times the
/// processor time of the thread, and far less than the sixty-four times that a loop in a loop would cost.
@Suite("SYN-17: eight times the bytes are about eight times the work")
struct LinearTimeTests {
    /// Bytes of a shape that invites looking at them again and again.
    struct Shape: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let make: @Sendable (_ size: Int) -> [UInt8]

        /// A header with one piece over and over.
        static func header(_ name: String, _ piece: String, before: String = "", after: String = "") -> Shape {
            Shape(testDescription: "\(name): \(before)\(piece)…\(after)".debugDescription) { size in
                let value = before + String(repeating: piece, count: size / piece.utf8.count) + after
                return SampleMessage().adding("\(name): \(value)").bytes
            }
        }

        /// One header line over and over.
        static func lines(_ line: String) -> Shape {
            Shape(testDescription: "\(line)…".debugDescription) { size in
                var message = SampleMessage()
                message.headers += Array(repeating: line, count: size / line.utf8.count)
                return message.bytes
            }
        }

        static let all: [Shape] = [
            .header("Contact", "<sip:a@h>,"),
            .header("Contact", ","),
            .header("Contact", "\"", before: "<sip:a@h>;x="),
            .header("Contact", "\\\"", before: "\"", after: "\" <sip:a@h>"),
            .header("Contact", "<"),
            .header("Contact", ";a=\"b\"", before: "<sip:a@h>"),
            .header("Contact", ";a", before: "<sip:a@h"),
            .header("Contact", "&a=%41", before: "<sip:a@h?b=c", after: ">"),
            .header("Contact", "%41", before: "<sip:", after: "@h>"),
            .header("Contact", "a ", after: "<sip:a@h>"),
            .header("Via", "SIP/2.0/UDP h;branch=z9hG4bKa,"),
            .header("Via", ";a=b", before: "SIP/2.0/UDP h"),
            .header("Via", " ", before: "SIP/2.0/UDP h;branch=z9hG4bKa", after: ";rport"),
            .header("Subject", "a\r\n "),
            .header("Contact", "<sip:a@h>\r\n ,"),
            .header("User-Agent", "("),
            .header("User-Agent", "()"),
            .header("Retry-After", "(", before: "1 "),
            .header("Reason", "SIP;cause=200;text=\"x\","),
            .header("History-Info", "<sip:a@h?Reason=SIP%3Bcause%3D302>;index=1.1,"),
            .header("Diversion", "<sip:a@h>;reason=unknown;counter=1,"),
            .header("Supported", "a,"),
            .header("Privacy", "id;"),
            .lines("X: y"),
            .lines("P-Asserted-Identity: <sip:a@h>"),
            .lines("Remote-Party-ID: <sip:a@h>;screen=no"),
            .lines("Contact: *"),
            .lines(":"),
            .lines(" "),
            Shape(testDescription: "line ends before the message") { size in
                Array(String(repeating: "\r\n", count: size / 2).utf8) + SampleMessage().bytes
            },
            Shape(testDescription: "Request-URI") { size in
                SampleMessage().starting("INVITE sip:b@h\(String(repeating: ";a=b", count: size / 4)) SIP/2.0").bytes
            },
            Shape(testDescription: "From") { size in
                SampleMessage().replacing(
                    "From", with: "From: <sip:a@h>\(String(repeating: ";a=b", count: size / 4));tag=x"
                )
                .bytes
            },
        ]
    }

    /// No limit ends the work before the parser has seen it all.
    private static let limits = SIPLimits(
        message: 1 << 20, headerSection: 1 << 20, headerLine: 1 << 20, headerLines: 1 << 20, viaValues: 1 << 20,
        contacts: 1 << 20, uri: 1 << 20, body: 1 << 20)
    private static let size = 4_096
    /// Halfway, on a scale of multiplication, between eight and sixty-four, a little above.
    private static let margin = 24.0

    /// The least processor time of this thread that the work took in some rounds, in nanoseconds.
    private func cost(_ work: () -> Void) -> Double {
        (0..<3).map { _ in
            let start = self.threadTime()
            work()
            return self.threadTime() - start
        }.min() ?? 0
    }

    private func threadTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
    }

    private func ratio(_ make: (Int) -> [UInt8], _ work: ([UInt8]) -> Void) -> Double {
        let (small, large) = (make(Self.size), make(8 * Self.size))
        let few = self.cost { work(small) }
        let many = self.cost { work(large) }
        return many / max(few, 1)
    }

    @Test("Parsing, and reading everything there is to read", arguments: Shape.all)
    func parsing(shape: Shape) {
        let parser = SIPParser(limits: Self.limits)
        let ratio = self.ratio(shape.make) { bytes in
            if let message = try? parser.parse(datagram: bytes) { message.readEverything() }
        }
        #expect(ratio < Self.margin, "\(shape.testDescription)")
    }

    @Test("Cutting a message out of a stream that brings a few bytes at a time", arguments: [1, 7])
    func framing(piece: Int) {
        func message(_ size: Int) -> [UInt8] {
            SampleMessage().adding("X: \(String(repeating: "\r\n y", count: size / 4))").bytes
        }
        let ratio = self.ratio(message) { bytes in
            var framer = SIPStreamFramer(limits: Self.limits)
            for start in stride(from: 0, to: bytes.count, by: piece) {
                framer.append(bytes[start..<min(start + piece, bytes.count)])
                _ = try? framer.next()
            }
        }
        #expect(ratio < Self.margin)
    }

    @Test("What is measured can tell a loop in a loop")
    func canFail() {
        let ratio = self.ratio {
            Array(repeating: 0, count: $0 / 8)
        } _: { bytes in
            var sum = 0
            for byte in bytes { for other in bytes { sum &+= Int(byte &+ other) } }
            #expect(sum == 0)
        }
        #expect(ratio > Self.margin)
    }
}
