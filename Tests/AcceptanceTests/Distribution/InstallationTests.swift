import Foundation
import Testing

extension DistributionAcceptance {
    /// The package is really installed, in a copy of the machine's root that is thrown away.
    @Suite("Installed", .enabled("Only root on Debian can make a spare root", { SpareRoot.isAvailable }))
    struct Installation {
        @Test("The service's command, as a user without rights, serves; without a toolchain on the machine")
        func serves() async throws {
            let script = """
                command -v swift && exit 9
                install -d -m 700 -o 65534 -g 65534 /var/lib/divert
                cd /var/lib/divert
                command=$(sed -n 's|%S|/var/lib|; s/^ExecStart=//p' /lib/systemd/system/divert.service)
                exec setpriv --reuid 65534 --regid 65534 --clear-groups --no-new-privs --bounding-set=-all \
                    $command \(FreshServer.arguments.dropFirst().joined(separator: " "))
                """
            try await withFolder { folder in
                let command = try await SpareRoot.command(script, in: folder)
                try await FreshServer(looking: command, folder: folder.url).works()
            }
        }

        @Test("The manual, the completions and the unit are found where they were put")
        func found() async throws {
            try await run(
                """
                divert --version
                man divert | grep -c 'EXIT STATUS'
                bash --norc -c '. /usr/share/bash-completion/completions/divert; complete -p divert' | wc -l
                if command -v systemd-analyze >/dev/null; then systemd-analyze verify divert.service; fi
                """
            ) { lines in
                let name = try Artefacts.name()
                #expect(name.contains("-\(lines.first ?? "")-"))
                #expect(lines.dropFirst() == ["1", "1"])
            }
        }

        @Test("Installing it does not enable the service")
        func isQuiet() async throws {
            try await run("ls /lib/systemd/system/divert.service; find /etc/systemd -name 'divert*'") { lines in
                #expect(lines == ["/lib/systemd/system/divert.service"])
            }
        }

        @Test("Removed, it leaves the configuration; purged, it leaves the data alone")
        func leaves() async throws {
            try await run(
                """
                all() { find /etc /usr /lib/systemd/system -path '*divert*' ! -name 'dpkg-divert*' | sort; }
                echo '# mine' >>/etc/divert/divert.yaml
                mkdir -p /var/lib/divert && touch /var/lib/divert/divert.db
                dpkg --no-triggers --install /package.deb >&2
                tail -n 1 /etc/divert/divert.yaml
                dpkg --no-triggers --remove divert >&2
                all
                dpkg --no-triggers --purge divert >&2
                all
                ls /var/lib/divert
                """
            ) { lines in
                #expect(
                    lines == [
                        "# mine", "/etc/divert", "/etc/divert/divert.env", "/etc/divert/divert.yaml", "divert.db",
                    ])
            }
        }

        /// Runs a script in a spare root and hands on the lines that it prints.
        private func run(_ script: String, _ check: ([String]) throws -> Void) async throws {
            try await withFolder { folder in
                let run = try await CommandRun(
                    SpareRoot.command(script, in: folder), in: folder.url, within: .seconds(100))
                #expect(run.status == 0, "\(run.errors)")
                try check(run.output.split(separator: "\n").map(String.init))
            }
        }
    }
}
