import ZoneCore
import ZoneRules

extension RuleBookDefect {
    private static let rules = ["parameters", "lists", "tables"]

    static let all: [RuleBookDefect] = fields + days + files + tables + lists + others

    private static let fields: [RuleBookDefect] = [
        line("misspelt field", in: rules, "known:", expected: [.unknownField]) {
            $0.replacing("known:", with: "knwon:")
        },
        line("unknown field", in: rules, "kind:", expected: [.unknownField]) {
            "colour: red\n" + $0
        },
        line("field twice", in: rules, "zh:", expected: [.malformed, .unknownField]) {
            "\($0)\n\($0)"
        },
        line("no id", in: rules, "id:", expected: [.missingField]) { _ in nil },
        line("no Chinese text", in: rules, "zh:", expected: [.missingField]) { _ in nil },
        line("no English text", in: rules, "en:", expected: [.missingField]) { _ in nil },
        line("no kind", in: rules, "kind:", expected: [.missingField]) { _ in nil },
        line("no unit", in: ["parameters"], "unit:", expected: [.missingField]) { _ in nil },
        line("no day of knowledge", in: rules, "known:", expected: [.missingField]) { _ in nil },
        line("no verification", in: rules, "verified:", expected: [.missingField]) { _ in nil },
        line("no value", in: ["parameters"], "value:", expected: [.missingField]) { _ in nil },
        line("no instrument", in: rules, "instrument:", expected: [.missingSource]) { _ in nil },
        line("no article", in: rules, "article:", expected: [.missingSource]) { _ in nil },
        line("not YAML", in: rules, "kind:", expected: [.malformed]) { "\($0)\n  : [" },
        value("texts mixed up", in: rules, "zh", expected: [.badValue]) { _ in "English" },
        value("wrong kind", in: rules, "kind", expected: [.badValue]) { _ in "custom" },
        value("other unit", in: ["parameters"], "unit", expected: [.wrongUnit]) {
            $0 == "day" ? "month" : "day"
        },
        value("no such unit", in: ["parameters"], "unit", expected: [.badValue]) { _ in "ell" },
        value("not a value", in: ["parameters"], "value", expected: [.badValue]) { _ in "much" },
        value("negative", in: ["parameters"], "value", expected: [.badValue]) { _ in "-1" },
        value("no such day", in: rules, "known", expected: [.badValue]) { _ in "2019-02-30" },
        value("not a mark", in: rules, "verified", expected: [.badValue]) { _ in "maybe" },
        line("no such district", in: ["parameters"], "scope:", expected: [.badValue]) {
            $0.replacing("\"2900\"", with: "\"29\"")
        },
        line("empty scope", in: ["parameters"], "scope:", expected: [.missingField]) { _ in
            "    scope: {}"
        },
    ]

    private static let days: [RuleBookDefect] = [
        RuleBookDefect(name: "known late", folders: rules, expected: [.badKnown]) {
            files, path, random in
            var lines = files.lines(of: path)
            let values = files.values(of: path).filter { value in
                !lines[value].contains("    retroactive: true")
            }
            guard let value = values.randomElement(using: &random),
                let known = lines[value].firstIndex(where: { $0.hasPrefix("    known:") })
            else { return nil }
            lines[known] = "    known: 2030-01-01"
            return files.with(lines, at: path)
        },
        value("known before its issue", in: rules, "date", expected: [.badKnown]) { _ in
            "2029-12-31"
        },
        RuleBookDefect(name: "end before beginning", folders: rules, expected: [.badValue]) {
            files, path, random in
            guard let value = files.values(of: path).randomElement(using: &random) else {
                return nil
            }
            var lines = files.lines(of: path)
            guard !lines[value].contains(where: { $0.hasPrefix("    to:") }) else { return nil }
            lines.insert("    to: 1949-01-01", at: value.lowerBound + 1)
            return files.with(lines, at: path)
        },
        // Of the first value: a later one that ends gives way to the one before it.
        RuleBookDefect(name: "gap", folders: ["parameters", "tables"], expected: [.gap]) {
            files, path, random in
            let values = files.values(of: path)
            guard values.count > 1 else { return nil }
            var lines = files.lines(of: path)
            func day(_ value: Range<Int>) -> Day? { Day(lines[value.lowerBound].suffix(10)) }
            func scope(_ value: Range<Int>) -> Substring? {
                lines[value].first { $0.hasPrefix("    scope:") }
            }
            guard let from = day(values[0]), let next = day(values[1]),
                scope(values[0]) == scope(values[1]),
                next.number > from.number + 1,
                !lines[values[0]].contains(where: { $0.hasPrefix("    to:") })
            else { return nil }
            let end = Int32.random(in: from.number..<next.number - 1, using: &random)
            lines.insert("    to: \(Day(number: end))", at: values[0].lowerBound + 1)
            return files.with(lines, at: path)
        },
        RuleBookDefect(name: "value twice", folders: rules, expected: [.overlap]) {
            files, path, random in
            guard let value = files.values(of: path).randomElement(using: &random) else {
                return nil
            }
            var lines = files.lines(of: path)
            lines.insert(contentsOf: lines[value], at: value.upperBound)
            return files.with(lines, at: path)
        },
        RuleBookDefect(name: "no note", folders: rules, expected: [.missingField]) {
            files, path, random in
            var lines = files.lines(of: path)
            let doubtful = files.values(of: path).filter { value in
                lines[value].contains("    verified: false")
            }
            guard let value = doubtful.randomElement(using: &random) else { return nil }
            guard let note = lines[value].firstIndex(where: { $0.hasPrefix("    note:") }) else {
                return nil
            }
            lines.remove(at: note)
            return files.with(lines, at: path)
        },
        RuleBookDefect(name: "no source", folders: rules, expected: [.missingSource]) {
            files, path, random in
            var lines = files.lines(of: path)
            let sources = lines.indices.filter { lines[$0] == "    source:" }
            guard let start = sources.randomElement(using: &random) else { return nil }
            let end = lines[(start + 1)...].firstIndex { !$0.hasPrefix("      ") } ?? lines.count
            lines.removeSubrange(start..<end)
            return files.with(lines, at: path)
        },
    ]

