import ArgumentParser
import Foundation
import ZoneCore
import ZoneMessages

/// Checks message files and says everything that is wrong with them; changes nothing.
struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Checks message files against the customs message standard; changes nothing.",
        discussion: """
            Gives the same verdict as the server. Reads XML messages, DXP envelopes and payment data \
            as JSON; "-" is standard input, a folder stands for the .xml and .json files under it.

            Exit: 0 all valid, 2 at least one invalid, 1 at least one could not be checked.
            """)

    @Option(help: "Edition of the standard: 202205, 2018-113 or auto.")
    var edition = "auto"
    @Option(help: "Layer of checks: structure, form, business or all.")
    var layer = "all"
    @Flag(help: "Print one JSON object a file (JSON Lines).")
    var json = false
    @Argument(help: "Files, folders or -.", completion: .file())
    var files: [String]

    func validate() throws {
        guard edition == "auto" || Edition(rawValue: edition) != nil else {
            throw ValidationError("--edition is 202205, 2018-113 or auto")
        }
        guard layer == "all" || CheckLayer(rawValue: layer) != nil else {
            throw ValidationError("--layer is structure, form, business or all")
        }
    }

    func run() throws {
        let layers = CheckLayer(rawValue: layer).map { [$0] } ?? CheckLayer.allCases
        let options = CheckOptions(edition: Edition(rawValue: edition), layers: Set(layers))
        var worst = Verdict.valid
        for file in files.flatMap(Self.expanded) {
            let report = Self.report(on: file, options: options)
            print(json ? Self.jsonLine(file, report) : Self.text(file, report))
            switch report.verdict {
            case .valid: break
            case .invalid: if worst == .valid { worst = .invalid }
            case .unchecked: worst = .unchecked
            }
        }
        switch worst {
        case .valid: return
        case .invalid: throw ExitCode(2)
        case .unchecked: throw ExitCode(1)
        }
    }

    /// The files that an argument stands for, in order of name.
    private static func expanded(_ path: String) -> [String] {
        var isFolder: ObjCBool = false
        guard path != "-", FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
            isFolder.boolValue
        else { return [path] }
        let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
        return names.filter { $0.hasSuffix(".xml") || $0.hasSuffix(".json") }.sorted().map {
            (path.hasSuffix("/") ? path : path + "/") + $0
        }
    }

    private static func report(on file: String, options: CheckOptions) -> CheckReport {
        guard let bytes = read(file, byteCountMax: options.limits.byteCountMax + 1) else {
            return .unreadable(file, edition: options.edition)
        }
        return checkMessage(bytes, options: options)
    }

    /// At most `byteCountMax` bytes of a file; nil when it can't be read.
    private static func read(_ file: String, byteCountMax: Int) -> [UInt8]? {
        let handle = file == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: file)
        guard let handle, let data = try? handle.read(upToCount: byteCountMax) else {
            // An empty file reads as nothing.
            return file != "-" && FileManager.default.isReadableFile(atPath: file) ? [] : nil
        }
        return [UInt8](data)
    }

    // MARK: Output

    private struct Line: Encodable {
        struct Item: Encodable {
            var code, severity, layer, path: String
            var value, expected: String?
            var zh, en, source: String
            var repair: String?

            enum CodingKeys: CodingKey {
                case code, severity, layer, path, value, expected, zh, en, source, repair
            }

            /// Absent values are written as null, so that every line has every key.
            func encode(to encoder: any Encoder) throws {
                var container = encoder.container(keyedBy: CodingKeys.self)
                try container.encode(code, forKey: .code)
                try container.encode(severity, forKey: .severity)
                try container.encode(layer, forKey: .layer)
                try container.encode(path, forKey: .path)
                try container.encode(value, forKey: .value)
                try container.encode(expected, forKey: .expected)
                try container.encode(zh, forKey: .zh)
                try container.encode(en, forKey: .en)
                try container.encode(source, forKey: .source)
                try container.encode(repair, forKey: .repair)
            }
        }

        var file: String
        var message: String?
        var edition, verdict: String
        var findings: [Item]

        enum CodingKeys: CodingKey { case file, message, edition, verdict, findings }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(file, forKey: .file)
            try container.encode(message, forKey: .message)
            try container.encode(edition, forKey: .edition)
            try container.encode(verdict, forKey: .verdict)
            try container.encode(findings, forKey: .findings)
        }
    }

    private static func jsonLine(_ file: String, _ report: CheckReport) -> String {
        let line = Line(
            file: file, message: report.message, edition: report.edition.rawValue,
            verdict: report.verdict.rawValue,
            findings: report.findings.map {
                Line.Item(
                    code: $0.code, severity: $0.severity.rawValue, layer: $0.layer.rawValue,
                    path: $0.path, value: $0.value, expected: $0.expected, zh: $0.zh, en: $0.en,
                    source: $0.source, repair: $0.repair)
            })
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        guard let data = try? encoder.encode(line) else { return "{}" }
        return String(decoding: data, as: UTF8.self)
    }

    private static func text(_ file: String, _ report: CheckReport) -> String {
        var lines = [
            "\(file): \(report.verdict) (\(report.message ?? "unknown"), edition \(report.edition.rawValue))"
        ]
        for finding in report.findings {
            lines.append("  \(finding.severity) \(finding.code) at \(finding.path)")
            lines.append("    \(finding.zh)")
            lines.append("    \(finding.en)")
            if let value = finding.value { lines.append("    found: \(value)") }
            if let expected = finding.expected { lines.append("    expected: \(expected)") }
            if let repair = finding.repair { lines.append("    repair: \(repair)") }
            lines.append("    source: \(finding.source)")
        }
        return lines.joined(separator: "\n")
    }
}
