extension [UInt8] {
    /// The message with every folded header line on one line: CRLF and the blanks around it become one space
    /// (RFC 3261 §7.3.1). Start line and body stay as they are. Linear in the size of the message.
    ///
    /// - Parameters:
    ///   - start: Where the first header line starts.
    ///   - framing: Whether a bare LF ends a line.
    func unfolded(from start: Int, framing: MessageFraming) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(self.count)
        result += self[..<start]
        var index = start
        var isLineStart = true
        while index < self.count {
            let end = self.lengthOfLineEnd(at: index, framing: framing)
            if end == 0 {
                result.append(self[index])
                isLineStart = false
                index += 1
            } else if isLineStart {
                break
            } else if index + end < self.count, ASCII.isBlank(self[index + end]) {
                while let last = result.last, ASCII.isBlank(last) { result.removeLast() }
                index += end
                while index < self.count, ASCII.isBlank(self[index]) { index += 1 }
                result.append(ASCII.space)
            } else {
                result += self[index..<(index + end)]
                index += end
                isLineStart = true
            }
        }
        result += self[index...]
        return result
    }

    private func lengthOfLineEnd(at index: Int, framing: MessageFraming) -> Int {
        switch self[index] {
        case ASCII.lineFeed: framing == .datagram ? 1 : 0
        case ASCII.carriageReturn: index + 1 < self.count && self[index + 1] == ASCII.lineFeed ? 2 : 0
        default: 0
        }
    }
}
