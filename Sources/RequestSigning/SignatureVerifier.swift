import CallAutomationModel
import Crypto

/// The server's side of HMAC request signing (authentication.md §2): pure, told the time, one for each resource.
///
///     stringToSign = method "\n" pathAndQuery "\n" value *( ";" value )       ; values in the order of SignedHeaders
public struct SignatureVerifier: Sendable {
    /// The outcome of a check.
    public enum Verdict: Hashable, Sendable {
        /// Signed with the key of that position.
        case verified(keyIndex: Int)
        /// Not acceptable.
        case refused(SignatureFailure)
    }

    private let states: [HMAC<SHA256>]
    private let hosts: SigningHosts
    private let allowedSkewMinutes: Int

    /// - Parameters:
    ///   - keys: the keys of the resource; any of them is good.
    ///   - hosts: the names of this server.
    ///   - allowedSkewMinutes: how far the signed date may lie before or after now. Azure publishes no number; 15 is the
    ///     sibling scheme's. Between 0 and a year.
    public init(keys: [AccessKey], hosts: SigningHosts, allowedSkewMinutes: Int = 15) {
        self.states = keys.map { HMAC<SHA256>(key: SymmetricKey(data: $0.bytes)) }
        self.hosts = hosts
        self.allowedSkewMinutes = min(max(0, allowedSkewMinutes), 525_600)
    }

    /// Whether the value of `Authorization` is for this scheme, well-formed or not.
    public static func isOfScheme(authorization value: String) -> Bool {
        SignedAuthorization.isOfScheme(value)
    }

    /// Checks a request at the moment `now`, in seconds since 1970.
    ///
    /// The signature covers the header with the body's hash, not the body: both are compared. Each candidate host is tried
    /// with every key before the outcome is looked at, so the time tells which spelling of the host was signed, which the
    /// client knows, and nothing about keys.
    public func verify(_ request: SignableRequest, now: Int64) -> Verdict {
        do {
            let authorization = try self.authorization(of: request)
            try self.checkDate(authorization, request, now: now)
            let parts = try self.parts(authorization, request)
            // Nearly every client signs what it sends; the other spellings are put together only for the rest.
            if let host = request.host, let index = self.keyIndex(authorization, request, parts, host: host) {
                return .verified(keyIndex: index)
            }
            let candidates = try self.candidates(request)
            for path in self.hosts.paths(request.pathAndQuery) {
                for host in candidates {
                    if let index = self.keyIndex(authorization, request, parts, path: path, host: host) {
                        return .verified(keyIndex: index)
                    }
                }
            }
            if let header = self.unknownForwardedHeader(request) { return .refused(.unknownHost(header: header)) }
            return .refused(.signatureDiffers)
        } catch {
            return .refused(error)
        }
    }

    private func authorization(of request: SignableRequest) throws(SignatureFailure) -> SignedAuthorization {
        let value = try Self.single("authorization", request)
        guard let authorization = SignedAuthorization(value) else { throw .malformedAuthorization }
        var missing: [String] = []
        if !authorization.signedHeaders.contains(where: Self.isDate) { missing.append("x-ms-date") }
        for name in ["host", "x-ms-content-sha256"] where !authorization.signedHeaders.contains(name) {
            missing.append(name)
        }
        guard missing.isEmpty else { throw .incompleteSignedHeaders(missing: missing) }
        return authorization
    }

    /// Very old JavaScript clients sign `date` in place of `x-ms-date`; whatever is signed must be near.
    private func checkDate(
        _ authorization: SignedAuthorization, _ request: SignableRequest, now: Int64
    ) throws(SignatureFailure) {
        for name in authorization.signedHeaders where Self.isDate(name) {
            guard let date = IMFFixdate.parse(try Self.single(name, request)) else {
                throw .malformedDate(header: name)
            }
            let ahead = date.subtractingReportingOverflow(now).partialValue
            guard ahead.magnitude <= UInt64(self.allowedSkewMinutes) * 60 else {
                throw .dateOutsideWindow(header: name, secondsAhead: ahead, allowedMinutes: self.allowedSkewMinutes)
            }
        }
    }

