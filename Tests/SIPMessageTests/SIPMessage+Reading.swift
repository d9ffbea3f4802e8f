import SIPMessage

extension SIPMessage {
    /// Reads everything there is to read, so that whatever would trap does.
    func readEverything() {
        _ = self.headers.map { ($0.name, $0.value) }
        _ = try? self.headers.nameAddresses(.contact)
        _ = try? self.headers.vias().map { ($0.parameters.count { _ in true }, $0.received) }
        _ = (self.headers.values(.supported), self.headers.privacy, self.headers.assertedIdentity)
        _ = (try? self.headers.contacts(), try? self.headers.reasons(), try? self.headers.retryAfter())
        _ = (try? self.headers.historyInfo().map(\.reasons), try? self.headers.diversions().map(\.counter))
        guard case .request(let request) = self else { return }
        let uri = request.requestURI
        _ = (uri.user, uri.password, uri.host, uri.port, uri.telephoneNumber, uri.scheme, Array(uri.parameters))
        _ = uri.isEquivalent(to: request.to.uri)
        _ = (request.from.displayName, request.to.tag, Array(request.from.parameters), request.topVia.branch)
        _ = try? request.topVia.stamped(received: "192.0.2.1", rport: 5060)
    }
}
