import ZoneCore
import ZoneRules
import ZoneStore

/// Which decided import lists have their payment data asked for without an officer: those that screening held for a rule
/// of transaction safety, and those that the day's seed draws.
extension Zone {
    /// Most events of the journal looked through in one go.
    static let paymentScanCountMax = 5_000
    /// Most requests made in one go.
    static let paymentSelectionCountMax = 100
    /// What holds a list: review, inspection, suspension.
    private static let heldStatuses: Set<Int64> = [300, 500, 600]

    /// Looks through what was decided since the last time; gives how many requests were made. A zone that begins begins
    /// with what is decided from then on.
    @discardableResult
    public func selectPaymentRequests() throws -> Int {
        guard let place = try store.paymentSelection() else {
            try store.keepPaymentSelection(try store.journalEnd())
            return 0
        }
        let rows = try store.journal(
            from: place.seq, recipient: nil, eventCount: place.index + Self.paymentScanCountMax)
        var (reached, count) = (place, 0)
        for row in rows {
            let start = row.seq == place.seq ? place.index : 0
            for index in start..<max(start, row.events.count) {
                guard count < Self.paymentSelectionCountMax else { break }
                if try select(row.events[index], decidedAt: Timestamp(ms: row.atMs)) { count += 1 }
                reached = JournalPlace(seq: row.seq, index: index + 1)
            }
            guard count < Self.paymentSelectionCountMax else { break }
        }
        if reached != place { try store.keepPaymentSelection(reached) }
        return count
    }

    /// Makes a request where the event decides a list that is to be asked about, and none was made before.
    private func select(_ event: JournalEvent, decidedAt: Timestamp) throws -> Bool {
        let isHeld = Self.heldStatuses.contains(event.status)
        guard event.receipt == 622, isHeld || event.status == 800,
            let index = ReceiptFields.names(622).firstIndex(of: "invtNo"),
            event.texts.count > index + 1,
            let id = DeclarationNumbers.id(invtNo: event.texts[index + 1]),
            let rules = ruleBook.paymentDataRules(on: decidedAt.day)
        else { return false }
        let row = try store.declaration(id)
        guard let row, !row.isExport else { return false }
        if isHeld, rules.isAskedByRule {
            let hits = try risk(of: "\(row.ebpCode):\(row.orderNo)")?.findings.map(\.rule) ?? []
            let about = hits.filter { $0.hasPrefix("transaction.") }
            if !about.isEmpty {
                return try make(.rule, for: row, reason: about.joined(separator: ", "), rules)
            }
        }
        guard let secret = settings.secret, let rate = rules.sampleRate else { return false }
        let day = Timestamp(ms: row.receivedMs).day
        let draw = ControlSample(secret: secret, day: day)
            .paymentDraw(DeclarationNumbers.preNo(row))
        guard draw.isBelow(rate) else { return false }
        return try make(.sample, for: row, reason: "payment-data.sample-rate", rules)
    }

    private func make(
        _ origin: PaymentRequest.Origin, for row: DeclarationRow, reason: String,
        _ rules: PaymentDataRules
    ) throws -> Bool {
        try askForPayment(
            platform: row.ebpCode, orderNo: row.orderNo, origin: origin, reason: reason,
            actor: "", dueHours: rules.dueHours
        ).isNew
    }
}
