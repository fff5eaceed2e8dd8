import Foundation
import ZoneCore
import ZoneRules

extension RuleEntry {
    /// One line: id, place, days and value.
    var line: String {
        let place = version.scope == .everywhere ? "" : " [\(version.scope)]"
        let days = "\(version.from)..\(version.to?.description ?? "")"
        return "\(id)\(place) \(days) \(version.value)\(unit.isEmpty ? "" : " " + unit)"
    }

    /// The line, and below it what it says, its source and what is doubtful.
    var text: String {
        var lines = [
            line, "    zh: \(zh)", "    en: \(en)", "    known from: \(version.known)",
            "    source: \(version.source)",
        ]
        if !version.isVerified { lines.append("    not verified") }
        if !version.note.isEmpty { lines.append("    note: \(version.note)") }
        return lines.joined(separator: "\n")
    }
}

extension RuleChange {
    /// What was and what is, with the source of what is.
    var text: String {
        let sides = [before.map { "- " + $0.line }, after.map { "+ " + $0.line }]
        let source = after.map { "  \($0.version.source)" }
        return (sides + [source]).compactMap { $0 }.joined(separator: "\n")
    }
}

/// One value for programs.
private struct EntryJSON: Encodable {
    var id: String
    var zh: String
    var en: String
    var kind: String
    var unit: String?
    var zone: String?
    var district: String?
    var mode: String?
    var value: String
    var from: String
    var to: String?
    var known: String
    var instrument: String
    var article: String
    var issued: String?
    var verified: Bool
    var note: String?

    init(_ entry: RuleEntry) {
        let version = entry.version
        (id, zh, en, kind) = (entry.id, entry.zh, entry.en, entry.kind.rawValue)
        unit = entry.unit.isEmpty ? nil : entry.unit
        (zone, district, mode) = (version.scope.zone, version.scope.district, version.scope.mode)
        (value, from, to) = (
            version.value, version.from.description, version.to?.description
        )
        known = version.known.description
        (instrument, article) = (version.source.instrument, version.source.article)
        issued = version.source.date?.description
        verified = version.isVerified
        note = version.note.isEmpty ? nil : version.note
    }
}

/// One change for programs.
private struct ChangeJSON: Encodable {
    var before: EntryJSON?
    var after: EntryJSON?
}

/// A value as one line of JSON.
func jsonLine(_ entry: RuleEntry) throws -> String { try encoded(EntryJSON(entry)) }

/// A change as one line of JSON.
func jsonLine(_ change: RuleChange) throws -> String {
    try encoded(
        ChangeJSON(
            before: change.before.map(EntryJSON.init), after: change.after.map(EntryJSON.init))
    )
}

private func encoded(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
}