    /// The values of the signed headers in their order; nil stands for the host.
    private func parts(
        _ authorization: SignedAuthorization, _ request: SignableRequest
    ) throws(SignatureFailure) -> [String?] {
        var parts: [String?] = []
        for name in authorization.signedHeaders {
            switch name {
            case "host": parts.append(nil)
            case "x-ms-content-sha256":
                let value = try Self.single(name, request)
                guard equalInConstantTime(Array(value.utf8), Array(request.contentHash.base64.utf8)) else {
                    throw .bodyHashDiffers
                }
                parts.append(value)
            default:
                let values = request.header(name)
                guard !values.isEmpty else { throw .missingHeader(name) }
                parts.append(values.joined(separator: ","))
            }
        }
        return parts
    }

    private func candidates(_ request: SignableRequest) throws(SignatureFailure) -> [String] {
        let forwarded = Self.forwardedHosts(request.header)
        let candidates = self.hosts.candidates(host: request.host, forwarded: forwarded)
        guard !candidates.isEmpty else { throw .missingHeader("host") }
        return candidates
    }

    private func unknownForwardedHeader(_ request: SignableRequest) -> String? {
        Self.forwardedHeaders.first { name in
            Self.forwardedHosts(of: name, request.header).contains { !self.hosts.contains(Authority($0)) }
        }
    }

    private func keyIndex(
        _ authorization: SignedAuthorization, _ request: SignableRequest, _ parts: [String?], path: String? = nil,
        host: String
    ) -> Int? {
        let text = Self.stringToSign(request.method, path ?? request.pathAndQuery, parts, host: host)
        var found: Int?
        for (index, state) in self.states.enumerated() {
            var code = state
            code.update(data: text)
            let isEqual = equalInConstantTime(code.finalize().withUnsafeBytes { Array($0) }, authorization.signature)
            if isEqual, found == nil { found = index }
        }
        return found
    }

    private static let forwardedHeaders = ["x-ms-host", "x-forwarded-host"]

    /// The hosts that the headers `x-ms-host` and `X-Forwarded-Host` name, as received. They are whatever the client says:
    /// only those that are known to be the server's own mean anything.
    ///
    /// - Parameter header: the values of a header, by its name.
    public static func forwardedHosts(_ header: (String) -> [String]) -> [String] {
        Self.forwardedHeaders.flatMap { Self.forwardedHosts(of: $0, header) }
    }

    /// The hosts of a forwarding header, at most four: each proxy may add one.
    private static func forwardedHosts(of name: String, _ header: (String) -> [String]) -> [String] {
        let hosts = header(name).flatMap { $0.split(separator: ",") }.prefix(4)
        return hosts.map { String($0.drop { $0 == " " || $0 == "\t" }.prefix { $0 != " " && $0 != "\t" }) }
    }

    private static func isDate(_ name: String) -> Bool {
        name == "x-ms-date" || name == "date"
    }

    private static func single(_ name: String, _ request: SignableRequest) throws(SignatureFailure) -> String {
        let values = request.header(name)
        guard let value = values.first else { throw .missingHeader(name) }
        guard values.count == 1 else { throw .repeatedHeader(name) }
        return value
    }

    static func stringToSign(_ method: String, _ path: String, _ parts: [String?], host: String) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(256)
        text.append(contentsOf: method.utf8)
        text.append(UInt8(ascii: "\n"))
        text.append(contentsOf: path.utf8)
        text.append(UInt8(ascii: "\n"))
        for (index, part) in parts.enumerated() {
            if index > 0 { text.append(UInt8(ascii: ";")) }
            text.append(contentsOf: (part ?? host).utf8)
        }
        return text
    }
}
