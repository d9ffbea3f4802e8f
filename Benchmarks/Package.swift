// swift-tools-version: 6.2
import PackageDescription

// Benchmarks stand apart so that nobody has to build them. The targets under test are links to the product's sources.

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let package = Package(
    name: "Benchmarks",
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
    ],
    targets: [
        .target(name: "CallAutomationModel", swiftSettings: settings),
        .target(name: "SIPMessage", swiftSettings: settings),
        .target(name: "SIPTransaction", dependencies: ["SIPMessage"], swiftSettings: settings),
        .target(name: "SIPCore", dependencies: ["SIPMessage", "SIPTransaction"], swiftSettings: settings),
        .target(
            name: "RequestSigning",
            dependencies: ["CallAutomationModel", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: settings),
        .target(
            name: "CallContext",
            dependencies: ["CallAutomationModel", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: settings),
        // Whether the time of a refused signature says how much of it was right; not for CI, where the machine is shared.
        .executableTarget(name: "SignatureTiming", dependencies: ["RequestSigning"], swiftSettings: settings),
        .executableTarget(
            name: "SIPSpeed", dependencies: ["SIPCore", "SIPMessage", "SIPTransaction"], swiftSettings: settings),
        .executableTarget(
            name: "RequestCheck", dependencies: ["CallAutomationModel", "CallContext", "RequestSigning"],
            swiftSettings: settings),
        // The least that HTTP costs here, beside which RedirectLoad's figures stand.
        .executableTarget(
            name: "BareHTTP",
            dependencies: [
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "RedirectLoad",
            dependencies: [
                "CallAutomationModel", "RequestSigning", .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: settings),
    ]
)
