import CallRouting
import SIPCore
import SIPMessage

extension CallDisposition {
    /// The final response that says this to a SIP caller.
    ///
    /// A Contact was parsed before the call was decided; should it not parse now, the caller still gets an answer, 500.
    func response(by recipe: ResponseRecipe) -> EncodedResponse {
        switch self {
        case .decline(let status, let retryAfter):
            return recipe.response(status, retryAfter.map { [.retryAfter(seconds: $0)] } ?? [])
        case .redirect(let uri):
            guard let contact = try? SIPURI(parsing: uri) else { return recipe.response(500) }
            return recipe.response(302, [.contact(contact)])
        }
    }
}
