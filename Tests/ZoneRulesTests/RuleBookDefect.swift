import ZoneCore
import ZoneRules

/// A way to spoil a rule book's files, and what the check has to call it.
struct RuleBookDefect: Sendable {
    var name: String
    /// Folders whose files it can spoil.
    var folders: [String]
    /// At least one of these has to be reported.
    var expected: Set<RuleBookProblem.Kind>
    /// The spoilt files, or nil where the file has no such place.
    var spoil: @Sendable (RuleBookFiles, String, inout SplitMix64) -> RuleBookFiles?

    /// Spoils one line of a file: one that starts with `prefix`, after its indentation, becomes what
    /// `change` makes of it; nil drops it.
    static func line(
        _ name: String, in folders: [String], _ prefix: String,
        expected: Set<RuleBookProblem.Kind>,
        _ change: @escaping @Sendable (String) -> String?
    ) -> RuleBookDefect {
        RuleBookDefect(name: name, folders: folders, expected: expected) { files, path, random in
            var lines = files.lines(of: path)
            let places = lines.indices.filter {
                lines[$0].drop { $0 == " " || $0 == "-" }.hasPrefix(prefix)
            }
            guard let place = places.randomElement(using: &random) else { return nil }
            let old = String(lines[place])
            let new = change(old)
            guard new != old else { return nil }
            lines.replaceSubrange(place...place, with: new.map { [Substring($0)] } ?? [])
            return files.with(lines, at: path)
        }
    }

    /// Spoils the text after `field: ` on one line.
    static func value(
        _ name: String, in folders: [String], _ field: String,
        expected: Set<RuleBookProblem.Kind>,
        _ change: @escaping @Sendable (String) -> String
    ) -> RuleBookDefect {
        line(name, in: folders, field + ": ", expected: expected) { line in
            guard let range = line.firstRange(of: field + ": ") else { return nil }
            return line[..<range.upperBound] + change(String(line[range.upperBound...]))
        }
    }
}

extension RuleBookFiles {
    func lines(of path: String) -> [Substring] {
        (texts[path] ?? "").split(separator: "\n", omittingEmptySubsequences: false)
    }

    func with(_ lines: [Substring], at path: String) -> RuleBookFiles {
        var files = self
        files.texts[path] = lines.joined(separator: "\n")
        return files
    }

    func with(_ text: String?, at path: String) -> RuleBookFiles {
        var files = self
        files.texts[path] = text
        return files
    }

    /// The lines of each value of a file: from one `  - from:` to the next.
    func values(of path: String) -> [Range<Int>] {
        let lines = lines(of: path)
        let starts = lines.indices.filter { lines[$0].hasPrefix("  - from:") }
        let end = lines.last == "" ? lines.count - 1 : lines.count
        return zip(starts, starts.dropFirst() + [end]).map { $0..<$1 }
    }
}
