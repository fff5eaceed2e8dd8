import Yams
import ZoneCore

extension FieldReader {
    /// The fields that every dated value has; the ones of its own stand beside them.
    private static let datedFields: Set = [
        "from", "to", "known", "retroactive", "scope", "source", "verified", "note",
    ]

    /// A value with its days, its scope and its source; nil with problems reported.
    mutating func dated<Value>(
        _ node: Node, at place: String, fields: Set<String>,
        value read: (inout FieldReader) -> Value?
    ) -> Dated<Value>? {
        guard allow(Self.datedFields.union(fields), in: node, at: place) else { return nil }
        let from = day("from", of: node, at: place)
        let to = optionalDay("to", of: node, at: place)
        let known = day("known", of: node, at: place)
        let isRetroactive =
            node["retroactive"] == nil ? false : flag("retroactive", of: node, at: place)
        let scope = scope(of: node, at: place)
        let source = source(of: node, at: place)
        let isVerified = flag("verified", of: node, at: place)
        let note = optionalText("note", of: node, at: place)
        let value = read(&self)
        guard let from, let known, let isRetroactive, let scope, let source, let isVerified,
            let value
        else { return nil }
        return Dated(
            from: from, to: to, known: known, isRetroactive: isRetroactive, scope: scope,
            value: value, source: source, isVerified: isVerified, note: note ?? "")
    }

    /// Where a value holds: everywhere unless the node says otherwise.
    mutating func scope(of node: Node, at place: String) -> RuleScope? {
        guard let scope = node["scope"] else { return .everywhere }
        guard allow(["zone", "district", "mode"], in: scope, at: "\(place) scope") else {
            return nil
        }
        let result = RuleScope(
            zone: optionalText("zone", of: scope, at: "\(place) scope"),
            district: optionalText("district", of: scope, at: "\(place) scope"),
            mode: optionalText("mode", of: scope, at: "\(place) scope"))
        if result == .everywhere { report("\(place) scope", .missingField, "zone, district, mode") }
        if let district = result.district, RuleScope.district(ofOffice: district) != district {
            report("\(place) scope", .badValue, "district: \(district)")
        }
        return result
    }

    /// The source of a value: an instrument and the place in it.
    mutating func source(of node: Node, at place: String) -> LegalSource? {
        guard let source = node["source"] else {
            report(place, .missingSource, "source")
            return nil
        }
        guard allow(["instrument", "article", "date"], in: source, at: "\(place) source") else {
            return nil
        }
        let date = optionalDay("date", of: source, at: "\(place) source")
        let parts = ["instrument", "article"].map { name -> String in
            let text = source[name]?.string ?? ""
            if text.isEmpty { report(place, .missingSource, name) }
            return text
        }
        guard parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        return LegalSource(instrument: parts[0], article: parts[1], date: date)
    }
}
