import AsyncHTTPClient
import CallAutomationModel
import Foundation
import NIOCore
import NIOHTTP1
import RequestSigning

/// The application's HTTP requests, signed with its access key, and those of users, with their tokens.
struct ApplicationClient: Sendable {
    let base: String
    let key: AccessKey

    struct Answer: Sendable {
        let status: Int
        let body: [UInt8]
        let sentAt: ContinuousClock.Instant
        let at: ContinuousClock.Instant
    }

    static let redirectPath = "/calling/callConnections:redirect?api-version=2026-03-12"

    /// Sends one request.
    ///
    /// - Parameters:
    ///   - host: the Host header, when it is not the address itself.
    ///   - token: a user's token, in place of the signature.
    func send(
        _ method: String, _ path: String, _ body: [UInt8], host: String? = nil, token: String? = nil
    ) async throws -> Answer {
        let host = host ?? String(self.base.drop { $0 != "/" }.dropFirst(2))
        var request = HTTPClientRequest(url: self.base + path)
        request.method = HTTPMethod(rawValue: method)
        request.headers.add(name: "Host", value: host)
        request.headers.add(name: "Content-Type", value: "application/json")
        if let token {
            request.headers.add(name: "Authorization", value: "Bearer \(token)")
        } else {
            let signature = RequestSigner(key: self.key).sign(
                method: method, pathAndQuery: path, host: host, body: body, now: Int64(Date().timeIntervalSince1970))
            for (name, value) in signature.fields {
                request.headers.add(name: name, value: value)
            }
        }
        request.body = .bytes(ByteBuffer(bytes: body))
        let sentAt = ContinuousClock.now
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(15))
        let at = ContinuousClock.now
        let answer = try await response.body.collect(upTo: 1 << 20)
        return Answer(
            status: Int(response.status.code), body: Array(answer.readableBytesView), sentAt: sentAt, at: at)
    }

    func redirect(
        _ context: String, to target: CommunicationIdentifier, token: String? = nil
    ) async throws -> Answer {
        try await self.send(
            "POST", Self.redirectPath, RedirectCallRequest(incomingCallContext: context, target: target).body(),
            token: token)
    }

    /// Creates a user, with a token for calls.
    func createUser() async throws -> (id: CommunicationIdentifier, token: String) {
        let body = #"{"createTokenWithScopes":["voip"]}"#
        let answer = try await self.send("POST", "/identities?api-version=2023-10-01", Array(body.utf8))
        guard answer.status == 201, let members = try? JSONMembers(body: answer.body),
            let identity = try? JSONMembers(try members.value("identity"), at: "identity"),
            let access = try? JSONMembers(try members.value("accessToken"), at: "accessToken"),
            let id = try? identity.requiredString("id"), let token = try? access.requiredString("token")
        else { throw DemoError("no user was created: \(answer.status)") }
        return (CommunicationIdentifier(rawID: id), token)
    }
}
