import Crypto
import Foundation

/// The formula of authentication.md §2.1 once more, by other means than the code under test.
enum StringToSign {
    static func signature(of text: String) throws -> String {
        let key = SymmetricKey(data: Data(base64Encoded: SigningVector.key) ?? Data())
        return Data(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: key)).base64EncodedString()
    }
}
