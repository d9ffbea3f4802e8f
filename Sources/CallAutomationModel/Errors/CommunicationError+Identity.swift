/// What the identity operations refuse on top of the answer table (authentication.md §6).
extension CommunicationError {
    /// 404: no such user, or no longer.
    public static var identityNotFound: Self {
        Self(
            status: 404, code: "IdentityNotFound",
            message: "There is no such user: it was never created here, or it was deleted.")
    }

    /// 403 `7507`: the user's id names another resource.
    public static var userOfOtherResource: Self {
        Self(
            status: 403, code: "7507",
            message: "The user belongs to another resource than the credential. Check the connection string.")
    }

    /// 501: there are no Teams tokens to be had here.
    public static var teamsExchangeNotOffered: Self {
        Self(
            status: 501, code: "8520",
            message: "Teams tokens cannot be exchanged here: that takes the cloud. Create a user and issue a token.")
    }

    /// 400: an `api-version` that is missing, stands twice, is malformed or too old.
    ///
    /// - Parameters:
    ///   - isMissing: Whether there is none.
    ///   - known: The versions of the identity operations, oldest first.
    public static func identityVersion(isMissing: Bool, known: [String]) -> Self {
        Self(
            status: 400, code: isMissing ? "MissingApiVersionParameter" : "UnsupportedApiVersionValue",
            message: "The query must hold one api-version of the identity operations; known are "
                + known.joined(separator: ", ") + ".",
            target: "api-version")
    }
}
