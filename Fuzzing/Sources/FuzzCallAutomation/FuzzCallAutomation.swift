import CallAutomationModel
import Fuzzer

/// A body is read or refused; what was read is written as something that reads the same.
enum FuzzCallAutomation {
    static func test(_ bytes: [UInt8]) {
        if let value = try? JSONValue(parsing: bytes) {
            var text = JSONText(capacity: bytes.count)
            text.value(value)
            Fuzzer.require((try? JSONValue(parsing: text.bytes)) == value, "JSON that was written reads the same")
            _ = try? CommunicationIdentifier(json: value)
            _ = try? CommunicationIdentifier(jsonOrText: value, at: "target")
        }
        if let request = try? RedirectCallRequest.decode(bytes) {
            Fuzzer.require((try? RedirectCallRequest.decode(request.body())) == request, "a redirect reads the same")
        }
        if let request = try? RejectCallRequest.decode(bytes) {
            Fuzzer.require((try? RejectCallRequest.decode(request.body())) == request, "a rejection reads the same")
        }
        let text = String(decoding: bytes, as: UTF8.self)
        let identifier = CommunicationIdentifier(rawID: text)
        Fuzzer.require(CommunicationIdentifier(rawID: identifier.rawID) == identifier, "a raw id names the same again")
        if let milliseconds = ISO8601Time.parse(text) {
            Fuzzer.require(
                ISO8601Time.parse(ISO8601Time.format(millisecondsSince1970: milliseconds)) == milliseconds,
                "a time that was written reads the same")
        }
        _ = (ISO8601Time.parseTicks(text), IMFFixdate.parse(text))
    }
}

/// What libFuzzer calls.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    FuzzCallAutomation.test(Fuzzer.bytes(start, count))
    return 0
}
