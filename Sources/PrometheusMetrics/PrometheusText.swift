/// The grammar of the text format: names, labels, numbers.
enum PrometheusText {
    /// A name that Prometheus takes: letters, digits, underscores and colons, no digit at its beginning.
    static func name(_ label: String) -> String {
        let bytes = label.utf8.map { Self.isNameByte($0) ? $0 : UInt8(ascii: "_") }
        let name = String(decoding: bytes, as: UTF8.self)
        return name.first?.isNumber == true ? "_\(name)" : name
    }

    /// `method="INVITE",peer="carrier"`, sorted by name; of two with one name the first counts.
    static func labels(_ dimensions: [(String, String)]) -> String {
        var values: [String: String] = [:]
        for (label, value) in dimensions {
            let name = Self.name(label).replacing(":", with: "_")
            values[name] = values[name] ?? value
        }
        return values.sorted { $0.key < $1.key }.map { "\($0.key)=\"\(Self.escaped($0.value))\"" }
            .joined(separator: ",")
    }

    static func sample(_ name: String, _ labels: String, _ value: String) -> String {
        labels.isEmpty ? "\(name) \(value)\n" : "\(name){\(labels)} \(value)\n"
    }

    /// Whole numbers without a fraction.
    static func number(_ value: Double) -> String {
        switch value {
        case .infinity: "+Inf"
        case -.infinity: "-Inf"
        case _ where value.isNaN: "NaN"
        default: Int64(exactly: value).map(String.init) ?? "\(value)"
        }
    }

    static func escapedHelp(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
    }

    private static func escaped(_ value: String) -> String {
        self.escapedHelp(value).replacing("\"", with: "\\\"")
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: ":"):
            true
        default: false
        }
    }
}
