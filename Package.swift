// swift-tools-version: 6.2
import PackageDescription

// The target graph is the architecture: docs/architecture.md draws it. Imports point one way, from the last target of
// this file to the first, and `make lint` holds them to what is declared here.

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

extension Target.Dependency {
    static let argumentParser: Self = .product(name: "ArgumentParser", package: "swift-argument-parser")
    static let asn1: Self = .product(name: "SwiftASN1", package: "swift-asn1")
    static let asyncHTTPClient: Self = .product(name: "AsyncHTTPClient", package: "async-http-client")
    static let coreMetrics: Self = .product(name: "CoreMetrics", package: "swift-metrics")
    static let crypto: Self = .product(name: "Crypto", package: "swift-crypto")
    static let cryptoExtras: Self = .product(name: "CryptoExtras", package: "swift-crypto")
    static let grdb: Self = .product(name: "GRDB", package: "GRDB.swift")
    static let grdbSQLite: Self = .product(name: "GRDBSQLite", package: "GRDB.swift")
    static let httpTypes: Self = .product(name: "HTTPTypes", package: "swift-http-types")
    static let hummingbird: Self = .product(name: "Hummingbird", package: "hummingbird")
    static let hummingbirdCore: Self = .product(name: "HummingbirdCore", package: "hummingbird")
    static let jwtKit: Self = .product(name: "JWTKit", package: "jwt-kit")
    static let logging: Self = .product(name: "Logging", package: "swift-log")
    static let metrics: Self = .product(name: "Metrics", package: "swift-metrics")
    static let metricsTestKit: Self = .product(name: "MetricsTestKit", package: "swift-metrics")
    static let nioConcurrencyHelpers: Self = .product(name: "NIOConcurrencyHelpers", package: "swift-nio")
    static let nioCore: Self = .product(name: "NIOCore", package: "swift-nio")
    static let nioEmbedded: Self = .product(name: "NIOEmbedded", package: "swift-nio")
    static let nioHTTP1: Self = .product(name: "NIOHTTP1", package: "swift-nio")
    static let nioHTTP2: Self = .product(name: "NIOHTTP2", package: "swift-nio-http2")
    static let nioPosix: Self = .product(name: "NIOPosix", package: "swift-nio")
    static let nioSSL: Self = .product(name: "NIOSSL", package: "swift-nio-ssl")
    static let serviceLifecycle: Self = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
    static let unixSignals: Self = .product(name: "UnixSignals", package: "swift-service-lifecycle")
    static let x509: Self = .product(name: "X509", package: "swift-certificates")
    static let dequeModule: Self = .product(name: "DequeModule", package: "swift-collections")
    static let yams: Self = .product(name: "Yams", package: "Yams")
}

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: settings)
}

