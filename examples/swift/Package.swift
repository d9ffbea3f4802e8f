// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "redirect-app",
    platforms: [.macOS(.v15)],
    dependencies: [
        // This example lies inside the repository. In a package of your own, name the repository instead:
        // .package(url: "https://…/divert.git", branch: "main"),
        .package(name: "divert", path: "../.."),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1", traits: []),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
    ],
    targets: [
        .executableTarget(
            name: "RedirectApp",
            dependencies: [
                .product(name: "CallAutomationClient", package: "divert"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ])
    ]
)
