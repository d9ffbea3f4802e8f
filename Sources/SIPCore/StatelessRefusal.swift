package import SIPMessage
import SIPTransaction

/// The answer to a request that could not be understood: built from what its parser saved, sent without a transaction.
package struct StatelessRefusal: Sendable {
    package let bytes: [UInt8]
    package let destination: ResponseDestination

    /// The refusal, or nil when nobody can or should be answered: responses, ACKs, requests without a usable Via.
    ///
    /// - Parameter tag: gives the same To tag for the same Via branch and Call-ID (TX-9).
    package static func response(
        to error: SIPParseError, _ arrival: Arrival, tag: ([UInt8]) -> String
    ) -> StatelessRefusal? {
        guard let status = error.statusCode, let salvage = error.salvage else { return nil }
        return self.response(status, to: salvage, arrival, status == 501 ? [.allow] : [], tag: tag)
    }

    /// A refusal built from what could be saved of a request, or from its outline.
    ///
    /// - Parameter tag: as above.
    package static func response(
        _ status: Int, to salvage: SIPParseError.Salvage, _ arrival: Arrival, _ headers: [ResponseHeader],
        tag: ([UInt8]) -> String
    ) -> StatelessRefusal {
        var lines: [UInt8] = []
        lines.append(viasOf: salvage.headers, top: salvage.topVia, from: arrival.source)
        if let from = salvage.from { lines.append(header: "From", from) }
        var tagOffset = lines.count
        var needsTag = false
        if let to = salvage.to {
            lines.append(header: "To", to)
            tagOffset = lines.count - 2
            // A To that cannot be read goes back as it came.
            needsTag = (try? NameAddress(parsing: to)).map { $0.tag == nil } ?? false
        }
        if let callID = salvage.callID { lines.append(header: "Call-ID", callID) }
        if let cSeq = salvage.cSeq { lines.append(header: "CSeq", cSeq) }
        let tag = tag(Array((salvage.topVia.branch ?? "").utf8) + (salvage.callID ?? []))
        let recipe = ResponseRecipe(
            lines: lines, tagOffset: tagOffset, tag: needsTag ? tag : "",
            timestamp: "", requestURI: "", key: TransactionKey(bytes: []), mergeKey: [],
            // A malformed request earns no trust: its maddr is not looked at.
            destination: ResponseDestination(via: salvage.topVia, arrival: arrival, isTrusted: false),
            source: arrival.source)
        return StatelessRefusal(
            bytes: recipe.response(status, headers.map { $0.spread(by: tag) }).bytes, destination: recipe.destination)
    }
}
