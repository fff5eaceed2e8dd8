import Yams
import ZoneCore

extension FieldReader {
    /// The fields that every dated value has; the ones of its own stand beside them.
    private static let datedFields: Set = [
        "from", "to", "known", "retroactive", "scope", "source", "verified", "note",
    ]

    /// The values of a sequence, each once for every place its scope names; nil where one of them is
    /// broken, with problems reported.
    mutating func allDated<Value>(
        _ nodes: [(node: Node, place: String)], fields: Set<String>,
        value read: (inout FieldReader, Node, String) -> Value?
    ) -> [Dated<Value>]? {
        var result: [Dated<Value>] = []
        var isBroken = false
        for (node, place) in nodes {
            let scopes = scopes(of: node, at: place)
            let value = dated(node, at: place, fields: fields) { read(&$0, node, place) }
            if let scopes, let value {
                result += scopes.map { scope in
                    var copy = value
                    copy.scope = scope
                    return copy
                }
            } else {
                isBroken = true
            }
        }
        return isBroken ? nil : result
    }

    /// A value with its days and its source; nil with problems reported.
    private mutating func dated<Value>(
        _ node: Node, at place: String, fields: Set<String>,
        value read: (inout FieldReader) -> Value?
    ) -> Dated<Value>? {
        guard allow(Self.datedFields.union(fields), in: node, at: place) else { return nil }
        let from = day("from", of: node, at: place)
        let to = optionalDay("to", of: node, at: place)
        let known = day("known", of: node, at: place)
        let isRetroactive =
            node["retroactive"] == nil ? false : flag("retroactive", of: node, at: place)
        let source = source(of: node, at: place)
        let isVerified = flag("verified", of: node, at: place)
        let note = optionalText("note", of: node, at: place)
        let value = read(&self)
        guard let from, let known, let isRetroactive, let source, let isVerified, let value
        else { return nil }
        return Dated(
            from: from, to: to, known: known, isRetroactive: isRetroactive, value: value,
            source: source, isVerified: isVerified, note: note ?? "")
    }

    /// The places a value holds at: everywhere unless the node says otherwise; each part is one code
    /// or several.
    mutating func scopes(of node: Node, at place: String) -> [RuleScope]? {
        guard let scope = node["scope"] else { return [.everywhere] }
        let place = "\(place) scope"
        guard allow(["zone", "district", "mode"], in: scope, at: place) else { return nil }
        let zones = codes("zone", of: scope, at: place)
        let districts = codes("district", of: scope, at: place)
        let modes = codes("mode", of: scope, at: place)
        if zones + districts + modes == [nil, nil, nil] {
            report(place, .missingField, "zone, district, mode")
        }
        for district in districts {
            guard let district, RuleScope.district(ofOffice: district) != district else { continue }
            report(place, .badValue, "district: \(district)")
        }
        let scopes = zones.flatMap { zone in
            districts.flatMap { district in
                modes.map { RuleScope(zone: zone, district: district, mode: $0) }
            }
        }
        if Set(scopes).count < scopes.count { report(place, .duplicate, "a code is there twice") }
        return scopes
    }

    private mutating func codes(_ name: String, of node: Node, at place: String) -> [String?] {
        guard let value = node[name] else { return [nil] }
        let texts = value.sequence.map { $0.map { $0.string ?? "" } } ?? [value.string ?? ""]
        if texts.isEmpty || texts.contains("") { report(place, .missingField, name) }
        return texts
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
