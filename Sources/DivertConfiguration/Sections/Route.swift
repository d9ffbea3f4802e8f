extension Configuration {
    /// How identifiers become SIP targets (`routes[]`). Both members are checked for syntax only.
    package struct Route: Sendable, Hashable {
        /// `+1*`, `8:orgid:*`, `*`, an E.164 number or a raw id.
        package var pattern: String
        /// A `sip:`, `sips:` or `tel:` URI with placeholders: `sip:{number}@gw1.example.net;user=phone`.
        package var uriTemplate: String

        package init(pattern: String, uriTemplate: String) {
            self.pattern = pattern
            self.uriTemplate = uriTemplate
        }
    }
}

extension Configuration.Route {
    static func all(reading reader: SettingReader) throws(ConfigurationError) -> [Self] {
        var routes: [Self] = []
        for index in 0..<reader.count(of: "routes") {
            let path = "routes[\(index)]"
            let route = Self(
                pattern: try reader.text("\(path).to") { IdentifierText.isPattern($0) ? $0 : nil },
                uriTemplate: try reader.text("\(path).uri", URITemplate.parse))
            if route.pattern.hasPrefix("8:") || route.pattern.hasPrefix("28:"), route.needsNumber {
                throw reader.refused(
                    "\(path).uri", expected: "{id} or {rawId}, since \(route.pattern) matches no numbers",
                    found: "{number}")
            }
            routes.append(route)
        }
        return routes
    }

    private var needsNumber: Bool { URITemplate.names(in: self.uriTemplate)?.contains("number") == true }
}
