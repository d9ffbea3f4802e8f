import CallRouting
import SIPCore
import SIPMessage

extension CallDisposition {
    /// The final response that says this to a SIP caller.
    ///
    /// A Contact was parsed before the call was decided; should it not parse now, the caller still gets an answer, 500.
    func response(by recipe: ResponseRecipe) -> EncodedResponse {
        switch self {
        case .decline(let status, let retryAfter, let cause):
            let headers: [ResponseHeader?] = [
                retryAfter.map { .retryAfter(seconds: $0) }, cause.map { .reason(q850Cause: $0) },
            ]
            return recipe.response(status, headers.compactMap(\.self))
        case .redirect(let uri, let cause):
            guard let contact = try? SIPURI(parsing: uri) else { return recipe.response(500) }
            guard let cause, let called = try? SIPURI(parsing: recipe.requestURI),
                let diversion = try? Diversion(uri: called, reason: cause.reason)
            else { return recipe.response(302, [.contact(contact)]) }
            return recipe.response(302, [.contact(contact), .diversion(diversion)])
        }
    }
}

extension DiversionCause {
    /// As Diversion says it (DIV-2).
    fileprivate var reason: Diversion.Reason {
        switch self {
        case .deflection: .deflection
        case .noAnswer: .noAnswer
        case .unconditional: .unconditional
        }
    }
}
