import CallAutomationModel
import CallControl
import CallRouting

// Looking at calls.
extension DivertAnswerer {
    /// How many calls a list shows.
    private static let listLimit = 100
    /// How many of the newest calls are looked through for those of one resource.
    private static let searchLimit = 1000
    /// How long one may wait for a call, in seconds.
    private static let waitLimitSeconds = 60

    /// `GET /divert/calls`: the newest calls of the resource, newest first.
    func newestCalls(_ request: ReceivedRequest) async throws(CommunicationError) -> Answer {
        let resource = try await self.authenticator.principal(sending: request, to: .divert).resource
        let newest: [CallRecord]
        do {
            newest = try await self.owner.newestCalls(limit: self.hasOneResource ? Self.listLimit : Self.searchLimit)
        } catch {
            throw .unavailable
        }
        let calls = newest.filter { $0.resource == resource }.prefix(Self.listLimit)
        var text = JSONText(capacity: 1024 * (calls.count + 1))
        text.object { text in
            text.name("calls")
            text.array { text in
                for call in calls { call.write(to: &text) }
            }
            text.name("nextLink")
            text.null()
        }
        return .json(text)
    }

    /// `GET /divert/calls/{id}?wait=N`: the call, at once or when it left `ringing`, at the latest after N seconds.
    func call(_ id: CallID?, _ request: ReceivedRequest) async throws(CommunicationError) -> Answer {
        let resource = try await self.authenticator.principal(sending: request, to: .divert).resource
        let wait = try Self.wait(request.target.values(of: "wait"))
        // The first look is for the resource: nobody waits for a call of somebody else.
        var call = try self.check(try await self.find(id, waiting: .zero), of: resource)
        if wait > .zero, call.state == .ringing {
            call = try self.check(try await self.find(id, waiting: wait), of: resource)
        }
        var text = JSONText(capacity: 2048)
        call.write(to: &text)
        var answer = Answer.json(text)
        answer.call = call.id
        return answer
    }

    func find(_ id: CallID?, waiting duration: Duration) async throws(CommunicationError) -> CallRecord? {
        guard let id else { return nil }
        do {
            return try await self.owner.call(id, waiting: duration)
        } catch {
            throw .unavailable
        }
    }

    private static func wait(_ values: [String]) throws(CommunicationError) -> Duration {
        guard let value = values.first else { return .zero }
        guard values.count == 1, value.utf8.count <= 2, value.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
            let seconds = Int(value), seconds <= self.waitLimitSeconds
        else { throw .waitInvalid(limitSeconds: self.waitLimitSeconds) }
        return .seconds(seconds)
    }
}
