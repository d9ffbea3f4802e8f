import CallAutomationModel
import CallRouting
import Crypto

/// A request that carries well-formed repeatability headers (OASIS Repeatable Requests 1.0; row 5 of the answer table).
///
///     Repeatability-Request-ID: 29182192-7e1f-40eb-a5e0-b528121017aa
///     Repeatability-First-Sent: Sun, 22 Nov 2026 07:42:57 GMT
struct RepeatableRequest: Sendable, Hashable {
    static let idHeader = "Repeatability-Request-ID"
    static let dateHeader = "Repeatability-First-Sent"

    let key: RepeatabilityRecord.Key
    let fingerprint: [UInt8]
    /// In seconds since 1970.
    let firstSent: Int64

    /// Reads the headers of an authenticated request; nil when it has neither.
    ///
    /// Throws 400 when one is missing, stands twice or is malformed, or when the date is too far ahead; 412 when the date
    /// is older than requests are remembered.
    init?(_ request: ReceivedRequest, of principal: Principal) throws(CommunicationError) {
        let ids = request.values(Self.idHeader)
        let dates = request.values(Self.dateHeader)
        if ids.isEmpty, dates.isEmpty { return nil }
        guard !ids.isEmpty else { throw .repeatabilityHeaderMissing(Self.idHeader) }
        guard !dates.isEmpty else { throw .repeatabilityHeaderMissing(Self.dateHeader) }
        guard ids.count == 1, let id = UUIDText(ids[0]) else { throw .repeatabilityIDInvalid }
        guard dates.count == 1, let firstSent = IMFFixdate.parse(dates[0]) else { throw .repeatabilityDateInvalid }
        let age = request.arrivedAt.milliseconds / 1000 - firstSent
        guard age >= -RepeatabilityRecord.skew else {
            throw .repeatabilityDateAhead(skewSeconds: Int(RepeatabilityRecord.skew))
        }
        guard age <= RepeatabilityRecord.window else {
            throw .repeatabilityDateTooOld(windowSeconds: Int(RepeatabilityRecord.window))
        }
        self.key = RepeatabilityRecord.Key(scope: principal.repeatabilityScope, requestID: id.text)
        self.fingerprint = Self.fingerprint(of: request)
        self.firstSent = firstSent
    }

    /// What a 204 about a call leaves behind.
    func record(of call: CallID) -> RepeatabilityRecord {
        RepeatabilityRecord(key: self.key, fingerprint: self.fingerprint, firstSent: self.firstSent, callID: call)
    }

    /// SHA-256 over method, path, sorted query and body. No header is in it: date and signature change on every attempt.
    private static func fingerprint(of request: ReceivedRequest) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(request.target.text.utf8.count + request.body.count + 16)
        for part in [request.method[...], request.target.path, request.target.sortedQuery] {
            bytes.append(contentsOf: part.utf8)
            bytes.append(UInt8(ascii: "\n"))
        }
        bytes.append(contentsOf: request.body)
        return SHA256.hash(data: bytes).withUnsafeBytes { Array($0) }
    }
}
