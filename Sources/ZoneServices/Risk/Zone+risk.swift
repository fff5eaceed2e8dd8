public import ZoneCore
import ZoneMessages
import ZoneRules
import ZoneStore

/// What people may see of risk screening. Thresholds and findings are for officers, not for declarants.
extension Zone {
    /// The five safeties with their rules on a day, and how often each has hit since the start.
    public func safeties(on day: Day, knownOn: Day? = nil) -> [SafetyView] {
        let rules = ruleBook.rules(on: day, knownOn: knownOn).risk
        var known: Set<RiskNeed> = [.orderHistory, .allowances, .priceHistory]
        if settings.secret != nil { known.insert(.draws) }
        if settings.deniedPartiesPath != nil { known.insert(.deniedParties) }
        let counts = riskCounts
        if settings.signatures != .off { known.formUnion([.signatures, .certificates]) }
        return rules.coverage(knowing: known).map { safety in
            let duty = safety.duty
            return SafetyView(
                id: duty.safety.rawValue, zh: duty.zh, en: duty.en, ownerZh: duty.ownerZh,
                ownerEn: duty.ownerEn, source: duty.source.description,
                isVerified: duty.isVerified, note: duty.note,
                rules: safety.rules.map {
                    RiskRuleView($0.id, $0.coverage, rules, counts)
                })
        }
    }

    /// What screening said of a declaration, `party:orderNo`, when it was decided; nil where it was not screened.
    public func risk(of id: String) throws -> RiskView? {
        guard let colon = id.firstIndex(of: ":") else { return nil }
        let orderNo = String(id[id.index(after: colon)...])
        let dossier = Dossier(orderNo: orderNo, rows: try store.documents(orderNo: orderNo))
        let party = String(id[..<colon])
        let list = dossier.index(.inventory, party: party)
        guard let index = list ?? dossier.index(.exportInventory, party: party),
            let row = try store.declaration(dossier.entries[index].row.declarationID),
            let record = RiskRecord.records(in: row.risk).last
        else { return nil }
        let received = ReceivedDocuments()
        func document(_ entry: Dossier.Entry) throws -> TradeDocument {
            try received.document(of: entry.row, read: store.messageBytes)
        }
        let day = record.trace.day
        let subject: RiskSubject
        switch try document(dossier.entries[index]) {
        case .inventory(let list):
            let related = try dossier.related(to: list, read: document)
            subject = RiskSubject(
                list, order: related.order, payment: related.payment,
                match: match(
                    list, order: related.order, payment: related.payment,
                    waybill: related.waybill),
                value: Fen(row.dutiableFen), day: day)
        case .exportInventory(let list): subject = RiskSubject(list, day: day)
        default: return nil
        }
        let rules = ruleBook.rules(on: day, knownOn: day).risk
        return RiskView(
            screen(subject, facts: record.facts, rules: rules), rules,
            grade: record.facts.credit?.grade)
    }

    /// The control sample of a day; nil where the zone has no secret. The seed of a day that is not over stays hidden.
    public func controlSample(on day: Day) -> ControlSampleView? {
        guard let secret = settings.secret else { return nil }
        let sample = ControlSample(secret: secret, day: day)
        return ControlSampleView(
            day: day, commitment: hexadecimal(sample.commitment),
            seed: day < today ? hexadecimal(sample.seed) : nil,
            rateParts: ruleBook.rules(on: day).risk.limits.controlRate?.parts)
    }
}

private func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}

extension RiskRuleView {
    init(
        _ id: RiskRuleID, _ coverage: RuleCoverage, _ rules: RiskRules, _ counts: RiskCounts
    ) {
        let rule = rules.rule(id)
        let version = rules.version(of: id)
        self.id = id.name
        zh = rule.zh
        en = rule.en
        looksAtZh = rule.looksAtZh
        looksAtEn = rule.looksAtEn
        points = version?.value.points
        action = version?.value.action.name
        actionZh = version?.value.action.zh
        actionEn = version?.value.action.en
        source = version?.source.description
        isVerified = version?.isVerified ?? false
        note = version?.note ?? ""
        parameters = rule.parameters.map(\.rawValue)
        goodsCount = rule.goods.count { $0.covers(rules.day) }
        self.coverage =
            switch coverage {
            case .evaluated: "evaluated"
            case .notInForce: "notInForce"
            case .waitsFor(let need): need.rawValue
            }
        hitRate = ShareView(counts.all.hitRate(of: id))
        controlHitRate = ShareView(counts.control.hitRate(of: id))
    }
}

extension ShareView {
    init(_ interval: WilsonInterval) {
        self.init(
            count: interval.count, total: interval.total, low: interval.low, high: interval.high)
    }
}

extension RiskView {
    init(_ result: RiskResult, _ rules: RiskRules, grade: CreditGrade?) {
        self.init(
            score: result.score, action: result.action.name, isControl: result.isControl,
            grade: grade, isDrawnByCredit: result.isDrawnByCredit,
            findings: result.hits.map { hit in
                RiskFindingView(
                    rule: hit.rule.name, points: hit.points, action: hit.action.name,
                    gnum: hit.gnum.map { Int($0) }, zh: rules.officerText(of: hit, in: .zh),
                    en: rules.officerText(of: hit, in: .en),
                    source: rules.source(of: hit)?.description ?? "")
            },
            notEvaluated: result.notEvaluated.rules.map(\.name))
    }
}
