/// The addresses of a server that is ready: every listener bound, recovery done.
package struct ReadyLine: Sendable, Hashable {
    /// `http://127.0.0.1:7080`, explicit port, no trailing slash.
    package let http: String
    /// The same with `https`; nil when HTTPS is off.
    package let https: String?
    /// `udp://127.0.0.1:5060`, in the order of the configuration.
    package let sip: [String]
    /// `http://127.0.0.1:9464`, where the metrics have a port of their own; nil where they have none.
    package let metrics: String?
    /// What links and connection strings use: `http.publicUrl`, else `https`, else `http`.
    package let publicURL: String

    package init(http: String, https: String?, sip: [String], metrics: String? = nil, publicURL: String?) {
        self.http = http
        self.https = https
        self.sip = sip
        self.metrics = metrics
        self.publicURL = publicURL ?? https ?? http
    }

    /// The one line of `--ready-json`. Addresses hold no character that JSON escapes.
    package var json: String {
        let sip = self.sip.map { "\"\($0)\"" }.joined(separator: ",")
        let https = self.https.map { "\"\($0)\"" } ?? "null"
        let metrics = self.metrics.map { ",\"metrics\":\"\($0)\"" } ?? ""
        return "{\"ready\":true,\"http\":\"\(self.http)\",\"https\":\(https),\"sip\":[\(sip)]\(metrics)}"
    }
}
