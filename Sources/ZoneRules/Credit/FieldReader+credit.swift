import Yams
import ZoneCore

extension FieldReader {
    /// The kind of credit events that a file says; nil with problems reported.
    mutating func creditKind(_ root: Node, id: String?, at path: String) -> CreditKind? {
        allow(["id", "zh", "en", "kind", "values"], in: root, at: path)
        let texts = texts(of: root, at: path)
        let kind: RuleKind? = word("kind", of: root, at: path)
        let nodes = entries("values", of: root, at: path)
        let versions = allDated(nodes, fields: ["points", "counts-days", "repair"]) {
            $0.creditTerms($1, at: $2)
        }
        guard let id, let texts, let kind, let versions else { return nil }
        return CreditKind(id: id, zh: texts.zh, en: texts.en, kind: kind, versions: versions)
    }

    private mutating func creditTerms(_ node: Node, at place: String) -> CreditTerms? {
        let most = CreditTerms.pointsMax
        let points = whole("points", in: -most...most, of: node, at: place)
        if points == 0 { report(place, .badValue, "points: 0") }
        let dayCount = whole("counts-days", in: 1...CreditTerms.dayCountMax, of: node, at: place)
        var repair: RepairTerms?
        if let repairNode = node["repair"] {
            let place = "\(place) repair"
            allow(["after-days", "needs"], in: repairNode, at: place)
            let after = whole(
                "after-days", in: 0...CreditTerms.dayCountMax, of: repairNode, at: place)
            let needs = entries("needs", of: repairNode, at: place).compactMap {
                need, place -> RepairTerms.Need? in
                let known = RepairTerms.Need(rawValue: need.string ?? "")
                if known == nil { report(place, .badValue, need.string ?? "not a text") }
                return known
            }
            if points.map({ $0 > 0 }) ?? false { report(place, .badValue, "nothing to lift") }
            guard let after else { return nil }
            repair = RepairTerms(dayCountMin: after, needs: Set(needs))
        }
        guard let points, points != 0, let dayCount else { return nil }
        return CreditTerms(points: points, dayCount: dayCount, repair: repair)
    }

    private mutating func whole(
        _ name: String, in range: ClosedRange<Int>, of node: Node, at place: String
    ) -> Int? {
        guard let text = text(name, of: node, at: place) else { return nil }
        if let number = Int(text), range.contains(number) { return number }
        report(place, .badValue, "\(name): \(text)")
        return nil
    }
}
