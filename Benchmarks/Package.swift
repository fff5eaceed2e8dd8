// swift-tools-version: 6.2
import PackageDescription

/// A package of its own, so that the server needs neither libxml2 nor these programs. The sources
/// of the message engine and of name screening are links into ../Sources: building them here takes
/// half a minute and no other dependency.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v15)],
    targets: [
        .systemLibrary(
            name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .target(name: "ZoneCore", swiftSettings: settings),
        .target(
            name: "ZoneMessages", dependencies: ["ZoneCore"], resources: [.copy("Resources")],
            swiftSettings: settings),
        .executableTarget(
            name: "bench-messages", dependencies: ["ZoneCore", "ZoneMessages", "CLibXML2"],
            swiftSettings: settings),
        // Of the rules only the folder Screen.
        .target(name: "ZoneRules", dependencies: ["ZoneCore"], swiftSettings: settings),
        .executableTarget(
            name: "bench-names", dependencies: ["ZoneRules"], swiftSettings: settings),
    ]
)
