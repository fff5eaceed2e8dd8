// swift-tools-version: 6.2
import PackageDescription

/// A package of its own, as everything in it is built with libFuzzer and AddressSanitizer. The
/// sources of the message engine and of the generator of seeds are links. Run it with scripts/fuzz.
let sanitizers = ["-sanitize=fuzzer,address"]

func settings(_ flags: [String] = []) -> [SwiftSetting] {
    [
        .swiftLanguageMode(.v6),
        .treatAllWarnings(as: .error),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .unsafeFlags(sanitizers + flags),
    ]
}

let package = Package(
    name: "Fuzz",
    platforms: [.macOS(.v15)],
    targets: [
        .target(name: "ZoneCore", swiftSettings: settings()),
        .target(
            name: "ZoneMessages", dependencies: ["ZoneCore"], resources: [.copy("Resources")],
            swiftSettings: settings()),
        .executableTarget(
            name: "fuzz-messages", dependencies: ["ZoneCore", "ZoneMessages"],
            swiftSettings: settings(["-parse-as-library"]),
            linkerSettings: [.unsafeFlags(sanitizers)]),
    ]
)
