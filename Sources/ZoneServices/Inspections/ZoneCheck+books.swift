import ZoneCore
import ZoneRules
import ZoneStore

extension ZoneCheck {
    private static let upstream = CheckParameter(
        "upstream", zh: "上级节点", en: "upstream node", .text(200))

    /// Differences between the three stocks that stay open.
    static let stockDiscrepancies = ZoneCheck(
        "stock.discrepancies", zh: "库存差异逾期未处理", en: "Stock discrepancies open too long",
        [
            CheckParameter("days", zh: "天数", en: "days", .whole(0...3_660)),
            CheckParameter("account", zh: "账册", en: "account", .text(64), standard: "all"),
        ]
    ) { zone, values in
        let account = values.text("account")
        let untilMs = zone.now.ms - Int64(values.whole("days")) * 86_400_000
        var outcome = CheckOutcome()
        let rows = try zone.discrepancies(
            of: account == "all" ? nil : account, countMax: CheckOutcome.countMax)
        for row in rows where row.since.ms <= untilMs {
            let (book, declared) = (row.book.description, row.declared.description)
            let physical = row.physical?.description ?? "-"
            outcome.add(
                CheckCase(
                    "\(row.key.account) \(row.key.item) \(row.key.unit)",
                    zh: "自\(row.since.iso8601)起：账面\(book)，申报\(declared)，实盘\(physical)",
                    en: "since \(row.since.iso8601): book \(book), declared \(declared), "
                        + "physical \(physical)"))
        }
        if rows.count == CheckOutcome.countMax, outcome.caseCount == 0 {
            outcome.gap = "> \(CheckOutcome.countMax) discrepancies"
        }
        return outcome
    }

    /// Items whose book is not the sum of its lots.
    static let stockImbalance = ZoneCheck(
        "stock.imbalance", zh: "账册与批次不平", en: "Items whose book is not the sum of its lots", []
    ) { zone, _ in
        var outcome = CheckOutcome()
        for key in try zone.stockImbalances().prefix(CheckOutcome.countMax) {
            outcome.add(
                CheckCase(
                    "\(key.account) \(key.item) \(key.unit)", zh: "账面与批次合计不符",
                    en: "the book differs from its lots"))
        }
        return outcome
    }

    /// Duties to departments that were or are late.
    static let dutiesLate = ZoneCheck(
        "duties.late", zh: "信息义务迟延", en: "Duties to departments delivered late",
        [
            CheckParameter("duty", zh: "义务", en: "duty", .text(64), standard: "all"),
            CheckParameter("days", zh: "回溯天数", en: "days looked back", .whole(0...3_660)),
        ]
    ) { zone, values in
        var outcome = CheckOutcome()
        let duty = values.text("duty")
        let plans = zone.duties.duties.filter { duty == "all" || $0.code == duty }
        if plans.isEmpty { outcome.gap = "no duty \(duty)" }
        let fromMs = zone.now.ms - Int64(values.whole("days")) * 86_400_000
        for plan in plans {
            if let entry = try zone.dutyEntry(plan.code), entry.overdueCount > 0 {
                outcome.add(
                    CheckCase(
                        plan.code, zh: "现有\(entry.overdueCount)条逾期未送达",
                        en: "\(entry.overdueCount) items are overdue now"))
            }
            let late = try zone.store.lateDutyDeliveries(
                plan.code, fromMs: fromMs, countMax: CheckOutcome.keptCountMax)
            for delivery in late {
                let at = Timestamp(ms: delivery.atMs).iso8601
                outcome.add(
                    CheckCase(
                        "\(plan.code) \(delivery.id)", zh: "\(at)送达的有\(delivery.lateCount)条迟延",
                        en: "\(delivery.lateCount) items of the delivery of \(at) were late"))
            }
        }
        return outcome
    }

    /// Messages that went up and got no receipt.
    static let receiptsUnanswered = ZoneCheck(
        "receipts.unanswered", zh: "上级节点逾期未回执", en: "Messages without a receipt from upstream",
        [upstream, CheckParameter("hours", zh: "小时数", en: "hours", .whole(0...87_600))]
    ) { zone, values in
        let name = values.text("upstream")
        var outcome = CheckOutcome()
        guard try zone.upstreams().contains(name) else {
            outcome.gap = "no upstream \(name)"
            return outcome
        }
        for message in try zone.unansweredMessages(
            of: name, hourCount: values.whole("hours"), countMax: CheckOutcome.countMax)
        {
            outcome.add(
                CheckCase(
                    "\(message.messageID)",
                    zh: "\(message.sentAt.iso8601)已送出，\(message.documentCount)份单证无回执",
                    en: "sent \(message.sentAt.iso8601), \(message.documentCount) documents "
                        + "without a receipt"))
        }
        return outcome
    }

    /// Messages that an upstream would not have.
    static let deadLetters = ZoneCheck(
        "gateway.dead-letters", zh: "上级节点退回的报文未处理", en: "Dead letters left lying",
        [upstream, CheckParameter("hours", zh: "小时数", en: "hours", .whole(0...87_600))]
    ) { zone, values in
        let name = values.text("upstream")
        var outcome = CheckOutcome()
        guard try zone.upstreams().contains(name) else {
            outcome.gap = "no upstream \(name)"
            return outcome
        }
        let untilMs = zone.now.ms - Int64(values.whole("hours")) * 3_600_000
        let letters = try zone.deadLetters(of: name, countMax: CheckOutcome.countMax)
        for letter in letters where letter.at.ms <= untilMs {
            outcome.add(
                CheckCase(
                    "\(letter.messageID)", zh: "自\(letter.at.iso8601)起：\(letter.problem)",
                    en: "since \(letter.at.iso8601): \(letter.problem)"))
        }
        return outcome
    }

    /// Disputes and repairs of credit beyond their day.
    static let creditCasesOverdue = ZoneCheck(
        "credit.cases-overdue", zh: "信用异议和修复逾期未答复",
        en: "Disputes and repairs of credit without an answer in time", []
    ) { zone, _ in
        var outcome = CheckOutcome()
        let cases = try zone.openCreditCases()
        for one in cases where one.isOverdue {
            let due = one.one.answerBy?.description ?? "-"
            outcome.add(
                CheckCase(
                    "\(one.enterprise.description) \(one.one.id)", zh: "应于\(due)前答复",
                    en: "an answer was due by \(due)"))
        }
        return outcome
    }
}
