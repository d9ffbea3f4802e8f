extension SIPRequest {
    /// The request as it goes on the wire: CRLF after every line (SYN-5), long header names, no folding, and a
    /// Content-Length that is right.
    public func serialized() -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(self.headers.printedSize + self.requestURI.bytes.count + self.body.count + 96)
        bytes += self.method.rawValue.utf8
        bytes.append(ASCII.space)
        bytes += self.requestURI.bytes
        bytes += " SIP/2.0\r\n".utf8
        bytes.append(headers: self.headers, body: self.body)
        return bytes
    }
}

extension SIPResponse {
    /// The response as it goes on the wire: CRLF after every line (SYN-5), long header names, no folding, and a
    /// Content-Length that is right.
    public func serialized() -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(self.headers.printedSize + self.reasonPhrase.utf8.count + self.body.count + 96)
        bytes += "SIP/2.0 ".utf8
        bytes.append(decimal: self.statusCode)
        bytes.append(ASCII.space)
        bytes += self.reasonPhrase.utf8
        bytes += "\r\n".utf8
        bytes.append(headers: self.headers, body: self.body)
        return bytes
    }

    /// The response as it goes on the wire, with the status for whoever counts.
    public func encoded() -> EncodedResponse {
        EncodedResponse(statusCode: self.statusCode, bytes: self.serialized())
    }
}

extension SIPHeaders {
    /// No fewer bytes than the lines take when printed.
    fileprivate var printedSize: Int {
        self.lines.reduce(0) { sum, line in
            sum + line.value.count + 4 + (line.known?.spelling.utf8CodeUnitCount ?? line.name.count)
        }
    }
}

extension [UInt8] {
    fileprivate mutating func append(headers: SIPHeaders, body: ArraySlice<UInt8>) {
        for line in headers.lines {
            if let known = line.known {
                known.spelling.withUTF8Buffer { self.append(contentsOf: $0) }
            } else {
                self += headers.storage[text: line.name]
            }
            self.append(ASCII.colon)
            self.append(ASCII.space)
            self += headers.storage[text: line.value]
            self.append(ASCII.carriageReturn)
            self.append(ASCII.lineFeed)
        }
        self += "Content-Length: ".utf8
        self.append(decimal: body.count)
        self += "\r\n\r\n".utf8
        self += body
    }
}
