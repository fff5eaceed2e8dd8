import ArgumentParser
import Foundation
import Logging
import ZoneCore
import ZoneServer
import ZoneServices

/// An example of a platform that opens its payment data.
struct Platform: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Plays a platform that a zone asks for payment data, for sandboxes.",
        discussion: """
            Takes questions at /platDataOpen and uploads signed data to the zone. What it knows are the orders and payments \
            (CEB311, CEB411) in the files of --messages. Without a key it makes one with a certificate, writes the \
            certificate to --certificate, and that has to be registered. A fault is said as ORDER=FAULT, with lost-answer, \
            duplicate, wrong-signature, late or wrong-session.
            """)

    @Option(help: "Folder of the XML messages that were sent to the zone.")
    var messages: String
    @Option(help: "Where the zone takes uploads.")
    var zone = "http://127.0.0.1:8080/ceb2grab/grab/realTimeDataUpload"
    @Option(help: "PEM file of the private key; without it one is made.")
    var key: String?
    @Option(help: "PEM file of the certificate.")
    var certificate = "platform-certificate.pem"
    @Option(help: "Address to listen on.")
    var host = "127.0.0.1"
    @Option(help: "Port to listen on.")
    var port = 8090
    @Option(
        name: .customLong("fault"),
        help: "What is to go wrong with an order; may be given several times.")
    var faults: [String] = []

    /// Most files that are read.
    private static let fileCountMax = 10_000

    func run() async throws {
        var logger = Logger(label: "pilotzone.platform")
        logger.logLevel = .notice
        let book = PlatformBook(messages: try files(), signer: try signer())
        guard book.orderCount > 0 else {
            throw ValidationError(
                "\(messages): 没有订单与支付单 / there is no order with its payment")
        }
        say("\(book.orderCount) 个订单 / orders")
        let platform = ExamplePlatform(book: book, faults: try faultsByOrder())
        try await platform.serve(host: host, port: port, uploadingTo: zone, logger: logger) {
            say("http://\(host):\($0)/platDataOpen")
        }
    }

    private func files() throws -> [[UInt8]] {
        let folder = URL(fileURLWithPath: messages)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".xml") }.sorted()
        return try names.prefix(Self.fileCountMax).map {
            [UInt8](try Data(contentsOf: folder.appendingPathComponent($0)))
        }
    }

    private func signer() throws -> PlatformSigner {
        let file = URL(fileURLWithPath: certificate)
        guard let key else {
            let made = try PlatformSigner(
                selfSignedBy: "PilotZone example platform", from: Zone.systemClock(), days: 365)
            try Data(made.certificatePEM.utf8).write(to: file)
            return made
        }
        return try PlatformSigner(
            keyPEM: [UInt8](try Data(contentsOf: URL(fileURLWithPath: key))),
            certificatePEM: [UInt8](try Data(contentsOf: file)))
    }

    private func faultsByOrder() throws -> [String: PlatformFault] {
        var known: [String: PlatformFault] = [:]
        for text in faults {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, let fault = PlatformFault(rawValue: parts[1]) else {
                let names = PlatformFault.allCases.map(\.rawValue).joined(separator: ", ")
                throw ValidationError("--fault \(text): ORDER=\(names)")
            }
            known[parts[0]] = fault
        }
        return known
    }
}
