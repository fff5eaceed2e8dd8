import ZoneCore

extension Screening {
    mutating func checkOrders(_ subject: RiskSubject, _ facts: RiskFacts) {
        // Export documents that differ are rejected, and the rule is about what buyers pay.
        if subject.isExport { skip(.amountDiffers) }
        if subject.hasAmountMismatch { hit(.amountDiffers) }
        guard let history = facts.history else {
            skip(.splitting)
            skip(.borrowedIdentity)
            return skip(.resaleRing)
        }
        checkSplitting(subject, history)
        checkIdentity(history)
        checkRing(history)
    }

    /// Several orders that together are over the limit of one, each of some weight.
    private mutating func checkSplitting(_ subject: RiskSubject, _ history: OrderHistory) {
        guard let countMin = limits.splittingOrderCountMin, let max = limits.transactionValueMax,
            let share = limits.splittingAverageShareMin
        else { return skip(.splitting) }
        let count = history.linkedOrderCount + 1
        let (total, overflow) = history.linkedValue.count
            .addingReportingOverflow(subject.value.count)
        guard count >= countMin, overflow || total > max.count,
            Int128(total) * Int128(Rate.partsPerOne)
                >= Int128(max.count) * Int128(share.parts) * Int128(count)
        else { return }
        hit(.splitting) { hit in
            hit.observed = count
            hit.limit = countMin
            hit.observed2 = total
            hit.limit2 = max.count
        }
    }

    /// One ID number with many telephones, addresses or payers.
    private mutating func checkIdentity(_ history: OrderHistory) {
        guard let telephoneMin = limits.identityTelephoneCountMin,
            let addressMin = limits.identityAddressCountMin,
            let payerMin = limits.identityPayerCountMin
        else { return skip(.borrowedIdentity) }
        count(.borrowedIdentity, .telephone, history.telephoneCount, telephoneMin)
        count(.borrowedIdentity, .address, history.addressCount, addressMin)
        count(.borrowedIdentity, .payer, history.payerCount, payerMin)
    }

    /// One address, telephone or payer with many ID numbers.
    private mutating func checkRing(_ history: OrderHistory) {
        guard let addressMin = limits.ringAddressBuyerCountMin,
            let telephoneMin = limits.ringTelephoneBuyerCountMin,
            let payerMin = limits.ringPayerBuyerCountMin
        else { return skip(.resaleRing) }
        count(.resaleRing, .address, history.addressBuyerCount, addressMin)
        count(.resaleRing, .telephone, history.telephoneBuyerCount, telephoneMin)
        count(.resaleRing, .payer, history.payerBuyerCount, payerMin)
    }

    private mutating func count(
        _ id: RiskRuleID, _ what: RiskWord, _ count: Int64, _ countMin: Int64
    ) {
        guard count >= countMin else { return }
        hit(id) { hit in
            hit.what = what
            hit.observed = count
            hit.limit = countMin
        }
    }

    /// An ID number that is suddenly used from another address and telephone, with the year nearly
    /// used up.
    mutating func checkAllowance(_ facts: RiskFacts) {
        guard let history = facts.history, let yearAfter = facts.yearAfter,
            let max = limits.yearlyValueMax, let share = limits.theftYearShareMin
        else { return skip(.allowanceTheft) }
        let limit = Int64(clamping: Int128(max.count) * Int128(share.parts) / 100_000)
        guard history.isElsewhere, yearAfter.count >= limit else { return }
        hit(.allowanceTheft) { hit in
            hit.observed = yearAfter.count
            hit.limit = limit
            hit.observed2 = history.buyerOrderCount
        }
    }

    /// A price far from the median of recent ones, both by factor and by their usual distance.
    mutating func checkPrices(_ facts: RiskFacts) {
        guard let prices = facts.prices, let countMin = limits.priceSampleCountMin,
            let deviations = limits.priceDeviationCountMin, let factor = limits.priceFactorMin
        else { return skip(.priceOutlier) }
        for price in prices where price.sampleCount >= countMin {
            let steps = Int64(LogPrice.steps(of: UInt64(max(1, factor))))
            guard price.distance >= max(steps, price.deviation * deviations) else { continue }
            hit(.priceOutlier) { hit in
                hit.gnum = price.gnum
                hit.what = price.isOfItem ? .item : .code
                hit.observed = price.price.fen.count
                hit.limit = price.median.fen.count
                hit.observed2 = price.sampleCount
                hit.limit2 = factor
            }
        }
    }
}
