package import CallAutomationModel

/// Who sent a request: the resource whose credential it carries, and whose credential that is.
package struct Principal: Sendable, Hashable {
    package enum Credential: Sendable, Hashable {
        /// One of the resource's access keys. Its keys are one party: a client may change from one to the other.
        case accessKey
        /// An identity of an Entra ID tenant, by the subject of its token.
        case entra(subject: String)
        /// A communication user, by a user access token.
        case user(CommunicationIdentifier, mayDecide: UserReach)
        /// The endpoint of a subscription, by its answer to an event.
        case webhook(subscription: String)
    }

    /// Which calls a user access token may decide (`resources[].userTokens`).
    package enum UserReach: Sendable, Hashable {
        /// Calls that ring at the token's own user.
        case ownCalls
        /// Every call of the resource.
        case allCalls
    }

    /// The name of the resource.
    package let resource: String
    package let credential: Credential

    package init(resource: String, credential: Credential) {
        self.resource = resource
        self.credential = credential
    }

    /// The holder of a resource's access keys.
    package static func accessKey(of resource: String) -> Principal {
        Principal(resource: resource, credential: .accessKey)
    }

    /// Whose decision a request of this principal is.
    package var decider: Decision.Decider {
        switch self.credential {
        case .accessKey: .accessKey
        case .entra: .entra
        case .user: .user
        case .webhook: .webhook
        }
    }

    /// Whose repeatability ids a request's id stands among: a text that no two principals share.
    ///
    /// That of access keys is the resource's name alone. Names hold no slash, so nobody else's scope is equal to one.
    package var repeatabilityScope: String {
        switch self.credential {
        case .accessKey: self.resource
        case .entra(let subject): "\(self.resource)/entra/\(subject)"
        case .user(let user, _): "\(self.resource)/user/\(user.rawID)"
        case .webhook(let subscription): "\(self.resource)/webhook/\(subscription)"
        }
    }

    /// Whether the principal may decide a call of its resource that rings, or rang, at `callee` (row 9 of the answer
    /// table). Nil means a hop that the call does not have.
    package func mayDecide(callTo callee: CommunicationIdentifier?) -> Bool {
        switch self.credential {
        case .accessKey, .entra, .webhook, .user(_, mayDecide: .allCalls): true
        case .user(let user, mayDecide: .ownCalls): callee?.isSameParty(as: user) ?? false
        }
    }
}
