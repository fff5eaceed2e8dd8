import ArgumentParser
import Foundation
import ZoneCore
import ZoneServices

/// Says what files of evidence prove, with nothing but them and public keys.
struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Checks receipts with their evidence, offline.",
        discussion: """
            A file comes from /v1/receipts/CURSOR/evidence, the zone's key once from /v1/evidence/key or, better, on paper. \
            Without --key nobody can say whose a file is. docs/evidence.md describes the file.

            Exit: 0 all valid, 2 at least one invalid, 1 at least one of which nothing can be said.
            """)

    @Option(help: "The zone's public key that you trust, as name+id+base64.")
    var key: String?
    @Option(
        name: .customLong("witness"),
        help: "Public key of a witness that has to have signed; may be given several times.")
    var witnesses: [String] = []
    @Flag(help: "Print one JSON object a file (JSON Lines).")
    var json = false
    @Argument(help: "Files of evidence.", completion: .file())
    var files: [String]

    func run() throws {
        var verdicts = Set<EvidenceCheck.Verdict>()
        for file in files {
            let bytes = FileManager.default.contents(atPath: file) ?? Data()
            let check = EvidenceCheck([UInt8](bytes), key: key, witnesses: witnesses)
            verdicts.insert(check.verdict)
            print(json ? Self.jsonLine(file, check) : Self.text(file, check))
        }
        if verdicts.contains(.invalid) { throw ExitCode(2) }
        if verdicts.contains(.unknown) { throw ExitCode(1) }
    }

    private static func text(_ file: String, _ check: EvidenceCheck) -> String {
        let verdict =
            switch check.verdict {
            case .valid: "有效 / valid"
            case .invalid: "无效 / invalid"
            case .unknown: "无法断定 / cannot say"
            }
        var lines = ["\(file): \(verdict)"]
        if let receipt = check.receipt {
            let status = receipt.fields["returnStatus"] ?? receipt.fields["status"] ?? ""
            lines.append("  \(receipt.message) \(status) \(receipt.fields["guid"] ?? "")")
        }
        if let ms = check.signedAtMs {
            lines.append("  签名时间 / signed at: \(Timestamp(ms: ms).iso8601)")
        }
        for (name, seconds) in check.witnesses {
            // A witness's clock may say anything.
            let (low, high) = (Timestamp.writable.lowerBound, Timestamp.writable.upperBound)
            let time = Timestamp(ms: min(max(seconds, low), high / 1000) * 1000)
            lines.append("  见证 / witness: \(name) \(time.iso8601)")
        }
        for fault in check.faults {
            lines.append("  \(fault.place): \(fault.zh)")
            lines.append("  \(fault.place): \(fault.en)")
        }
        return lines.joined(separator: "\n")
    }

    private struct Line: Encodable {
        struct Fault: Encodable {
            var place, zh, en: String
            var isContradiction: Bool
        }

        var file, verdict: String
        var key: String?
        var message: String?
        var fields: [String: String]?
        var signedAtMs: Int64?
        var witnesses: [String]
        var faults: [Fault]
    }

    private static func jsonLine(_ file: String, _ check: EvidenceCheck) -> String {
        let line = Line(
            file: file, verdict: check.verdict.rawValue, key: check.key,
            message: check.receipt?.message, fields: check.receipt?.fields,
            signedAtMs: check.signedAtMs, witnesses: check.witnesses.map(\.name),
            faults: check.faults.map {
                Line.Fault(
                    place: $0.place, zh: $0.zh, en: $0.en, isContradiction: $0.isContradiction)
            })
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        guard let data = try? encoder.encode(line) else { return "{}" }
        return String(decoding: data, as: UTF8.self)
    }
}
