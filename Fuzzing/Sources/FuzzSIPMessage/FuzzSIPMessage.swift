import Fuzzer
import SIPMessage

/// A datagram is taken or refused, never more. What is taken survives printing; what is refused can be answered or says
/// that it cannot.
enum FuzzSIPMessage {
    static func test(_ bytes: [UInt8]) {
        let parser = SIPParser()
        do {
            let message = try parser.parse(datagram: bytes)
            self.read(message)
            let printed = message.serialized()
            Fuzzer.require((try? parser.parse(datagram: printed)) == message, "printed and read again, it is the same")
            Fuzzer.require(
                (try? parser.parse(streamMessage: printed))?.serialized() == printed, "over a stream it is the same")
        } catch {
            Fuzzer.require(error.salvage != nil || error.statusCode == nil, "a status needs somebody to tell it to")
            Fuzzer.require(!error.description.isEmpty && error.offset >= 0, "a refusal has a reason and a place")
            if let salvage = error.salvage {
                _ = (
                    salvage.viaLines, salvage.topVia.branch,
                    try? salvage.topVia.stamped(received: "192.0.2.1", rport: 1)
                )
                _ = SIPResponse(statusCode: 400, reasonPhrase: error.reason, headers: salvage.headers).serialized()
            }
        }
    }

    /// Reads everything there is to read.
    private static func read(_ message: SIPMessage) {
        let headers = message.headers
        _ = headers.map { ($0.name.canonicalName, $0.value) }
        for name: SIPHeaderName in [.contact, .route, .recordRoute, .pAssertedIdentity, .referTo] {
            for address in (try? headers.nameAddresses(name)) ?? [] {
                _ = (address.displayName, Array(address.parameters), address.quality, address.expires)
                self.read(address.uri)
            }
        }
        for via in (try? headers.vias()) ?? [] {
            _ = (via.transport, via.host, via.received, via.maddr, Array(via.parameters))
            _ = try? via.stamped(received: "2001:db8::1", rport: 5060)
        }
        _ = (headers.privacy, headers.assertedIdentity, headers.calledParty, headers.expires)
        _ = (try? headers.contacts(), try? headers.retryAfter())
        _ = (try? headers.optionTags(.require), try? headers.userToUser().map(\.data))
        _ = try? headers.diversions().map { ($0.reason, $0.counter, $0.isScreened, $0.headerValue) }
        _ = try? headers.historyInfo().map { ($0.index, $0.reasons) }
        for reason in (try? headers.reasons()) ?? [] {
            Fuzzer.require((try? Reason(parsing: reason.headerValue.bytes)) != nil, "a reason can be read again")
        }
        guard case .request(let request) = message else { return }
        self.read(request.requestURI)
        _ = (request.from.displayName, request.toTag, request.topVia.hasMagicCookie, request.maxForwards)
        _ = request.requestURI.isEquivalent(to: request.to.uri)
        Fuzzer.require(request.requestURI.isEquivalent(to: request.requestURI), "a URI is equivalent to itself")
    }

    private static func read(_ uri: SIPURI) {
        _ = (uri.scheme, uri.user, uri.password, uri.host, uri.port, uri.telephoneNumber, Array(uri.parameters))
        _ = (uri.embeddedHeader(.reason), uri.headers)
        Fuzzer.require((try? SIPURI(parsing: uri.bytes)) == uri, "a URI can be read by itself")
    }
}

/// What libFuzzer calls.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    FuzzSIPMessage.test(Fuzzer.bytes(start, count))
    return 0
}
