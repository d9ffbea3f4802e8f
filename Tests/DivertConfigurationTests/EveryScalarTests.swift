import DivertConfiguration
import Testing

@Suite("Every scalar of the table can be given by file, variable and flag")
struct EveryScalarTests {
    /// A value other than the default for every key that a variable can set, and what it needs beside it.
    struct Sample: Sendable {
        let text: String
        var companions: [String: String] = [:]
        /// What is in effect, where that is not the text itself.
        var effect: SettingInEffect.Value?
    }

    static let samples: [String: Sample] = [
        "http.host": Sample(text: "localhost"),
        "http.port": Sample(text: "0"),
        "http.publicUrl": Sample(text: "https://divert.example/calls"),
        "http.tls": Sample(text: "off"),
        "http.tls.port": Sample(text: "8443"),
        "http.tls.certificate": Sample(text: "/etc/cert.pem", companions: ["http.tls.privateKey": "/etc/key.pem"]),
        "http.tls.privateKey": Sample(text: "/etc/key.pem", companions: ["http.tls.certificate": "/etc/cert.pem"]),
        "http.authentication.clockSkewMinutes": Sample(text: "5"),
        "sip.domain": Sample(text: "sip.example"),
        "sip.listen": Sample(text: "udp://127.0.0.1:1,tcp://[::1]:0"),
        "sip.unknownPeers": Sample(text: "reject"),
        "sip.t1Milliseconds": Sample(text: "100"),
        "sip.batchMilliseconds": Sample(text: "0"),
        "sip.eventLoops": Sample(text: "3"),
        "calls.ringTimeoutSeconds": Sample(text: "0"),
        "calls.onTimeout": Sample(text: "redirect", companions: ["calls.onTimeoutTarget": "+14255550199"]),
        "calls.onTimeoutTarget": Sample(text: "8:acs:x_y", companions: ["calls.onTimeout": "redirect"]),
        "calls.drainSeconds": Sample(text: "3"),
        "calls.maxDiversions": Sample(text: "9"),
        "calls.policyRecordsPerSecond": Sample(text: "1000"),
        "calls.contextKeys": Sample(
            text: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=,AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
            effect: .list(["[redacted]", "[redacted]"])),
        "calls.onUndelivered": Sample(text: "reject"),
        "events.allowPrivateEndpoints": Sample(text: "true"),
        "events.deadLetters.keepDays": Sample(text: "1"),
        "events.deadLetters.keepCount": Sample(text: "0"),
        "data": Sample(text: "/var/lib/divert"),
        "storage.url": Sample(text: "sqlite:/var/lib/divert/calls.db"),
        "logging.level": Sample(text: "debug"),
        "logging.format": Sample(text: "json"),
        "logging.sip": Sample(text: "headers"),
        "observability.metricsPort": Sample(text: "9464"),
    ]

    static let served = ConfigurationKey.all.filter { $0.environmentName != nil && $0.later == nil }.map(\.path)

    @Test("There is a sample for each")
    func complete() {
        #expect(Set(Self.samples.keys) == Set(Self.served))
    }

    @Test("It arrives from each source, the same, and the source is told", arguments: served)
    func arrives(path: String) throws {
        let sample = try #require(Self.samples[path])
        let key = try #require(ConfigurationKey.all.first { $0.path == path })
        let values = sample.companions.merging([path: sample.text]) { $1 }
        var variables: [String: String] = [:]
        var flags: [String] = []
        for (path, text) in values {
            let key = try #require(ConfigurationKey.all.first { $0.path == path })
            variables[try #require(key.environmentName)] = text
            flags += [try #require(key.flagName), text]
        }
        let file = BlockFile(values)
        let fromFile = try loaded(file.yaml)
        let fromVariables = try loaded(environment: variables)
        let fromFlags = try loaded(arguments: flags)

        #expect(fromVariables.configuration == fromFile.configuration)
        #expect(fromFlags.configuration == fromFile.configuration)
        if sample.text != key.defaultText {
            #expect(try fromFile.configuration != load(), "the value changes nothing")
        }
        let line = try #require(file.lines[path])
        for (loaded, place) in [
            (fromFile, "divert.yaml:\(line)"), (fromVariables, key.environmentName), (fromFlags, key.flagName),
        ] {
            let setting = try #require(loaded.settings.first { $0.path == path })
            #expect(setting.place.description == place)
            #expect(setting.value.text == sample.effect?.text ?? sample.text)
        }
    }

    @Test(
        "A key of later work is refused from each source",
        arguments: ConfigurationKey.all.filter { $0.environmentName != nil && $0.later != nil }.map(\.path))
    func later(path: String) throws {
        let key = try #require(ConfigurationKey.all.first { $0.path == path })
        for error in [
            refusalError(BlockFile([path: "1"]).yaml),
            refusalError(environment: [try #require(key.environmentName): "1"]),
            refusalError(arguments: [try #require(key.flagName), "1"]),
        ] {
            #expect(error?.code == .notBuiltYet)
        }
    }
}

extension SettingInEffect.Value {
    /// As it would be written in a variable.
    fileprivate var text: String {
        switch self {
        case .text(let text): return text
        case .integer(let number): return "\(number)"
        case .boolean(let value): return "\(value)"
        case .list(let items): return items.joined(separator: ",")
        case .absent: return "nothing"
        }
    }
}
