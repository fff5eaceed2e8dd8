import ArgumentParser
import Foundation
import ZoneCore
import ZoneServices

/// Decides a stored history again and proves that it comes out the same.
struct Recompute: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Decides the stored history again: as it was, and as it should have been.",
        discussion: """
            Every message, look at overdue lists and change of a guarantee goes once more through the \
            pipeline that took it, at its own time and under the rule book of its time. Answers, \
            findings, receipts, documents, declarations with their timelines, allowances, accounts \
            and sums have to be equal to what is stored, bit for bit.

            With --known the history is then decided under what is known on that day: a change that \
            was made known later and reaches back lists what it touches, with the parameters.

            The file is only read. A zone that goes on working meanwhile is not disturbed, but its log \
            grows until this ends. A file from before history was kept can't be recomputed.

            Exit: 0 equal, 2 something differs, 1 it could not be checked.
            """)

    @Option(help: "The SQLite file with the zone's books.")
    var database = "var/zone.sqlite"
    @Option(help: "Decide also with what is known on this day, YYYY-MM-DD.")
    var known: String?
    @Option(help: "Folder of what the rule book for --known has otherwise than this program's.")
    var rules: String?
    @Option(help: "Only this declaration, ebpCode:orderNo.")
    var declaration: String?
    @Option(help: "Threads that decode, 1 to 64.")
    var threads = 2
    @Option(
        help: "Most differences and most touched declarations that are listed; all are counted.")
    var listed = 100
    @Flag(help: "Print one JSON object.")
    var json = false

    func validate() throws {
        guard (1...64).contains(threads), listed >= 0 else {
            throw ValidationError("An option is out of its range; see --help.")
        }
        guard known.map({ Day($0) != nil }) ?? true else {
            throw ValidationError("--known is a day, YYYY-MM-DD")
        }
    }

    func run() throws {
        tuneMemory()
        var run = Recomputation(databasePath: database)
        run.ruleBookPath = rules
        run.known = known.flatMap { Day($0) }
        run.declaration = declaration
        run.threadCount = threads
        run.listedCountMax = listed
        let start = monotonicNs()
        let report = try run.run()
        let seconds = Double(monotonicNs() - start) / 1e9
        if json {
            print(try jsonText(report))
        } else {
            for line in lines(report) { print(line) }
            print(speed(report.declarations, seconds))
        }
        guard report.different == 0 else { throw ExitCode(2) }
    }

    private func lines(_ report: RecomputeReport) -> [String] {
        var lines = report.differences.map { "different: " + $0 }
        lines.append(
            "as it was: \(report.messages) messages, \(report.declarations) declarations; "
                + "\(report.compared) rows compared, \(report.equal) equal, "
                + "\(report.different) different")
        if let outcome = report.declaration, let declaration {
            lines.append("\(declaration) as it was: " + ChangeText.outcome(outcome))
        }
        guard let later = report.shouldHaveBeen else { return lines }
        for change in later.declarations { lines += ChangeText.lines(change) }
        lines.append("as known on \(later.knownOn): \(later.touched) declarations are touched")
        return lines
    }
}

/// How fast a replay was.
func speed(_ declarations: Int, _ seconds: Double) -> String {
    let perMinute = Double(declarations) / max(seconds, 0.001) * 60
    return "\(Int(perMinute)) declarations a minute, replay of \(Int(seconds * 1000)) ms"
}

/// A value as one JSON object.
func jsonText(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
}

/// Changed declarations in words.
enum ChangeText {
    static func lines(_ change: ChangedDeclaration) -> [String] {
        [change.id, "  before: " + outcome(change.before), "  after:  " + outcome(change.after)]
            + change.parameters.map {
                "  \($0.id): \($0.before ?? "no value") -> \($0.after ?? "no value")"
            }
    }

    static func outcome(_ outcome: Outcome) -> String {
        let reasons = outcome.en.split(separator: "\n").joined(separator: "; ")
        let taxes =
            "duty \(Fen(outcome.dutyFen)), VAT \(Fen(outcome.vatFen)), "
            + "consumption tax \(Fen(outcome.consumptionFen))"
        return "\(outcome.status), \(taxes)" + (reasons.isEmpty ? "" : ", \(reasons)")
    }
}
