extension SIPParseError {
    /// What can be saved from a request that is refused: enough to send an error response (RFC 3261 §8.2.6).
    public struct Salvage: Hashable, Sendable {
        /// The method of the request line, or nil when it is not a token. An ACK is never answered.
        public let method: SIPMethod?
        /// The Via the response goes back to. Its parameters may be incomplete when they are what is wrong.
        public let topVia: Via
        /// All Via lines in order, and the first From, To, Call-ID and CSeq, unchecked. Copy them with
        /// ``SIPHeaders/copy(_:from:)``.
        public let headers: SIPHeaders

        /// The Via header lines, in order.
        public var viaLines: [ArraySlice<UInt8>] { self.headers.all(.via) }
        /// The value of From, if there is one.
        public var from: ArraySlice<UInt8>? { self.headers.first(.from) }
        /// The value of To, if there is one.
        public var to: ArraySlice<UInt8>? { self.headers.first(.to) }
        /// The value of Call-ID, if there is one.
        public var callID: ArraySlice<UInt8>? { self.headers.first(.callID) }
        /// The value of CSeq, if there is one.
        public var cSeq: ArraySlice<UInt8>? { self.headers.first(.cSeq) }

        /// Nil when there is no Via a response could be sent to.
        init?(method: SIPMethod?, headers: SIPHeaders) {
            guard let topVia = headers.salvagedTopVia else { return nil }
            self.method = method
            self.topVia = topVia
            self.headers = headers.neededForResponse
        }
    }
}

extension SIPHeaders {
    /// The first Via value, if its sent-by can be read, whatever its parameters look like.
    fileprivate var salvagedTopVia: Via? {
        guard let line = self.lines.first(where: { $0.known == .via }) else { return nil }
        let shape = self.storage.withUnsafeBufferPointer { bytes -> Via.Shape? in
            var fault: Fault?
            return Via.Shape(topOf: line.value, in: bytes, fault: &fault)
        }
        return shape.map { Via(storage: self.storage, shape: $0) }
    }

    /// The header fields every response takes from its request.
    fileprivate var neededForResponse: SIPHeaders {
        var seen: Set<KnownHeader> = []
        let kept = self.lines.filter { line in
            switch line.known {
            case .via: true
            case .from, .to, .callID, .cSeq: line.known.map { seen.insert($0).inserted } ?? false
            default: false
            }
        }
        return SIPHeaders(storage: self.storage, lines: kept)
    }
}
