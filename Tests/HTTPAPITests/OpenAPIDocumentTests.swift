import CallAutomationModel
import HTTPAPI
import OpenAPIDocument
import Testing

@Suite("The OpenAPI document")
struct OpenAPIDocumentTests {
    private let document: JSONValue

    init() throws {
        self.document = try JSONValue(parsing: OpenAPIDocument.json)
    }

    @Test("Anybody may read it")
    func isServed() async throws {
        var request = TestRequest.get("/openapi.json")
        request.key = nil
        let answer = try await TestServer().send(request)
        #expect(answer.status == 200 && answer.body == OpenAPIDocument.json)
        #expect(answer.header("Content-Type") == "application/json; charset=utf-8")
        #expect(answer["openapi"]?.string?.hasPrefix("3.1.") == true)
    }

    @Test("Every path that is answered stands there with its methods, and no other does")
    func agreesWithTheRoutes() async throws {
        let routes = try await TestServer().responder.routes
        let paths = try #require(self.document["paths"])
        #expect(Set(paths.members.map(\.name)) == Set(routes.map(\.path)))
        for route in routes {
            let operations = self.operations(at: try #require(paths[route.path], "\(route.path)"))
            #expect(Set(operations.map { $0.name.uppercased() }) == route.methods, "\(route.path)")
            for operation in operations {
                let statuses = operation.value["responses"]?.members.map(\.name) ?? []
                let succeeds = statuses.contains { $0.hasPrefix("2") }
                #expect(succeeds || statuses.contains("501"), "\(route.path)")
                #expect(route.isOffered || !succeeds, "\(route.path)")
            }
        }
    }

    /// The operations of a path, also of one that is described elsewhere in the document.
    private func operations(at path: JSONValue) -> [JSONMember] {
        let name = path["$ref"]?.string.flatMap { $0.split(separator: "/").last.map(String.init) }
        let item = name.flatMap { self.document["components"]?["pathItems"]?[$0] } ?? path
        return item.members.filter { $0.value["responses"] != nil }
    }

    @Test("Operations have names of their own, every reference leads somewhere, and every part is used")
    func isConsistent() throws {
        let operations = try #require(self.document["paths"]).members.flatMap(\.value.members)
            .filter { $0.value["responses"] != nil }
        let names = operations.compactMap { $0.value["operationId"]?.string }
        #expect(names.count == operations.count && Set(names).count == names.count)

        let parts = try #require(self.document["components"]).members.flatMap { kind in
            kind.value.members.map { "#/components/\(kind.name)/\($0.name)" }
        }
        // Security schemes are named, not referred to.
        let referable = Set(parts.filter { !$0.hasPrefix("#/components/securitySchemes/") })
        #expect(self.document.references == referable)
    }

    @Test("The api-versions stand there as the server knows them")
    func listsVersions() throws {
        let versions = self.document["components"]?["parameters"]?["ApiVersion"]?["schema"]?["enum"]
        #expect(versions?.elements.compactMap(\.string) == APIVersion.known)
    }
}

extension JSONValue {
    fileprivate var members: [JSONMember] {
        if case .object(let members) = self { members } else { [] }
    }

    /// What every `$ref` in it names.
    fileprivate var references: Set<String> {
        let parts = self.elements + self.members.map(\.value)
        return parts.reduce(into: Set([self["$ref"]?.string].compactMap { $0 })) { $0.formUnion($1.references) }
    }
}
