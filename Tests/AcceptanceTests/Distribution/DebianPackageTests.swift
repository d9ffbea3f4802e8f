import Foundation
import Testing

extension DistributionAcceptance {
    @Suite("The Debian package", .enabled("There is no dpkg here", { CommandRun.isInstalled("dpkg-deb") }))
    struct DebianPackage {
        @Test("Its control file is complete")
        func control() async throws {
            let fields = try await Self.deb("--field")
            #expect(fields.contains("Package: divert\n"))
            #expect(try Artefacts.name().hasPrefix("divert-\(Self.value("Version", fields))-linux-"))
            #expect(Self.value("Depends", fields).hasPrefix("libc6 (>= 2."))
            #expect(Int(Self.value("Installed-Size", fields)) ?? 0 > 10_000)
            #expect(!fields.contains(/@[A-Z_]+@/), "Something was not filled in: \(fields)")
        }

        @Test("Its files are where Debian wants them, owned by root; secrets are for root alone")
        func contents() async throws {
            let lines = try await Self.deb("--contents").split(separator: "\n").map { $0.split(separator: " ") }
            let files = Dictionary(
                lines.filter { $0[0].hasPrefix("-") }.map { (String($0[5].dropFirst()), String($0[0])) }
            ) { $1 }
            let plain = "-rw-r--r--"
            #expect(
                files == [
                    "/etc/divert/divert.env": "-rw-------", "/etc/divert/divert.yaml": plain,
                    "/lib/systemd/system/divert.service": plain, "/usr/bin/divert": "-rwxr-xr-x",
                    "/usr/share/bash-completion/completions/divert": plain, "/usr/share/doc/divert/NOTICE.gz": plain,
                    "/usr/share/doc/divert/changelog.gz": plain, "/usr/share/doc/divert/copyright": plain,
                    "/usr/share/fish/vendor_completions.d/divert.fish": plain,
                    "/usr/share/man/man1/divert.1.gz": plain, "/usr/share/zsh/vendor-completions/_divert": plain,
                ])
            #expect(Set(lines.map { $0[1] }) == ["root/root"])
        }

        @Test("Its program is the tarball's, its checksums hold, its configuration belongs to the owner")
        func program() async throws {
            try await withFolder { folder in
                let tree = try await Artefacts.unpack(in: folder)
                _ = try await Self.deb("--raw-extract", folder.file("package").path)
                let package = folder.file("package")
                let same = try await CommandRun(["cmp", tree.path + "/divert", "usr/bin/divert"], in: package)
                #expect(same.status == 0, "\(same.output)")
                let sums = try await CommandRun(["md5sum", "--check", "--quiet", "DEBIAN/md5sums"], in: package)
                #expect(sums.status == 0, "\(sums.output)")
                #expect(
                    folder.text(of: "package/DEBIAN/conffiles") == "/etc/divert/divert.yaml\n/etc/divert/divert.env\n")
                for script in ["postinst", "prerm", "postrm"] {
                    let read = try await CommandRun(["sh", "-n", "DEBIAN/\(script)"], in: package)
                    #expect(read.status == 0, "\(script): \(read.errors)")
                }
            }
        }

        @Test("The service waits longer for its end than ringing calls may take")
        func patience() async throws {
            let unit = try text("Packaging/systemd/divert.service")
            let limit = try #require(unit.firstMatch(of: /TimeoutStopSec=(\d+)/).flatMap { Int($0.1) })
            let drain = try #require(
                text("Packaging/divert.yaml").firstMatch(of: /drainSeconds: (\d+)/).flatMap { Int($0.1) })
            #expect(limit > drain + 10)
        }

        private static func deb(_ action: String, _ arguments: String...) async throws -> String {
            let package = try Artefacts.debianPackage().path
            return try await CommandRun(["dpkg-deb", action, package] + arguments, in: Artefacts.folder).succeeded()
        }

        private static func value(_ field: String, _ fields: String) -> String {
            let line = fields.split(separator: "\n").first { $0.hasPrefix("\(field): ") }
            return line.map { String($0.dropFirst(field.count + 2)) } ?? ""
        }

        private func text(_ file: String) throws -> String {
            try String(contentsOf: Surroundings.package.appending(path: file), encoding: .utf8)
        }
    }
}
