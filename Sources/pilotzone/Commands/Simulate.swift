import ArgumentParser
import Foundation
import ZoneCore
import ZoneServices

/// Replays stored history under a draft rule book.
struct Simulate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Decides the stored history under a draft rule book and says what changes.",
        discussion: """
            Every declaration is decided, none is sampled, through the very pipeline that decides real \
            ones. The draft is a folder with a rule book, or with only the files that it has \
            otherwise; it is in force on the given days, and the rules of the time before and after. \
            Messages stay as they were sent: nobody declares otherwise because of the draft.

            Revenue is the tax of released declarations. An enterprise's size is the number of its \
            declarations in the period; a declaration's origin is that of its most valuable line.

            --json prints one JSON object with the totals, then one a changed declaration.

            Exit: 0 done, 1 it could not be done.
            """)

    @Option(help: "The SQLite file with the zone's books.")
    var database = "var/zone.sqlite"
    @Option(help: "Folder of the draft.")
    var rules: String
    @Option(help: "First day of the draft, YYYY-MM-DD.")
    var from: String
    @Option(help: "Last day of the draft, YYYY-MM-DD.")
    var to: String
    @Option(help: "Declarations from which an enterprise is of the next larger size.")
    var bands = "100,1000,10000"
    @Option(help: "Threads that decode, 1 to 64.")
    var threads = 2
    @Option(help: "Most changed declarations that the table lists.")
    var listed = 20
    @Flag(help: "Print JSON Lines.")
    var json = false
    @Flag(help: "Print text tables; this is the default.")
    var table = false

    func validate() throws {
        guard let from = Day(from), let to = Day(to), from <= to else {
            throw ValidationError("--from and --to are days, YYYY-MM-DD, in order")
        }
        guard bands.split(separator: ",").allSatisfy({ Int64($0) != nil }),
            (1...64).contains(threads), listed >= 0, !(json && table)
        else { throw ValidationError("An option is out of its range; see --help.") }
    }

    func run() throws {
        tuneMemory()
        guard let first = Day(from), let last = Day(to) else { return }
        var plan = SimulationPlan(
            databasePath: database, draftPath: rules, days: first...last)
        plan.sizeBands = bands.split(separator: ",").compactMap { Int64($0) }
        plan.threadCount = threads
        let run = try SimulationRun(plan)
        let start = monotonicNs()
        let report = try run.run()
        let seconds = Double(monotonicNs() - start) / 1e9
        if json {
            print(try jsonText(report))
            try forEachChange(of: run) { print(try jsonText($0)) }
            return
        }
        var rest = listed
        try forEachChange(of: run) { change in
            guard rest > 0 else { return }
            rest -= 1
            for line in ChangeText.lines(change) { print(line) }
        }
        for line in SimulationTable.lines(report) { print(line) }
        print(speed(report.declarations, seconds))
    }

    private func forEachChange(
        of run: SimulationRun, _ body: (ChangedDeclaration) throws -> Void
    ) throws {
        var page = 0
        while true {
            let changes = try run.changes(page: page)
            if changes.isEmpty { return }
            for change in changes { try body(change) }
            page += 1
        }
    }
}

/// A simulation's totals as text tables.
enum SimulationTable {
    static func lines(_ report: SimulationReport) -> [String] {
        var lines = [
            "draft in force \(report.from) to \(report.to); \(report.messages) messages replayed",
            "changed declarations: \(report.changed) of these days, \(report.changedElsewhere) others",
        ]
        for parameter in report.parameters {
            lines.append(
                "\(parameter.id): \(parameter.before ?? "no value") -> \(parameter.after ?? "no value")"
            )
        }
        for move in report.moves {
            lines.append("from \(move.before) to \(move.after): \(move.declarations)")
        }
        lines += table([("all", report.totals)])
        lines += ["", "by size of enterprise, declarations of the period"]
        lines += table(
            report.bySize.map { ("\($0.name) (\($0.enterprises ?? 0) firms)", $0.totals) })
        lines += ["", "by origin"]
        return lines + table(report.byOrigin.map { ($0.name, $0.totals) })
    }

    private static let headings = [
        "", "declared", "released", "refused", "review", "inspected", "waiting", "duty", "VAT",
        "consumption tax", "mean wait s",
    ]

    private static func table(_ rows: [(name: String, pair: OutcomePair)]) -> [String] {
        var table = [headings]
        for row in rows {
            table.append(cells(row.name + " before", row.pair.before))
            table.append(cells(row.name + " after", row.pair.after))
        }
        let widths = headings.indices.map { column in table.map { $0[column].count }.max() ?? 0 }
        return table.map { row in
            let padded = row.indices.map { column -> String in
                let pad = String(repeating: " ", count: widths[column] - row[column].count)
                return column == 0 ? row[column] + pad : pad + row[column]
            }
            return padded.joined(separator: "  ")
        }
    }

    private static func cells(_ name: String, _ sum: OutcomeSum) -> [String] {
        let decided = sum.released + sum.refused
        return [name]
            + [
                sum.declarations, sum.released, sum.refused, sum.underReview, sum.inspected,
                sum.waiting,
            ].map(String.init)
            + [sum.dutyFen, sum.vatFen, sum.consumptionFen].map { Fen($0).description }
            + [decided == 0 ? "-" : String(sum.waitedMs / decided / 1000)]
    }
}
