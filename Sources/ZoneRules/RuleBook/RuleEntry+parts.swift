import ZoneCore

// What each part of a rule book says, as entries in the order of its ids and days.

extension RuleEntry {
    init<Value>(
        _ part: RulePart, _ id: String, _ texts: (zh: String, en: String), unit: String = "",
        _ kind: RuleKind, _ version: Dated<Value>, _ text: (Value) -> String
    ) {
        self.init(
            part: part, id: id, zh: texts.zh, en: texts.en, unit: unit, kind: kind,
            version: version.with(text(version.value)))
    }
}

extension Parameter {
    var entries: [RuleEntry] {
        versions.map {
            RuleEntry(.parameter, id.rawValue, (zh, en), unit: id.unit.rawValue, kind, $0) {
                $0.description
            }
        }
    }
}

extension DatedList {
    var ruleEntries: [RuleEntry] {
        entries.sorted { $0.key < $1.key }.flatMap { code, versions in
            versions.sorted { $0.from < $1.from }.map { version in
                RuleEntry(
                    .list, "\(id) \(code)", (version.value?.zh ?? zh, version.value?.en ?? en),
                    kind, version
                ) { $0?.text ?? RuleEntry.ends }
            }
        }
    }
}

extension DecisionTable {
    var entries: [RuleEntry] {
        versions.sorted { $0.from < $1.from }.map {
            RuleEntry(.table, id.rawValue, (zh, en), kind, $0) {
                $0.map(\.text).joined(separator: RuleEntry.rowSeparator)
            }
        }
    }
}

extension RiskRule {
    /// The rule, then the goods it is about.
    var entries: [RuleEntry] {
        let own = versions.sorted { $0.from < $1.from }.map {
            RuleEntry(.risk, id.name, (zh, en), .setting, $0) {
                "points \($0.points), action \($0.action.name)"
            }
        }
        return own
            + goods.sorted { ($0.value.id, $0.from) < ($1.value.id, $1.from) }.map { goods in
                let criterion = goods.value
                return RuleEntry(
                    .risk, "\(id.name) \(criterion.id)", (criterion.zh, criterion.en), .law, goods
                ) { $0.text }
            }
    }
}

extension CreditKind {
    var entries: [RuleEntry] {
        versions.map { RuleEntry(.credit, "credit." + id, (zh, en), kind, $0) { $0.text } }
    }
}

extension RuleEntry {
    /// The value of a code that left its list.
    public static let ends = "ends"
    /// Stands between the rows of a table.
    public static let rowSeparator = "; "
}

extension ListMember {
    /// Its columns as text.
    fileprivate var text: String {
        columns.isEmpty
            ? "listed"
            : columns.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
                .joined(separator: ", ")
    }
}

extension TableRow {
    /// The row as one line: `small: licence no, tax no -> list`, with its article where it has one.
    fileprivate var text: String {
        let asked = conditions.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.text)" }
        let place = article.isEmpty ? "" : " [\(article)]"
        return "\(id): \(asked.isEmpty ? "always" : asked.joined(separator: ", ")) -> \(outcome)"
            + place
    }
}

extension TableCondition {
    fileprivate var text: String {
        switch self {
        case .words(let words): words.sorted().joined(separator: " or ")
        case .range(let low, let high): "\(low) to \(high)"
        case .flag(let flag): flag ? "yes" : "no"
        }
    }
}

extension GoodsCriterion {
    /// What it asks of goods: `codes 01 02, origins 142`.
    fileprivate var text: String {
        let parts: [(String, [String])] = [
            ("codes", codes), ("exceptCodes", exceptCodes), ("phrases", phrases),
            ("exceptPhrases", exceptPhrases),
            ("supervision", supervision.isEmpty ? [] : [supervision]),
            ("items", items), ("origins", origins),
            ("destinations", destinations), ("modes", modes),
            ("rate", rate.map { [$0.description] } ?? []),
        ]
        let asked = parts.filter { !$0.1.isEmpty }
        let way = direction == .import ? "" : "\(direction.rawValue): "
        return asked.isEmpty
            ? way + "all goods"
            : way + asked.map { "\($0.0) \($0.1.joined(separator: " "))" }.joined(separator: ", ")
    }
}

extension CreditTerms {
    /// `points -20, counts-days 365, repair after-days 90 needs evidence`.
    fileprivate var text: String {
        let lift = repair.map { repair in
            let needs = repair.needs.map(\.rawValue).sorted().joined(separator: " ")
            return ", repair after-days \(repair.dayCountMin)"
                + (needs.isEmpty ? "" : " needs " + needs)
        }
        return "points \(points), counts-days \(dayCount)" + (lift ?? "")
    }
}
