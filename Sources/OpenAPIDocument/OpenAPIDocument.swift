/// The contract of both HTTP planes: `openapi.json` of this folder, OpenAPI 3.1.
///
/// The file is compiled in, because a program of one file has no place for resources.
package enum OpenAPIDocument {
    /// The file, to the byte.
    package static let json = PackageResources.openapi_json
}
