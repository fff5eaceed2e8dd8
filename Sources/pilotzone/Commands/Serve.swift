public import ArgumentParser
import Foundation
import Logging
import ZoneCore
public import ZoneServer
import ZoneServices

/// Options that `serve` and `demo` share.
struct ZoneOptions: ParsableArguments {
    @Option(help: "The SQLite file with the zone's books; made when it is not there.")
    var database = "var/zone.sqlite"
    @Option(help: "Address to listen on.")
    var host = "127.0.0.1"
    @Option(help: "Port to listen on.")
    var port = 8080
    @Option(help: "Memory for the store's page cache, MiB.")
    var cacheMib = 256
    @Option(
        help: "List of denied parties: targets.simple.csv of OpenSanctions, or a table with tabs.")
    var deniedParties: String?
    @Option(help: "Folder of the operator's catalogue of duties: duties.tsv and duty-fields.tsv.")
    var duties: String?
    @Option(
        help: """
            Folder of the operator's indicators and evaluation: indicators.tsv, inputs.tsv, evaluation.tsv, tiers.tsv.
            """)
    var indicators: String?
    @Option(
        help: """
            Folder of the operator's bodies.tsv, approval-routes.tsv, approval-steps.tsv, escalation-steps.tsv.
            """)
    var governance: String?
    @Option(
        name: .customLong("witness"),
        help: "Public key of a witness that signs the evidence; may be given several times.")
    var witnesses: [String] = []
    @Option(help: "Seconds after which the test of a finding runs again, 1 to 604800.")
    var recheckSeconds: Int64 = 3_600
    @Flag(help: "Answer marked test data as it asks: docs/reference/sandbox.md.")
    var sandbox = false

    @Option(
        help: "Signatures: off, checked (what is wrong is weighed by risk) or required (refused).",
        transform: signaturePolicy)
    var signatures = SignaturePolicy.off

    func zone(logger: Logger) throws -> Zone {
        let folder = URL(fileURLWithPath: database).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var settings = ZoneSettings(databasePath: database)
        settings.cacheByteCount = cacheMib << 20
        settings.deniedPartiesPath = deniedParties
        settings.isSandbox = sandbox
        settings.dutiesPath = duties
        settings.indicatorsPath = indicators
        settings.governancePath = governance
        settings.signatures = signatures
        guard (1...604_800).contains(recheckSeconds) else {
            throw ValidationError("--recheck-seconds \(recheckSeconds): 1...604800")
        }
        settings.inspections.recheckMs = recheckSeconds * 1_000
        settings.secret = try zoneSecret(besides: database)
        try addWitnesses(to: &settings)
        return try Zone(settings: settings, logger: logger)
    }

    func addWitnesses(to settings: inout ZoneSettings) throws {
        for key in witnesses where !settings.addWitness(key) {
            throw ValidationError(
                "--witness \(key): 应为见证方公钥 名称+编号+base64 / must be a witness's key, name+id+base64")
        }
    }

    var server: ServerSettings {
        var settings = ServerSettings()
        settings.host = host
        settings.port = port
        return settings
    }
}

private func signaturePolicy(_ text: String) throws -> SignaturePolicy {
    guard let policy = SignaturePolicy(rawValue: text) else {
        let names = SignaturePolicy.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("--signatures \(text): 应为 / must be one of \(names)")
    }
    return policy
}

/// Serves the zone: API, pages, receipts.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serves the zone until it is told to stop (SIGTERM or SIGINT).")

    @OptionGroup var options: ZoneOptions
    @Option(help: "required: requests need an account or a token; open: anybody may do everything.")
    var accounts = ServerSettings.Accounts.required
    @Flag(help: "A proxy stands before the server, takes TLS off and sets X-Forwarded-For.")
    var behindProxy = false
    @OptionGroup var tls: TLSOptions
    @OptionGroup var identityProvider: ProviderOptions
    @OptionGroup var upstream: UpstreamOptions
    @Option(
        help: "Table with tabs of who gets records of duties unasked: duty, push or file, target.")
    var dutyReceivers: String?
    @Option(
        name: .customLong("private-platform"),
        help: """
            Host of a platform that may be asked for payment data though its address is not public; may be given several \
            times.
            """)
    var privatePlatforms: [String] = []

    func run() async throws {
        var logger = Logger(label: "pilotzone")
        tuneMemory()
        logger.logLevel = .notice
        let files = try tls.files()
        let provider = try identityProvider.provider()
        let zone = try options.zone(logger: logger)
        let gateway = try upstream.gateway(zone)
        if accounts == .required, zone.access.accounts().isEmpty {
            say(
                "还没有账户，任何人都不能登录：请先停止服务，运行 pilotzone account add NAME --role administrator / "
                    + "There is no account, so nobody can log in: stop, and add the first administrator."
            )
        }
        var server = options.server
        server.accounts = accounts
        server.isBehindProxy = behindProxy
        server.tls = files
        server.provider = provider
        try await serve(
            zone: zone, settings: server, gateway: gateway,
            pushers: try dutyReceivers.map { try pushers(zone, path: $0) } ?? [],
            asker: PaymentAsker(
                zone: zone, transport: HTTPPlatform(privateHosts: Set(privatePlatforms))),
            logger: logger
        ) { port in
            say("PilotZone: \(files == nil ? "http" : "https")://\(options.host):\(port)/")
        }
    }

    private func pushers(_ zone: Zone, path: String) throws -> [DutyPusher] {
        let text = try String(contentsOf: URL(fileURLWithPath: path), encoding: .utf8)
        return try DutyReceiver.read(text, for: zone.duties).compactMap { receiver in
            let transport: (any DutyTransport)? =
                switch receiver.channel {
                case .push: HTTPDutyReceiver(receiver.target)
                case .file: DutyFolder(receiver.target)
                }
            guard let transport else {
                throw ValidationError(
                    "\(path): \(receiver.target): 应为 http(s) 地址 / must be an http(s) address")
            }
            return DutyPusher(zone: zone, duty: receiver.duty, transport: transport)
        }
    }
}

extension ServerSettings.Accounts: ExpressibleByArgument {}

/// Prints a line at once, also where the output is a file or a pipe; nothing happens where nobody reads it any more.
func say(_ line: String) {
    try? FileHandle.standardOutput.write(contentsOf: Data((line + "\n").utf8))
}
