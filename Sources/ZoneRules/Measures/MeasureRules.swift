import Yams
public import ZoneCore

/// The rule-book change of a measure: files of the rule book's form that hold only the values the measure adds, without any
/// day. A zone that adopts it gives them theirs, so a measure carries no dates from one zone to another, and a value of the
/// zone's own book that it does not name stays as it is.
public struct MeasureRules: Hashable, Sendable {
    /// Text of each file by its path in the rule book.
    public var files: [String: String]

    /// Folders whose files hold dated values.
    public static let folders = ["parameters", "lists", "tables"]
    /// Most files, and bytes of all of them.
    public static let fileCountMax = 20
    public static let byteCountMax = 128 << 10
    /// Fields of a value that only adoption sets.
    private static let dayFields: Set<String> = ["from", "to", "known", "retroactive"]

    /// A change with those files.
    public init(files: [String: String]) {
        self.files = files
    }

    /// The days on which a zone has it in force.
    public struct Term: Hashable, Sendable {
        public var from: Day
        /// The last day; nil without an end.
        public var to: Day?
        /// The day on which the zone decided it.
        public var known: Day

        /// A term with its days.
        public init(from: Day, to: Day?, known: Day) {
            (self.from, self.to, self.known) = (from, to, known)
        }
    }

    /// The files of `base` that it changes, with its values added; throws everything that is wrong at once: with the
    /// measure's files, and with the book as it would be.
    public func overlay(onto base: RuleBookFiles, _ term: Term) throws(RuleBookError)
        -> RuleBookFiles
    {
        var work = OverlayWork(base: base, term: term)
        if files.isEmpty { work.report("rules", .missingField, "no file") }
        if files.count > Self.fileCountMax {
            work.report("rules", .tooLarge, "\(files.count) files, at most \(Self.fileCountMax)")
        }
        let size = files.values.reduce(0) { $0 + $1.utf8.count }
        if size > Self.byteCountMax {
            work.report("rules", .tooLarge, "\(size) bytes, at most \(Self.byteCountMax)")
        } else {
            for (path, text) in files.sorted(by: { $0.key < $1.key }) { work.add(text, at: path) }
        }
        let overlay = RuleBookFiles(texts: work.texts)
        let problems = work.fields.problems
        // A book made of broken files would only say the same in other words.
        let all = problems.isEmpty ? checkRuleBook(base.overlaid(by: overlay)) : problems
        guard all.isEmpty else { throw RuleBookError(problems: all) }
        return overlay
    }

    /// Supervision modes that its values name; empty where one holds everywhere.
    public var modes: [String] {
        var modes: Set<String> = []
        for text in files.values {
            guard let root = try? compose(yaml: text, .basic) else { return [] }
            for value in root["values"]?.sequence ?? [] {
                guard let mode = value["scope"]?["mode"] else { return [] }
                modes.formUnion(mode.sequence?.compactMap(\.string) ?? [mode.string ?? ""])
            }
        }
        return modes.sorted()
    }

    /// Reads the files of one measure.
    private struct OverlayWork {
        let base: RuleBookFiles
        let term: Term
        var texts: [String: String] = [:]
        var fields = FieldReader()

        mutating func report(
            _ place: String, _ kind: RuleBookProblem.Kind, _ detail: String
        ) {
            fields.report(place, kind, detail)
        }

        mutating func add(_ text: String, at path: String) {
            let folder = String(path.prefix { $0 != "/" })
            guard RuleBookFiles.isPath(path), MeasureRules.folders.contains(folder) else {
                let known = MeasureRules.folders.joined(separator: ", ")
                return report(path, .unknownFile, "a measure's files are of \(known)")
            }
            guard let own = base.texts[path], let ownRoot = fields.root(of: own, at: path) else {
                return report(path, .unknownID, "the zone's rule book has no such file")
            }
            guard let root = fields.root(of: text, at: path) else { return }
            fields.allow(["id", "values"], in: root, at: path)
            if let id = fields.text("id", of: root, at: path), id != ownRoot["id"]?.string {
                report(path, .wrongPlace, id)
            }
            let entries = fields.entries("values", of: root, at: path)
            if entries.isEmpty { report(path, .missingField, "values") }
            let values = entries.compactMap { dated($0.node, at: $0.place) }
            guard values.count == entries.count, var mapping = ownRoot.mapping,
                let known = ownRoot["values"]?.sequence
            else { return }
            mapping["values"] = .sequence(Node.Sequence(Array(known) + values))
            do {
                texts[path] = try serialize(
                    node: .mapping(mapping), width: -1, allowUnicode: true)
            } catch { report(path, .malformed, "\(error)") }
        }

        /// A value with the days of the term.
        private mutating func dated(_ node: Node, at place: String) -> Node? {
            guard let mapping = node.mapping else {
                report(place, .malformed, "not a table of fields")
                return nil
            }
            for (key, _) in mapping where MeasureRules.dayFields.contains(key.string ?? "") {
                report(place, .unknownField, "\(key.string ?? ""): adoption sets the days")
            }
            if node["scope"]?["zone"] != nil {
                report("\(place) scope", .unknownField, "zone: a measure goes from zone to zone")
            }
            var pairs: [(Node, Node)] = [(Node("from"), Node(term.from.description))]
            if let to = term.to { pairs.append((Node("to"), Node(to.description))) }
            pairs.append((Node("known"), Node(term.known.description)))
            pairs += mapping.map { ($0.key, $0.value) }
            return .mapping(Node.Mapping(pairs))
        }
    }
}

/// One change of the rule book that a zone decided, with its term.
public struct AdoptedRules: Sendable {
    /// Whose it is, for what is said of it.
    public var name: String
    public var rules: MeasureRules
    public var term: MeasureRules.Term

    /// A change with its parts.
    public init(name: String, rules: MeasureRules, term: MeasureRules.Term) {
        (self.name, self.rules, self.term) = (name, rules, term)
    }
}

/// Why a change that was adopted can't be laid over a rule book.
public struct AdoptedRulesError: Error, CustomStringConvertible {
    public var name: String
    public var problems: [RuleBookProblem]

    public var description: String {
        let lines = problems.map(\.description).joined(separator: "\n")
        return """
            举措 \(name) 与本规则库不合，请先退出：pilotzone measures rollback --database FILE \(name)
            measure \(name) does not fit this rule book; roll it back first (the command above):
            \(lines)
            """
    }
}

extension RuleBookFiles {
    /// These files with all that was adopted laid over them, one after the other.
    public func adopting(_ all: [AdoptedRules]) throws(AdoptedRulesError) -> RuleBookFiles {
        var files = self
        for one in all {
            // Rolled back on the day it began, or before: it was never in force for a whole day.
            if let to = one.term.to, to < one.term.from { continue }
            do {
                files = files.overlaid(by: try one.rules.overlay(onto: files, one.term))
            } catch {
                throw AdoptedRulesError(name: one.name, problems: error.problems)
            }
        }
        return files
    }
}
