import CZlib

/// One gzip member (RFC 1952), inflated within a limit: a few bytes of a stranger may claim to be gigabytes.
enum Gzip {
    /// Why bytes are no gzip member that is wanted.
    enum Mistake: Error, Hashable {
        /// Not gzip, cut, changed, or followed by something else.
        case malformed
        /// Longer than the limit when inflated.
        case tooLarge
    }

    /// Whether the bytes begin as gzip does.
    static func begins(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0x1F, 0x8B, 8])
    }

    /// The content, at most `limit` bytes; hardly more than that is held in memory.
    static func inflate(_ bytes: [UInt8], limit: Int) throws(Mistake) -> [UInt8] {
        var stream = z_stream()
        guard divert_inflateInitGzip(&stream) == Z_OK else { throw .malformed }
        defer { inflateEnd(&stream) }
        var input = bytes
        return try input.withUnsafeMutableBufferPointer { input throws(Mistake) in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(clamping: input.count)
            var content: [UInt8] = []
            while true {
                let (chunk, result) = self.next(&stream)
                content += chunk
                guard content.count <= limit else { throw .tooLarge }
                if result == Z_STREAM_END { break }
                // Anything else, a text that ends too early among it, makes no progress.
                guard result == Z_OK else { throw .malformed }
            }
            guard stream.avail_in == 0 else { throw .malformed }
            return content
        }
    }

    /// The next piece of content.
    private static func next(_ stream: inout z_stream) -> (chunk: [UInt8], result: Int32) {
        var result = Z_OK
        let chunk = [UInt8](unsafeUninitializedCapacity: self.chunkLength) { output, count in
            stream.next_out = output.baseAddress
            stream.avail_out = UInt32(clamping: output.count)
            result = CZlib.inflate(&stream, Z_NO_FLUSH)
            count = output.count - Int(stream.avail_out)
        }
        return (chunk, result)
    }

    private static let chunkLength = 16_384
}
