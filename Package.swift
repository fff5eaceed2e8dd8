// swift-tools-version: 6.2
import PackageDescription

/// Every target: language mode 6, warnings as errors, and the upcoming features that make an import
/// say what it exports. Versions are pinned with `from:`; CONTRIBUTING.md says why.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

func library(
    _ name: String, uses dependencies: [Target.Dependency] = [], resources: [Resource]? = nil
) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

func tests(_ name: String, uses dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

let package = Package(
    name: "PilotZone",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "pilotzone", targets: ["pilotzone"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.37.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/async-http-client.git", from: "1.30.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
    ],
    targets: [
        // Values. Imports nothing, not even Foundation.
        library("ZoneCore"),
        // The customs message standard as data, and the one engine that reads it.
        library("ZoneMessages", uses: ["ZoneCore"], resources: [.copy("Resources")]),
        // The rule book, and the pure stages: match, tax, decide.
        library(
            "ZoneRules",
            uses: [
                "ZoneCore", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Yams", package: "Yams"),
            ],
            resources: [.copy("Resources")]),
        // Plain SQL over SQLite.
        .systemLibrary(
            name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        library(
            "ZoneStore",
            uses: [
                "ZoneCore", "CZstd", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
        // Signatures, certificates, secrets and proofs; knows nothing of customs.
        .systemLibrary(
            name: "CLibCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        library(
            "ZoneTrust",
            uses: [
                "ZoneCore", "CLibCrypto", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ]),
        // One use from start to end; the only target that sees messages, rules and store together.
        library(
            "ZoneServices",
            uses: [
                "ZoneCore", "ZoneMessages", "ZoneRules", "ZoneStore", "ZoneTrust",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
            ],
            resources: [.copy("Resources")]),
        // Synthetic enterprises, buyers and messages: for the demo, the load and the tests.
        library("ZoneTraffic", uses: ["ZoneCore"]),
        // HTTP and pages. Cannot import a store.
        library(
            "ZoneServer",
            uses: [
                "ZoneCore", "ZoneMessages", "ZoneServices",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "JWTKit", package: "jwt-kit"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            resources: [.copy("Resources")]),
        // The allocator of the program, in place of glibc's.
        .systemLibrary(
            name: "CTCMalloc", pkgConfig: "libtcmalloc_minimal",
            providers: [.apt(["libgoogle-perftools-dev"])]),
        // The command line: serve, demo, check, schema, docs, load.
        .executableTarget(
            name: "pilotzone",
            dependencies: [
                "ZoneCore", "ZoneMessages", "ZoneRules", "ZoneServices", "ZoneServer",
                "ZoneTraffic", "ZoneTrust", "CTCMalloc",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], swiftSettings: settings),

        tests("ZoneCoreTests", uses: ["ZoneCore"]),
        // libxml2 is what the message tests compare with; nothing shipped uses it.
        .systemLibrary(
            name: "CLibXML2", path: "Tests/CLibXML2", pkgConfig: "libxml-2.0",
            providers: [.apt(["libxml2-dev"])]),
        tests("ZoneMessagesTests", uses: ["CLibXML2", "ZoneCore", "ZoneMessages"]),
        tests("ZoneRulesTests", uses: ["ZoneCore", "ZoneRules"]),
        tests("ZoneTrustTests", uses: ["CLibXML2", "ZoneCore", "ZoneTrust"]),
        tests(
            "ZoneStoreTests",
            uses: [
                "ZoneCore", "ZoneStore", .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
        tests(
            "ZoneServicesTests",
            uses: [
                "ZoneCore", "ZoneMessages", "ZoneRules", "ZoneServices", "ZoneStore",
                "ZoneTraffic", "ZoneTrust",
            ]),
        tests(
            "ZoneServerTests",
            uses: [
                "ZoneCore", "ZoneMessages", "ZoneServer", "ZoneServices", "ZoneTrust",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "JWTKit", package: "jwt-kit"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]),
        tests("ZoneTrafficTests", uses: ["ZoneCore", "ZoneTraffic"]),
        tests("RepositoryTests", uses: ["ZoneMessages", "ZoneRules", "ZoneServices"]),
    ]
)
