import HTTPServing
import NIOHTTP1
import Testing

@Suite("How the head of a request is read")
struct RequestHeadTests {
    private func read(
        _ uri: String, _ headers: HTTPHeaders, version: HTTPVersion = .http1_1
    ) throws -> HTTPRequestHead {
        var transcript = Transcript()
        let head = HTTPRequestHead(version: version, method: .POST, uri: uri, headers: headers)
        let actions = transcript.receive(.head(head), .end)
        guard case .answer(let read, _)? = actions.first else { throw Unread(actions: actions) }
        return read
    }

    private struct Unread: Error { let actions: [ServerConnection.Action] }

    @Test("White space around a field value is none of it")
    func whiteSpace() throws {
        let read = try self.read("/a", ["Host": " a\t", "X": "b c \t ", "Y": " \t", "Z": ""])
        #expect(read.headers.map(\.value) == ["a", "b c", "", ""])
        #expect(read.uri == "/a")
    }

    @Test("The absolute form neither replaces a Host that is missing, nor one too many, and HTTP/2 has none")
    func hosts() throws {
        for headers: HTTPHeaders in [[:], ["Host": "a", "host": "b"]] {
            #expect(throws: Unread.self) { try self.read("http://b/c", headers) }
        }
        #expect(try self.read("http://b/c", ["Host": "a"], version: .http2).uri == "http://b/c")
    }

    @Test(
        "The absolute form stands for the origin form and a Host",
        arguments: [
            ("http://b:80/c?d=/e", "b:80", "/c?d=/e"), ("HTTPS://B", "B", "/"), ("http://b?c", "b", "/?c"),
            ("http://[::1]:7080/", "[::1]:7080", "/"),
        ])
    func absolute(uri: String, host: String, target: String) throws {
        let read = try self.read(uri, ["host": "a", "X": "1"])
        #expect(read.uri == target && read.headers["Host"] == [host] && read.headers["X"] == ["1"])
    }

    @Test(
        "Every other form stays as it is",
        arguments: ["/http://b/c", "*", "b:443", "http:///c", "ftp://b/c", "", "http:/b", "http://u:p@b/c"])
    func other(uri: String) throws {
        let read = try self.read(uri, ["Host": "a"])
        #expect(read.uri == uri && read.headers["Host"] == ["a"])
    }
}
