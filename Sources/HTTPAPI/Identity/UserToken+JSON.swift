import CallAutomationModel
import UserTokens

extension UserToken {
    /// As the identity operations hand it out.
    ///
    /// ```json
    /// {"token": "eyJ…", "expiresOn": "2030-01-01T00:00:00.0000000+00:00"}
    /// ```
    func write(to text: inout JSONText) {
        let moment = ISO8601Time.format(ticksSince1970: self.expiresAt * 10_000_000)
        text.object { text in
            text.member("token", self.text)
            // The cloud writes the offset in digits.
            text.member("expiresOn", moment.dropLast() + "+00:00")
        }
    }
}
