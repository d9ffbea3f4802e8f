// swift-tools-version: 6.2
import PackageDescription

// Fuzzing stands apart so that nobody has to build it. The code under test is linked from the product's sources, and
// `Scripts/fuzz` says how it is built and run.

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    // No program of its own begins: libFuzzer has the main function.
    .executableTarget(
        name: name, dependencies: dependencies + ["Fuzzer"],
        swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])])
}

let package = Package(
    name: "Fuzzing",
    targets: [
        library("SIPMessage"),
        library("SIPTransaction", ["SIPMessage"]),
        library("SIPCore", ["SIPMessage", "SIPTransaction"]),
        library("CallAutomationModel"),
        // Stands in for the real one: a cipher that hides nothing lets the fuzzer reach what is behind it.
        library("Crypto"),
        library("CallContext", ["CallAutomationModel", "Crypto"]),
        library("Fuzzer"),
        program("FuzzSIPMessage", ["SIPMessage"]),
        program("FuzzStreamFramer", ["SIPMessage"]),
        program("FuzzCallContext", ["CallContext", "SIPCore"]),
        program("FuzzCallAutomation", ["CallAutomationModel"]),
    ]
)