    private static let files: [RuleBookDefect] = [
        RuleBookDefect(name: "file gone", folders: rules, expected: [.missingID]) {
            files, path, _ in files.with(nil as String?, at: path)
        },
        RuleBookDefect(name: "file moved", folders: rules, expected: [.wrongPlace]) {
            files, path, _ in
            files.with(nil as String?, at: path).with(
                files.texts[path], at: path.replacing(".yaml", with: "-old.yaml"))
        },
        RuleBookDefect(name: "id twice", folders: rules, expected: [.duplicate]) {
            files, path, _ in
            files.with(files.texts[path], at: path.replacing(".yaml", with: "-copy.yaml"))
        },
        value("id that no code reads", in: rules, "id", expected: [.unknownID]) { $0 + "-x" },
        RuleBookDefect(name: "empty file", folders: rules, expected: [.malformed]) {
            files, path, _ in files.with("", at: path)
        },
    ]

    private static let tables: [RuleBookDefect] = [
        RuleBookDefect(name: "row gone", folders: ["tables"], expected: [.gap]) {
            files, path, random in
            guard let (lines, row) = row(of: files, path, &random) else { return nil }
            var rest = lines
            rest.removeSubrange(row)
            return files.with(rest, at: path)
        },
        RuleBookDefect(name: "row twice", folders: ["tables"], expected: [.unreachable]) {
            files, path, random in
            guard let (lines, row) = row(of: files, path, &random) else { return nil }
            var more = lines
            let copy = lines[row].map { Substring($0.replacing("row: ", with: "row: second-")) }
            more.insert(contentsOf: copy, at: row.upperBound)
            return files.with(more, at: path)
        },
        RuleBookDefect(name: "rows at odds", folders: ["tables"], expected: [.conflict]) {
            files, path, random in
            guard let (lines, row) = row(of: files, path, &random) else { return nil }
            let outcomes = Set(lines.filter { $0.hasPrefix("        then:") })
            guard let old = lines[row].first(where: { $0.hasPrefix("        then:") }),
                let other = outcomes.subtracting([old]).min()
            else { return nil }
            var more = lines
            let copy = lines[row].map { line in
                line == old ? other : Substring(line.replacing("row: ", with: "row: second-"))
            }
            more.insert(contentsOf: copy, at: row.upperBound)
            return files.with(more, at: path)
        },
        value("no such outcome", in: ["tables"], "then", expected: [.badValue]) { _ in
            "perhaps"
        },
        line("no such input", in: ["tables"], "when:", expected: [.unknownField]) {
            $0.replacing("{", with: "{weather: true, ")
        },
        line("no inputs", in: ["tables"], "inputs:", expected: [.unknownField, .malformed]) { _ in
            nil
        },
    ]

    private static func row(
        of files: RuleBookFiles, _ path: String, _ random: inout SplitMix64
    ) -> ([Substring], Range<Int>)? {
        let lines = files.lines(of: path)
        let starts = lines.indices.filter { lines[$0].hasPrefix("      - row:") }
        guard let start = starts.randomElement(using: &random) else { return nil }
        let end = lines[(start + 1)...].firstIndex { !$0.hasPrefix("        ") } ?? lines.count
        return (lines, start..<end)
    }

    private static let lists: [RuleBookDefect] = [
        line("no such column", in: ["lists"], "\"", expected: [.unknownField]) {
            $0.replacing("{zh:", with: "{colour: red, zh:")
        },
        line("column of another type", in: ["lists"], "columns:", expected: [.badValue]) {
            $0.replacing("text", with: "day").replacing("whole", with: "day")
        },
        line("no such type", in: ["lists"], "columns:", expected: [.badValue]) {
            $0.replacing("text", with: "ell").replacing("whole", with: "ell")
        },
        line("no codes", in: ["lists"], "codes:", expected: [.malformed, .unknownField]) { _ in
            nil
        },
        line("whether it is complete", in: ["lists"], "complete:", expected: [.missingField]) { _ in
            nil
        },
    ]

    private static let others: [RuleBookDefect] = [
        value("no such case kind", in: ["cases"], "kind", expected: [.unknownID]) { _ in "riddle" },
        line("case without day", in: ["cases"], "on:", expected: [.missingField]) { _ in nil },
        line("case without answer", in: ["cases"], "expect:", expected: [.missingField]) { _ in nil
        },
        value("case margin", in: ["cases"], "expect", expected: [.badValue]) {
            $0 + "\n    margin: some"
        },
        line("tariff code", in: ["tariff"], "3304", expected: [.badValue]) {
            $0.replacing("3304", with: "33O4")
        },
        line("tariff row twice", in: ["tariff"], "3304", expected: [.duplicate]) { "\($0)\n\($0)" },
        line("tariff column", in: ["tariff"], "3304", expected: [.malformed]) { $0 + "\tmore" },
        line("tariff source", in: ["tariff"], "2208", expected: [.missingSource]) {
            $0.split(separator: "\t", omittingEmptySubsequences: false).dropLast().joined(
                separator: "\t") + "\t"
        },
    ]
}
