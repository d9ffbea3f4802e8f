/// Why a signed request is refused. Says what the client did, never what would have been right.
public enum SignatureFailure: Error, Hashable, Sendable {
    /// A header that is needed or listed as signed is not there.
    case missingHeader(String)
    /// A header stands more than once.
    case repeatedHeader(String)
    /// `Authorization` is not of the form of the scheme.
    case malformedAuthorization
    /// `SignedHeaders` lacks what must be signed.
    case incompleteSignedHeaders(missing: [String])
    /// The signed date is no IMF-fixdate.
    case malformedDate(header: String)
    /// The signed date is too far from now; positive means that the client's clock is ahead.
    case dateOutsideWindow(header: String, secondsAhead: Int64, allowedMinutes: Int)
    /// `x-ms-content-sha256` is not the hash of the body that arrived.
    case bodyHashDiffers
    /// The host that the request names is none of this server's.
    case unknownHost(header: String)
    /// No key of the resource gives this signature.
    case signatureDiffers
}

extension SignatureFailure: CustomStringConvertible {
    /// One or two sentences for the developer of the client.
    public var description: String {
        switch self {
        case .missingHeader(let name): "The header \(name) is missing."
        case .repeatedHeader(let name): "The header \(name) stands more than once."
        case .malformedAuthorization:
            "Authorization must be HMAC-SHA256 SignedHeaders=…&Signature=… with a Base64 signature."
        case .incompleteSignedHeaders(let missing): "SignedHeaders lacks \(missing.joined(separator: ", "))."
        case .malformedDate(let header): "\(header) must be a date such as Thu, 12 Mar 2026 08:00:00 GMT."
        case .dateOutsideWindow(let header, let seconds, let minutes):
            "\(header) is \(seconds.magnitude) seconds \(seconds > 0 ? "ahead of" : "behind") the server's clock;"
                + " \(minutes) minutes are allowed. Check the clock of the client."
        case .bodyHashDiffers: "x-ms-content-sha256 is not the hash of the body that arrived."
        case .unknownHost(let header): "\(header) names a host that is not one of this resource."
        case .signatureDiffers:
            "The signature does not match. Check the access key, and that method, path, query and host are signed as sent."
        }
    }
}
