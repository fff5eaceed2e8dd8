public import ZoneCore

/// Decides one list. The only place that branches between outcomes.
///
/// - 2 where a document is missing and the list may still wait;
/// - 100 where it has waited for over the days that a list waits; where documents differ, a limit
///   or the guarantee is exceeded, the guarantor is none of the list's firms, or an amount is out
///   of range, with every reason;
/// - 300 where none of these holds and the taxes are not fully known, or the screening asks for the
///   papers or holds the goods, or a firm's standing needs a look;
/// - 500 where the screening asks for the goods;
/// - 800 otherwise.
///
/// `tax` is nil where it was not assessed; `guaranteeFree` is the guarantor's free balance before
/// this list; `waitedDayCount` is for how many days the list has waited; `risk` is what screening
/// says, nil where it was not screened; `registers` is what the zone's registers say of its firms.
public func decide(
    _ inventory: Inventory, match: MatchResult, tax: TaxAssessment?, guaranteeFree: Fen,
    rules: Rules, waitedDayCount: Int = 0, risk: RiskVerdict? = nil,
    registers: RegisterCheck = RegisterCheck()
) -> Decision {
    var refusals: [Reason] = []
    switch match {
    case .waiting(let missing):
        if let max = rules.documentWaitDayCountMax, waitedDayCount > max {
            return Decision(
                status: .rejected, reasons: [.waitIsOver(missing, after: max, rules: rules)])
        }
        return Decision(status: .submitting, reasons: Reason.waiting(for: missing, inventory))
    case .matched: break
    case .mismatched(let mismatches): refusals = mismatches.map(Reason.init)
    }
    if guarantor(of: inventory) == nil { refusals.append(.unknownGuarantor) }
    if let tax { addRefusals(&refusals, tax, inventory, guaranteeFree, rules) }
    refusals += registers.refusals
    guard refusals.isEmpty else { return Decision(status: .rejected, reasons: refusals) }
    let doubts = registers.doubts + (risk?.reasons ?? [])
    guard let tax else {
        return Decision(status: .underReview, reasons: [.taxNotAssessed] + doubts)
    }
    guard tax.issues.isEmpty, tax.route == .composite || tax.route == .fullTax else {
        return Decision(
            status: .underReview, reasons: Reason.review(of: tax) + doubts,
            allowance: tax.limits.allowance, tax: tax.total)
    }
    var status = risk?.action.status ?? .released
    if status == .released, !registers.doubts.isEmpty { status = .underReview }
    return Decision(
        status: status, reasons: status == .released ? Reason.released : doubts,
        allowance: tax.limits.allowance, tax: tax.total)
}

extension RiskAction {
    /// Where a list stands that nothing but the screening keeps from release. What is held stays in
    /// manual review, and its reasons say so to officers; the standard's 600 is an officer's act.
    var status: ReturnStatus {
        switch self {
        case .pass: .released
        case .documentReview, .hold: .underReview
        case .inspect: .inspection
        }
    }
}

/// Adds what the tax assessment and the guarantee say against the list.
private func addRefusals(
    _ refusals: inout [Reason], _ tax: TaxAssessment, _ inventory: Inventory,
    _ guaranteeFree: Fen, _ rules: Rules
) {
    if tax.issues.contains(where: { $0.kind == .amountOutOfRange }) {
        refusals.append(.amountOutOfRange)
    }
    if tax.limits.isOverTransaction {
        refusals.append(.overTransaction(inventory, tax: tax, rules: rules))
    }
    if tax.limits.isOverYear { refusals.append(.overYear(tax.limits, rules: rules)) }
    if !guaranteeCovers(tax.total, free: guaranteeFree) {
        refusals.append(.guaranteeShort(tax: tax.total, free: guaranteeFree))
    }
}
