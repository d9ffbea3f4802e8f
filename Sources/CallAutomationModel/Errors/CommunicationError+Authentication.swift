/// Rows 4 and 9 of the answer table: who asks, and may they.
extension CommunicationError {
    /// 401 `Denied`. The reason says which part of the credential is wrong, never what would be right.
    public static func denied(_ reason: String) -> Self {
        Self(status: 401, code: "Denied", message: "Denied by the resource provider. \(reason)")
    }

    /// 401 `Denied` for a bearer token. The reason is told in the message and in `WWW-Authenticate`; it is in ASCII.
    public static func tokenDenied(_ reason: String) -> Self {
        var error = Self.denied(reason)
        error.tokenError = reason
        return error
    }

    /// 403 `7507`: a user access token of another resource than the one that the request reached.
    public static var tokenOfOtherResource: Self {
        Self(
            status: 403, code: "7507",
            message: "The token is one of another resource than the one that is reached under this host"
                + " (resources[].hosts).")
    }

    /// 403 `7507`: the credential is of one resource, the call of another.
    public static var otherResource: Self {
        Self(
            status: 403, code: "7507",
            message: "The call belongs to another resource than the credential. Check the connection string.")
    }

    /// 403 `7504`: a user token acts on a call that is not for that user.
    public static var otherUsersCall: Self {
        Self(
            status: 403, code: "7504",
            message:
                "This call rings at somebody else. A user access token may decide calls to its own user only, unless"
                + " resources[].userTokens says allCalls.")
    }

    /// 403 `7504`: the credential is good, but not for this operation.
    public static func insufficientPermission(_ reason: String) -> Self {
        Self(status: 403, code: "7504", message: reason)
    }
}
