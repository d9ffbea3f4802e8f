import OpenAPIDocument

/// `GET /openapi.json`: the contract, for anybody.
struct OpenAPIAnswerer: Answerer {
    let paths: [PathTemplate] = ["/openapi.json"]

    func endpoint(at path: String) -> Endpoint? {
        Endpoint("openapi", get: { _ in Self.document })
    }

    private static let document = Answer(
        status: 200,
        headers: [("Content-Type", "application/json; charset=utf-8"), ("Cache-Control", "no-cache")],
        body: OpenAPIDocument.json)
}
