import ArgumentParser
import Foundation
import ZoneServices

/// Asks a zone what an integrator's system has met, checks the signature, and shows what is missing.
struct Certify: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows what your system has met in a sandbox, and keeps the signed report.",
        discussion: """
            Start a zone with `pilotzone demo --sandbox`, let your system send its messages and pull its receipts, with the \
            markers of docs/reference/sandbox.md for answers that are hard to come by, then run this. Exit 0 when every case \
            of the role was met, 2 when some are missing, 1 when there is no report or its signature is wrong. With --file, \
            a report that was kept is checked again, offline.
            """)

    @Option(help: "The zone, on a loopback address.")
    var url = "http://127.0.0.1:8080"
    @Option(help: "The code that your messages are transmitted under (BaseTransfer/copCode).")
    var sender: String?
    @Option(
        help: ArgumentHelp(
            "One of \(CertificationRole.allCases.map(\.rawValue).joined(separator: ", "))."))
    var role = CertificationRole.declarant.rawValue
    @Option(help: "File with the token of your API client, where the zone wants one.")
    var token: String?
    @Option(help: "Where to keep the report.")
    var output: String?
    @Option(help: "A report that was kept.")
    var file: String?
    @Option(help: "The zone's key, base64; without it the report's own is taken.")
    var key: String?

    func run() throws {
        let bytes = try file.map { try Data(contentsOf: URL(fileURLWithPath: $0)) } ?? fetch()
        guard let signed = try? JSONDecoder().decode(SignedReport.self, from: bytes),
            let known = Data(base64Encoded: key ?? signed.key),
            signed.isSigned(by: [UInt8](known)),
            let report = try? JSONDecoder().decode(
                Certification.self, from: Data(signed.report.utf8))
        else {
            print("no report with a good signature")
            throw ExitCode(1)
        }
        print("\(report.sender), \(report.role), \(report.at), \(report.program)")
        print("messages \(report.messages), of them with errors \(report.invalidMessages)")
        for item in report.cases {
            let status = item.status == -1 ? "error code" : String(item.status)
            print("\(item.cursor == nil ? "missing" : "met    ") CEB\(item.receipt) \(status)")
        }
        if let output { try bytes.write(to: URL(fileURLWithPath: output)) }
        print(report.isComplete ? "complete" : "not complete")
        guard report.isComplete else { throw ExitCode(2) }
    }

    private func fetch() throws -> Data {
        guard let sender else { throw ValidationError("Give --sender, or --file.") }
        var target = try LoadTarget.at(url)
        target.token = try token.map(readToken)
        let allowed = CharacterSet.alphanumerics
        let path =
            "/v1/certifications/"
            + (sender.addingPercentEncoding(withAllowedCharacters: allowed) ?? "")
            + "?role=" + (role.addingPercentEncoding(withAllowedCharacters: allowed) ?? "")
        let connection = HTTPConnection(
            to: target, method: "GET", path: target.base + path, keepsBody: true)
        return Data(try connection.post([]).body)
    }
}
