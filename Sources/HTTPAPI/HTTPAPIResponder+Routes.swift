extension HTTPAPIResponder {
    /// A path that is answered, as the OpenAPI document writes it.
    package struct Route: Sendable, Hashable {
        package let path: String
        /// Without HEAD, which is answered wherever GET is.
        package let methods: Set<String>
        /// False where everything is refused by name.
        package let isOffered: Bool
    }

    /// Every path that is answered.
    package var routes: [Route] {
        self.answerers.flatMap { answerer in
            answerer.paths.compactMap { path in
                answerer.endpoint(at: path.description).map { endpoint in
                    Route(
                        path: path.description, methods: Set(endpoint.allowedMethods).subtracting(["HEAD"]),
                        isOffered: !(answerer is NotOfferedAnswerer))
                }
            }
        }
    }
}
