import ZoneCore

/// Screens a declaration for the five safeties. Pure: the same subject, facts and rules give the
/// same result. A rule without the facts it needs is listed as not evaluated.
///
/// A loop keeps a `memo`; with it nothing is allocated where nothing hits.
public func screen(
    _ subject: RiskSubject, facts: RiskFacts, rules: RiskRules, memo: inout ScreeningMemo
) -> RiskResult {
    var screening = Screening(rules)
    screening.checkParties(facts)
    screening.checkGoods(subject, facts, &memo)
    screening.checkNetwork(facts)
    screening.checkOrders(subject, facts)
    screening.checkAllowance(facts)
    screening.checkPrices(facts)
    return screening.result(
        isControl: rules.limits.isControl(facts),
        isDrawnByCredit: rules.limits.isDrawnByCredit(facts))
}

/// The same for one declaration.
public func screen(_ subject: RiskSubject, facts: RiskFacts, rules: RiskRules) -> RiskResult {
    var memo = ScreeningMemo()
    return screen(subject, facts: facts, rules: rules, memo: &memo)
}

extension RiskLimits {
    /// Whether a declaration with those facts was drawn for the control sample.
    public func isControl(_ facts: RiskFacts) -> Bool {
        guard let draws = facts.draws, let rate = controlRate else { return false }
        return draws.control.isBelow(rate)
    }

    /// Whether a declaration with those facts was drawn at the rate of its enterprise's grade. Where the
    /// zone does not know the enterprise nothing is drawn.
    public func isDrawnByCredit(_ facts: RiskFacts) -> Bool {
        guard let credit = facts.credit, let rate = inspectionRate(of: credit.grade) else {
            return false
        }
        return credit.draw.isBelow(rate)
    }
}

/// A screening under way.
struct Screening {
    let rules: RiskRules
    private var hits: [RiskHit] = []
    private var scored: RiskRuleSet = []
    private var score = 0
    private var action = RiskAction.pass
    private var notEvaluated: RiskRuleSet = []

    /// Hits that are listed at most; more are scored and not listed.
    static let hitCountMax = 64

    init(_ rules: RiskRules) {
        self.rules = rules
    }

    var limits: RiskLimits { rules.limits }

    /// A rule hits; `describe` adds what was observed.
    mutating func hit(_ id: RiskRuleID, _ describe: (inout RiskHit) -> Void = { _ in }) {
        guard let entry = rules.versions[Int(id.rawValue)]?.value else { return }
        if scored.insert(RiskRuleSet(id)).inserted {
            score += entry.points
            action = max(action, entry.action)
        }
        guard hits.count < Self.hitCountMax else { return }
        var hit = RiskHit(rule: id, points: entry.points, action: entry.action)
        describe(&hit)
        hits.append(hit)
    }

    /// A rule lacks what it needs.
    mutating func skip(_ id: RiskRuleID) {
        if rules.isInForce(id) { notEvaluated.insert(RiskRuleSet(id)) }
    }

    func result(isControl: Bool, isDrawnByCredit: Bool) -> RiskResult {
        var action = action
        for band in limits.bands where score >= band.scoreMin { action = max(action, band.action) }
        if isControl || isDrawnByCredit { action = max(action, .inspect) }
        return RiskResult(
            score: score, hits: hits, notEvaluated: notEvaluated, action: action,
            isControl: isControl, isDrawnByCredit: isDrawnByCredit)
    }
}

// MARK: State and network

extension Screening {
    mutating func checkParties(_ facts: RiskFacts) {
        guard let parties = facts.parties, let scoreMin = limits.partyScoreMin,
            let alikeMin = limits.partyAlikeScoreMin
        else {
            skip(.deniedParty)
            return skip(.deniedPartyAlike)
        }
        for party in parties where party.score >= min(scoreMin, alikeMin) {
            let isSame = party.score >= scoreMin
            hit(isSame ? .deniedParty : .deniedPartyAlike) { hit in
                hit.observed = party.score
                hit.limit = isSame ? scoreMin : alikeMin
                hit.entry = party.entry
                hit.what =
                    switch party.role {
                    case .buyer: .buyer
                    case .payer: .payer
                    case .consignee: .consignee
                    }
            }
        }
    }

    mutating func checkNetwork(_ facts: RiskFacts) {
        switch facts.signature {
        case nil:
            skip(.signatureMissing)
            skip(.signatureInvalid)
        case .missing?: hit(.signatureMissing)
        case .invalid?: hit(.signatureInvalid)
        case .valid?: break
        }
        switch facts.isReplayed {
        case nil: skip(.replay)
        case let isReplayed?: if isReplayed { hit(.replay) }
        }
        checkCertificate(facts)
        if let count = facts.submissionCount, let max = limits.submissionCountMax {
            if count > max {
                hit(.submissionRate) { hit in
                    hit.observed = count
                    hit.limit = max
                }
            }
        } else {
            skip(.submissionRate)
        }
    }

    private mutating func checkCertificate(_ facts: RiskFacts) {
        guard let days = facts.certificateDayCount, let min = limits.certificateDaysMin else {
            skip(.certificateEnding)
            return skip(.certificateEnded)
        }
        if days < 0 {
            hit(.certificateEnded) { $0.observed = -days }
        } else if days < min {
            hit(.certificateEnding) { hit in
                hit.observed = days
                hit.limit = min
            }
        }
    }
}

// MARK: Goods

extension Screening {
    private static let goodsRules = RiskRuleID.allCases.filter { $0.need == .goods }

    mutating func checkGoods(
        _ subject: RiskSubject, _ facts: RiskFacts, _ memo: inout ScreeningMemo
    ) {
        let goods = rules.goods(ofExports: subject.isExport)
        for id in Self.goodsRules where !goods.rules.contains(id) { skip(id) }
        if facts.draws == nil || !goods.rules.contains(.sampling) { skip(.sampling) }
        if goods.rules.isEmpty { return }
        for line in subject.lines {
            goods.visitMatches(of: line, in: subject, memo: &memo) { match in
                if match.rule == .sampling, !isDrawn(match.criterion, facts) { return }
                hit(match.rule) { hit in
                    hit.gnum = line.gnum
                    hit.entry = match.criterion.id
                    hit.found = match.found
                }
            }
        }
    }

    private func isDrawn(_ criterion: GoodsCriterion, _ facts: RiskFacts) -> Bool {
        guard let rate = criterion.rate, let draws = facts.draws else { return false }
        return draws.quality.isBelow(rate)
    }
}
