// swift-tools-version: 6.2
import PackageDescription

/// A package of its own, so that the server needs neither libxml2 nor these programs. The sources
/// of the message engine and of the rules are links into ../Sources.
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
    dependencies: [
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
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
        .target(
            name: "ZoneRules",
            dependencies: [
                "ZoneCore", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Yams", package: "Yams"),
            ], resources: [.copy("Resources")], swiftSettings: settings),
        .executableTarget(
            name: "bench-risk", dependencies: ["ZoneCore", "ZoneRules"], swiftSettings: settings),
        .executableTarget(
            name: "bench-names", dependencies: ["ZoneCore", "ZoneRules"], swiftSettings: settings),
        .executableTarget(
            name: "bench-tax", dependencies: ["ZoneCore", "ZoneRules"], swiftSettings: settings),
    ]
)
