// swift-tools-version: 6.2
import PackageDescription

// The SIP targets, the metrics that threads share, and their tests alone, so that a run under a sanitizer builds nothing that it does not need.
// Everything is linked from the product; `make sanitize` runs it.

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

extension Target.Dependency {
    static let coreMetrics: Self = .product(name: "CoreMetrics", package: "swift-metrics")
    static let logging: Self = .product(name: "Logging", package: "swift-log")
    static let metrics: Self = .product(name: "Metrics", package: "swift-metrics")
    static let nioConcurrencyHelpers: Self = .product(name: "NIOConcurrencyHelpers", package: "swift-nio")
    static let nioCore: Self = .product(name: "NIOCore", package: "swift-nio")
    static let nioEmbedded: Self = .product(name: "NIOEmbedded", package: "swift-nio")
    static let nioPosix: Self = .product(name: "NIOPosix", package: "swift-nio")
}

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

let package = Package(
    name: "Sanitizing",
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics.git", from: "2.13.0"),
    ],
    targets: [
        library("SIPMessage"),
        library("CallAutomationModel"),
        library("SIPTransaction", ["SIPMessage"]),
        library("SIPCore", ["SIPMessage", "SIPTransaction"]),
        library("CallRouting", ["CallAutomationModel"]),
        library("LoopTimers", [.nioCore]),
        library(
            "Observability", ["CallAutomationModel", "CallRouting", "SIPCore", "SIPMessage", .logging, .metrics]),
        library("PrometheusMetrics", [.coreMetrics]),
        library(
            "SIPTransport",
            [
                "LoopTimers", "Observability", "SIPCore", "SIPMessage", "SIPTransaction", .logging,
                .nioConcurrencyHelpers, .nioCore, .nioPosix,
            ]),
        .target(
            name: "DivertTesting", dependencies: ["SIPCore", "SIPTransport", .nioCore],
            sources: ["Randomness", "SIP"], swiftSettings: settings),
        tests("PrometheusMetricsTests", ["PrometheusMetrics", .metrics]),
        tests("SIPMessageTests", ["DivertTesting", "SIPMessage"]),
        tests("SIPTransactionTests", ["SIPMessage", "SIPTransaction"]),
        tests("SIPCoreTests", ["DivertTesting", "SIPCore", "SIPMessage", "SIPTransaction"]),
        tests(
            "SIPTransportTests",
            [
                "DivertTesting", "SIPCore", "SIPMessage", "SIPTransaction", "SIPTransport", .logging, .nioCore,
                .nioEmbedded, .nioPosix,
            ]),
    ]
)
