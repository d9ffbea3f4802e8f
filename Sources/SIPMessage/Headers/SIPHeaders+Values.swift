extension SIPHeaders {
    /// The values of a header field that is a list, split at commas, in the order of lines and of values in them
    /// (SYN-6). Only for fields whose grammar is a list: a Date or an Authorization has commas of its own.
    public func values(_ name: SIPHeaderName) -> [ArraySlice<UInt8>] {
        var values: [ArraySlice<UInt8>] = []
        self.storage.withUnsafeBufferPointer { bytes in
            for line in self.lines where self.matches(line, name) {
                var elements = ListElements(bytes, line.value)
                while let element = elements.next() { values.append(self.storage[text: element]) }
            }
        }
        return values
    }

    /// The values of a field made of addresses, such as Contact, Route, Diversion or P-Asserted-Identity.
    ///
    /// Throws `.badRequest` for the first value that is no `name-addr` and no `addr-spec`. `Contact: *` is one of those.
    public func nameAddresses(_ name: SIPHeaderName) throws(SIPParseError) -> [NameAddress] {
        do throws(Fault) {
            return try self.shapes(name) { (bytes, element) throws(Fault) in
                try NameAddress.Shape(element, in: bytes)
            }.map { NameAddress(storage: self.storage, shape: $0) }
        } catch {
            throw SIPParseError(error, in: name)
        }
    }

    /// Every Via value in order, the top one first. Throws `.badRequest` for the first that is malformed.
    public func vias() throws(SIPParseError) -> [Via] {
        do throws(Fault) {
            return try self.shapes(.via) { (bytes, element) throws(Fault) in
                try Via.Shape(element, in: bytes)
            }.map { Via(storage: self.storage, shape: $0) }
        } catch {
            throw SIPParseError(error.within(.via))
        }
    }

    private func shapes<Shape>(
        _ name: SIPHeaderName, _ read: (UnsafeBufferPointer<UInt8>, TextRange) throws(Fault) -> Shape
    ) throws(Fault) -> [Shape] {
        try self.storage.withUnsafeBufferPointer { (bytes) throws(Fault) -> [Shape] in
            var shapes: [Shape] = []
            for line in self.lines where self.matches(line, name) {
                var elements = ListElements(bytes, line.value)
                while let element = elements.next() { shapes.append(try read(bytes, element)) }
            }
            return shapes
        }
    }
}