let package = Package(
    name: "divert",
    products: [
        .executable(name: "divert", targets: ["divert"]),
        .library(name: "CallAutomationClient", targets: ["CallAutomationClient"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-certificates.git", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-asn1.git", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        // Without traits: SwiftPM hands several of them on in a random order, and every second build would begin anew.
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1", traits: []),
        .package(url: "https://github.com/swift-server/async-http-client.git", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.2"),
        .package(url: "https://github.com/vapor/jwt-kit.git", from: "5.7.1"),
        .package(url: "https://github.com/apple/swift-metrics.git", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio-http2.git", from: "1.46.0"),
        .package(url: "https://github.com/apple/swift-collections.git", from: "1.6.0"),
    ],
    targets: [
        // Vocabulary
        library("SIPMessage"),
        library("CallAutomationModel"),
        library("EventModel", ["CallAutomationModel"]),
        // Pure behaviour
        library("SIPTransaction", ["SIPMessage"]),
        library("SIPCore", ["SIPMessage", "SIPTransaction"]),
        library("CallRouting", ["CallAutomationModel"]),
        library("EventDelivery", ["CallAutomationModel", "CallRouting", "EventModel", .crypto, .dequeModule]),
        library("RequestSigning", ["CallAutomationModel", .crypto]),
        library("CallContext", ["CallAutomationModel", .crypto]),
        library("LoopTimers", [.nioCore]),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        library("ContextDecoding", ["CallAutomationModel", "CZlib"]),
        library("WebTokens", ["CallAutomationModel", .dequeModule, .jwtKit]),
        library("UserTokens", ["CallAutomationModel", "CallRouting", "WebTokens", .crypto, .cryptoExtras, .jwtKit]),
        // Adapters
        library(
            "Observability", ["CallAutomationModel", "CallRouting", "SIPCore", "SIPMessage", .logging, .metrics]),
        library("PrometheusMetrics", [.coreMetrics]),
        library(
            "CallControl",
            [
                "CallAutomationModel", "CallContext", "CallRouting", "EventDelivery", "EventModel", "LoopTimers",
                "Observability", .logging, .nioCore,
            ]),
        library(
            "SIPTransport",
            [
                "LoopTimers", "Observability", "SIPCore", "SIPMessage", "SIPTransaction", .logging,
                .nioConcurrencyHelpers, .nioCore, .nioPosix,
            ]),
        library(
            "SIPEdge",
            [
                "CallAutomationModel", "CallControl", "CallRouting", "Observability", "SIPCore", "SIPMessage",
                "SIPTransaction", "SIPTransport", .logging, .nioCore,
            ]),
        library(
            "HTTPServing",
            [.dequeModule, .hummingbirdCore, .logging, .nioCore, .nioHTTP1, .nioHTTP2, .nioSSL]),
        .target(
            name: "OpenAPIDocument", resources: [.embedInCode("openapi.json")], swiftSettings: settings),
        library(
            "HTTPAPI",
            [
                "CallAutomationModel", "CallContext", "CallControl", "CallRouting", "EntraTokens", "EventDelivery",
                "HTTPServing", "Observability", "OpenAPIDocument", "RequestSigning", "UserTokens", "WebTokens", .crypto,
                .httpTypes, .logging, .nioHTTP1,
            ]),
        library(
            "CallAutomationClient",
            [
                "CallAutomationModel", "EventModel", "RequestSigning", .asyncHTTPClient, .nioCore, .nioHTTP1, .nioPosix,
                .nioSSL,
            ]),
        library("EntraTokens", ["CallRouting", "WebTokens", .asyncHTTPClient, .nioCore, .nioHTTP1]),
        library(
            "WebhookDelivery",
            [
                "CallAutomationModel", "CallRouting", "EventDelivery", .asyncHTTPClient, .nioCore, .nioHTTP1, .nioPosix,
            ]),
        library("GroupCommit", ["CallRouting", .nioCore, .nioPosix]),
        library(
            "PersistenceSQLite",
            ["CallAutomationModel", "CallRouting", "GroupCommit", "UserTokens", .grdb, .grdbSQLite]),
        library("DivertConfiguration", ["CallRouting", "EventDelivery", .yams]),
        library("DataFolder"),
        library("DevelopmentCertificates", ["DataFolder", .asn1, .crypto, .x509]),
        // Composition
        library(
            "DivertService",
            [
                "CallAutomationModel", "CallContext", "CallControl", "CallRouting", "DataFolder",
                "DevelopmentCertificates",
                "DivertConfiguration", "EntraTokens", "EventDelivery", "HTTPAPI", "HTTPServing", "Observability",
                "PersistenceSQLite", "PrometheusMetrics", "RequestSigning", "SIPCore", "SIPEdge", "SIPMessage",
                "SIPTransaction", "SIPTransport", "UserTokens", "WebhookDelivery", .asyncHTTPClient, .coreMetrics,
                .crypto, .hummingbirdCore, .logging,
                .nioCore, .nioPosix, .nioSSL, .serviceLifecycle,
            ]),
        library(
            "DivertTesting",
            [
                "CallAutomationModel", "CallRouting", "EntraTokens", "GroupCommit", "SIPCore", "SIPTransport",
                "UserTokens", .crypto, .logging, .nioCore, .nioPosix,
            ]),
        library("SIPCaller", ["CallAutomationModel", "SIPMessage", "SIPTransaction", .nioCore, .nioPosix]),
        library(
            "EventReceiver",
            ["EventModel", "HTTPServing", .httpTypes, .hummingbirdCore, .logging, .nioCore, .nioHTTP1, .nioPosix]),
        library(
            "DivertDemo",
            [
                "CallAutomationModel", "EventModel", "EventReceiver", "RequestSigning", "SIPCaller", "SIPMessage",
                .asyncHTTPClient, .nioCore, .nioHTTP1,
            ]),
        library(
            "DivertCommands",
            [
                "CallAutomationClient", "CallAutomationModel", "CallContext", "CallRouting", "ContextDecoding",
                "DataFolder", "DivertConfiguration", "DivertDemo", "DivertService", "EventModel", "EventReceiver",
                "Observability",
                "RequestSigning", "SIPCaller", "SIPMessage", "UserTokens", "WebTokens", .argumentParser,
                .asyncHTTPClient, .logging, .nioCore,
                .nioHTTP1, .nioPosix, .nioSSL, .serviceLifecycle, .unixSignals,
            ]),
        .executableTarget(name: "divert", dependencies: ["DivertCommands"], swiftSettings: settings),
        // The example for users of the library, which has a manifest of its own too: compiled here, so that it stays true.
        .executableTarget(
            name: "RedirectApp", dependencies: ["CallAutomationClient", .httpTypes, .hummingbird],
            path: "examples/swift/Sources/RedirectApp", swiftSettings: settings),
        // Tests mirror the sources; AcceptanceTests and CompatibilityTests run the real binary, with one harness.
        .target(
            name: "AcceptanceHarness",
            dependencies: [.asyncHTTPClient, .crypto, .nioCore, .nioHTTP1, .nioPosix],
            path: "Tests/AcceptanceTests/Harness", swiftSettings: settings),
        tests("SIPMessageTests", ["DivertTesting", "SIPMessage"]),
        tests("CallAutomationModelTests", ["DivertTesting", "CallAutomationModel"]),
        tests("EventModelTests", ["CallAutomationModel", "EventModel"]),
        tests("SIPTransactionTests", ["SIPMessage", "SIPTransaction"]),
        tests("SIPCoreTests", ["DivertTesting", "SIPCore", "SIPMessage", "SIPTransaction"]),
        tests("CallRoutingTests", ["CallAutomationModel", "CallRouting"]),
        tests("EventDeliveryTests", ["CallAutomationModel", "CallRouting", "EventDelivery", "EventModel", .crypto]),
        tests("RequestSigningTests", ["DivertTesting", "CallAutomationModel", "RequestSigning", .crypto]),
        tests(
            "CallAutomationClientTests",
            [
                "CallAutomationClient", "CallAutomationModel", "EventModel", "EventReceiver", "RequestSigning",
                .asyncHTTPClient, .nioCore, .nioPosix,
            ]),
        tests("CallContextTests", ["DivertTesting", "CallContext"]),
        tests("ContextDecodingTests", ["CallAutomationModel", "ContextDecoding"]),
        tests("WebTokensTests", ["CallAutomationModel", "WebTokens", .crypto, .jwtKit]),
        tests("UserTokensTests", ["CallAutomationModel", "CallRouting", "DivertTesting", "UserTokens", "WebTokens"]),
        tests(
            "EntraTokensTests",
            [
                "CallRouting", "DivertTesting", "EntraTokens", "EventModel", "EventReceiver", "WebTokens",
                .asyncHTTPClient,
            ]),
        tests("LoopTimersTests", ["DivertTesting", "LoopTimers", .nioCore, .nioEmbedded]),
        tests(
            "CallControlTests",
            [
                "CallAutomationModel", "CallContext", "CallControl", "CallRouting", "DivertTesting", "EventDelivery",
                "EventModel", .logging, .nioCore, .nioEmbedded, .nioPosix,
            ]),
        tests(
            "SIPTransportTests",
            [
                "DivertTesting", "SIPCore", "SIPMessage", "SIPTransaction", "SIPTransport", .logging, .nioCore,
                .nioEmbedded, .nioPosix,
            ]),
        tests(
            "SIPEdgeTests",
            [
                "CallAutomationModel", "CallContext", "CallControl", "CallRouting", "DivertTesting", "EventDelivery",
                "Observability", "SIPCore", "SIPEdge", "SIPMessage", "SIPTransaction", "SIPTransport", .logging,
                .metrics, .metricsTestKit, .nioCore, .nioEmbedded, .nioPosix,
            ]),
        tests(
            "HTTPAPITests",
            [
                "CallAutomationModel", "CallContext", "CallControl", "CallRouting", "DivertTesting", "EventDelivery",
                "EntraTokens", "HTTPAPI", "HTTPServing", "Observability", "OpenAPIDocument", "RequestSigning",
                "UserTokens", "WebTokens", .httpTypes, .logging, .metrics, .metricsTestKit, .nioCore, .nioEmbedded,
                .nioHTTP1,
            ]),
        tests(
            "HTTPServingTests",
            [
                "DevelopmentCertificates", "HTTPServing", .hummingbirdCore, .logging, .nioCore, .nioEmbedded, .nioHTTP1,
                .nioPosix, .nioSSL,
            ]),
        tests(
            "WebhookDeliveryTests",
            ["CallRouting", "EventDelivery", "WebhookDelivery", .nioCore, .nioPosix]),
        tests(
            "PersistenceSQLiteTests",
            [
                "CallAutomationModel", "CallRouting", "DivertTesting", "GroupCommit", "PersistenceSQLite", "UserTokens",
                .grdb, .nioCore, .nioPosix,
            ]),
        tests(
            "SIPCallerTests",
            ["CallAutomationModel", "SIPCaller", "SIPMessage", "SIPTransaction", .nioCore, .nioPosix]),
        tests(
            "EventReceiverTests",
            ["EventModel", "EventReceiver", .asyncHTTPClient, .nioCore, .nioHTTP1]),
        tests(
            "ObservabilityTests",
            [
                "CallAutomationModel", "CallRouting", "Observability", "SIPCore", .logging, .metrics, .metricsTestKit,
            ]),
        tests("PrometheusMetricsTests", ["PrometheusMetrics", .metrics]),
        tests("DivertConfigurationTests", ["CallRouting", "DivertConfiguration", "EventDelivery"]),
        tests("DataFolderTests", ["DataFolder"]),
        tests("DevelopmentCertificatesTests", ["DataFolder", "DevelopmentCertificates", .asn1, .x509]),
        tests(
            "DivertCommandsTests",
            [
                "CallAutomationClient", "CallAutomationModel", "CallContext", "DivertCommands",
                "DivertConfiguration", "DivertTesting", "RequestSigning", "UserTokens", .argumentParser,
            ]),
        tests(
            "AcceptanceTests",
            [
                "AcceptanceHarness", "CallAutomationClient", "DivertTesting", "EventModel", "EventReceiver",
                "RedirectApp", .asyncHTTPClient, .nioCore, .nioHTTP1, .nioSSL, .yams,
            ],
            exclude: ["Harness", "Scenarios", "Scripts"]),
        tests(
            "CompatibilityTests", ["AcceptanceHarness", .crypto, .nioCore, .nioPosix],
            exclude: ["Contract/hooks.py", "Contract/schemathesis.toml", "Environments", "Requests"]),
    ]
)
