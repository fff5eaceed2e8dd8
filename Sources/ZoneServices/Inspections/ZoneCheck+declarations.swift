import ZoneCore
import ZoneStore

extension ZoneCheck {
    private static let hours = CheckParameter(
        "hours", zh: "小时数", en: "hours", .whole(0...87_600))
    /// Statuses in which a declaration stands still until somebody does something.
    private static let standingStatuses = [
        "2", "120", "300", "500", "501", "502", "503", "505", "599", "600",
    ]

    /// Declarations that stand in one status for too long.
    static let standing = ZoneCheck(
        "declarations.standing", zh: "清单在同一状态停留过久",
        en: "Declarations that stand in a status too long",
        [
            CheckParameter("status", zh: "状态", en: "status", .word(standingStatuses)), hours,
            CheckParameter(
                "mode", zh: "监管方式", en: "supervision mode", .text(4), standard: "all"),
        ]
    ) { zone, values in
        let status = Int64(values.whole("status"))
        let untilMs = zone.now.ms - Int64(values.whole("hours")) * 3_600_000
        let mode = values.text("mode")
        var scan = DeclarationScan(statuses: [status])
        scan.toMs = untilMs
        var outcome = CheckOutcome()
        try zone.scan(scan, &outcome) { row, outcome in
            let since = History.lastMs(row.history)
            guard since <= untilMs, mode == "all" || row.tradeMode == mode else { return true }
            let at = Timestamp(ms: max(since, row.receivedMs)).iso8601
            return outcome.add(
                CheckCase(
                    row.ebpCode + ":" + row.orderNo, zh: "自\(at)起状态为\(status)",
                    en: "in status \(status) since \(at)"))
        }
        return outcome
    }

    /// Declarations whose wait is over and that nobody settled.
    static let waitOverdue = ZoneCheck(
        "declarations.wait-overdue", zh: "等待单证或退货逾期未处理",
        en: "Waits for documents or returned goods that are overdue",
        [
            CheckParameter(
                "waits", zh: "等待事项", en: "what is waited for", .word(["documents", "returns"])),
            hours,
        ]
    ) { zone, values in
        let isReturns = values.text("waits") == "returns"
        let rows = try zone.store.declarationsWaiting(
            untilMs: zone.now.ms - Int64(values.whole("hours")) * 3_600_000,
            statuses: isReturns ? [800, 899] : [2, 120], countMax: CheckOutcome.countMax)
        var outcome = CheckOutcome()
        for row in rows {
            let due = Timestamp(ms: row.waitsUntilMs).iso8601
            outcome.add(
                CheckCase(
                    row.ebpCode + ":" + row.orderNo,
                    zh: (isReturns ? "退货应于" : "单证应于") + due + "前到齐",
                    en: (isReturns ? "returned goods" : "documents") + " were due by " + due))
        }
        return outcome
    }

    /// Declarations that were released while their platform or shop stood on the black list.
    static let releasedWhileListed = ZoneCheck(
        "declarations.released-while-listed", zh: "企业列入黑名单期间放行的清单",
        en: "Declarations released while the enterprise was on the black list",
        [CheckParameter("days", zh: "回溯天数", en: "days looked back", .whole(1...3_660))]
    ) { zone, values in
        var outcome = CheckOutcome()
        let rows = try zone.store.creditListings(
            on: .black, after: nil, countMax: Zone.checkedListingCountMax + 1)
        if rows.count > Zone.checkedListingCountMax {
            outcome.gap = "> \(Zone.checkedListingCountMax) listings"
        }
        let snapshot = zone.enterpriseDesk.registers.enterprises
        var periods: [String: [CreditListing]] = [:]
        for (enterprise, listing) in rows.prefix(Zone.checkedListingCountMax) {
            // Messages name an enterprise by its customs code; without one nothing can be of it.
            guard let code = snapshot.customsCode(of: enterprise.description) else { continue }
            periods[code, default: []].append(listing)
        }
        var scan = DeclarationScan(statuses: [800, 899])
        scan.fromMs = zone.now.ms - Int64(values.whole("days")) * 86_400_000
        scan.codes = periods.keys.sorted()
        try zone.scan(scan, &outcome) { row, outcome in
            let released = History.entries(row.history).first { $0.status == 800 }?.at
            guard let released,
                let listing = periods[row.ebpCode]?.first(where: {
                    $0.covers(released.day)
                })
            else { return true }
            return outcome.add(
                CheckCase(
                    row.ebpCode + ":" + row.orderNo,
                    zh: "\(released.iso8601)放行，企业自\(listing.from)起列入黑名单（\(listing.id)）",
                    en: "released \(released.iso8601), on the black list since \(listing.from) "
                        + "(\(listing.id))"))
        }
        return outcome
    }
}

extension Zone {
    /// Most entries of a list that a check reads.
    static let checkedListingCountMax = 1_000
    /// Most declarations that one check looks at; the newest, where there are more.
    static let scannedCountMax: Int64 = 20_000_000

    /// Looks at the declarations that a scan asks for, a slice a statement, until `body` has enough.
    func scan(
        _ scan: DeclarationScan, _ outcome: inout CheckOutcome,
        _ body: (DeclarationRow, inout CheckOutcome) -> Bool
    ) throws {
        let newest = try store.newestDeclaration()
        var after = max(0, newest - Self.scannedCountMax)
        if after > 0 { outcome.gap = "> \(Self.scannedCountMax) declarations" }
        while after < newest {
            for row in try store.scan(scan, after: after) {
                guard body(row, &outcome) else { return }
            }
            after += DeclarationScan.sliceCount
        }
    }
}
