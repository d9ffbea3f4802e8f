import Foundation
import Testing

extension DistributionAcceptance {
    /// The image is not built by the tests, which have no container engine; what it rests on is checked.
    @Suite("The Dockerfile")
    struct Container {
        @Test("What it copies exists, and is not kept from it by .dockerignore")
        func copies() throws {
            let ignored = try Self.lines(of: ".dockerignore").map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
            let copies = try Self.instructions.filter { $0.hasPrefix("COPY ") && !$0.contains("--from=") }
            #expect(!copies.isEmpty)
            for copy in copies {
                for source in copy.split(separator: " ").dropFirst().dropLast() {
                    let path = Surroundings.package.appending(path: String(source))
                    #expect(FileManager.default.fileExists(atPath: path.path), "\(source)")
                    #expect(!ignored.contains(String(source)), "\(source)")
                }
            }
            #expect(ignored.contains(".build"))
        }

        @Test("It runs as somebody without rights, listens where the program does and asks for its health")
        func program() throws {
            let last = try #require(Self.instructions.lastIndex { $0.hasPrefix("FROM ") })
            let image = try Self.instructions[last...]
            let user = try #require(image.first { $0.hasPrefix("USER ") })
            #expect(user.dropFirst(5).split(separator: ":").allSatisfy { (Int($0) ?? 0) > 0 }, "\(user)")
            #expect(image.contains("EXPOSE 7080 7443 5060/udp 5060/tcp"))
            #expect(
                image.contains { $0.hasPrefix("HEALTHCHECK ") && $0.hasSuffix(#"CMD ["divert", "health", "--live"]"#) })
            #expect(image.contains(#"ENTRYPOINT ["divert"]"#))
        }

        /// The instructions of the Dockerfile, each in one line.
        private static var instructions: [String] {
            get throws {
                try lines(of: "Packaging/docker/Dockerfile").joined(separator: "\n").replacing("\\\n", with: " ")
                    .split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
            }
        }

        private static func lines(of file: String) throws -> [String] {
            try String(contentsOf: Surroundings.package.appending(path: file), encoding: .utf8)
                .split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
        }
    }
}
