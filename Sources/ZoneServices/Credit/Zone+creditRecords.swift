public import ZoneCore
import ZoneRules
import ZoneStore

/// Writing the credit of enterprises. Each call is one transaction; the same record again changes
/// nothing and answers as before. Days of knowledge, answers and ends are the zone's.
extension Zone {
    /// Longest text of a record, bytes.
    public static let creditTextByteCountMax = 2_000
    /// Earliest day an event or an entry can have.
    static let creditFirstDay = Day(number: 0)

    /// Records an event; `known` is today whatever it says. True where it is new.
    @discardableResult
    public func recordCreditEvent(
        _ event: CreditEvent, of enterprise: SocialCreditCode, by actor: String
    ) throws -> Bool {
        let today = today
        try check(id: event.id, actor: actor, texts: [("evidence", event.evidence)], event.note)
        guard creditRules.kind(event.kind) != nil else { throw CreditError.unknownKind }
        guard (Self.creditFirstDay...today).contains(event.happened) else {
            throw CreditError.refused("happened", Self.creditFirstDay...today)
        }
        return try add(to: enterprise, by: actor) { file in
            if let old = file.events.first(where: { $0.id == event.id }) {
                return old.isSame(as: event) ? nil : .conflict
            }
            guard file.events.count < CreditFile.recordCountMax else { throw CreditError.full }
            if let old = event.supersedes {
                guard file.events.contains(where: { $0.id == old }) else {
                    throw CreditError.refused(field: "supersedes", expected: "events[].id")
                }
                if file.events.contains(where: { $0.supersedes == old }) { return .conflict }
            }
            var event = event
            event.known = today
            return .new(.event(event))
        }
    }

    /// Opens a dispute or asks for a repair; day and clock are the zone's. True where it is new.
    @discardableResult
    public func openCreditCase(
        _ one: CreditCase, of enterprise: SocialCreditCode, by actor: String
    ) throws -> Bool {
        let today = today
        try check(id: one.id, actor: actor, texts: [("ground", one.ground)], one.evidence)
        guard (one.rectified != nil) == (one.kind == .repair) else {
            throw CreditError.refused(field: "rectified", expected: "YYYY-MM-DD")
        }
        let rules = creditRules
        return try add(to: enterprise, by: actor) { file in
            if let old = file.cases.first(where: { $0.kind == one.kind && $0.id == one.id }) {
                return old.isSame(as: one) ? nil : .conflict
            }
            guard file.cases.count < CreditFile.recordCountMax else { throw CreditError.full }
            guard file.events.contains(where: { $0.id == one.event }) else {
                throw CreditError.refused(field: "event", expected: "events[].id")
            }
            let open = file.cases.first {
                $0.kind == one.kind && $0.event == one.event && $0.answer == nil
            }
            if let open { throw CreditError.alreadyOpen(open.id) }
            if let rectified = one.rectified {
                let hindrances = checkRepair(
                    of: one.event, rectified: rectified, hasEvidence: !one.evidence.isEmpty,
                    file: file, on: today, rules: rules)
                guard hindrances.isEmpty else { throw CreditError.hindered(hindrances) }
            }
            var one = one
            one.opened = today
            one.answerBy = rules.answerDay(for: one.kind, opened: today)
            one.answer = nil
            return .new(.opening(one))
        }
    }

    /// Answers a dispute or a repair, today. True where it is new.
    @discardableResult
    public func answerCreditCase(
        _ id: String, of enterprise: SocialCreditCode, _ outcome: CreditCase.Outcome,
        reason: String, by actor: String
    ) throws -> Bool {
        let today = today
        try check(id: id, actor: actor, texts: [("reason", reason)])
        let rules = creditRules
        return try add(to: enterprise, by: actor) { file in
            guard let one = file.cases.first(where: { $0.kind == outcome.kind && $0.id == id })
            else { throw CreditError.notFound }
            if let old = one.answer {
                return old.outcome == outcome && old.reason == reason ? nil : .conflict
            }
            if outcome == .lifted, let rectified = one.rectified {
                let hindrances = checkRepair(
                    of: one.event, rectified: rectified, hasEvidence: !one.evidence.isEmpty,
                    file: file, on: today, rules: rules)
                guard hindrances.isEmpty else { throw CreditError.hindered(hindrances) }
            }
            return .new(.answer(.init(day: today, outcome: outcome, reason: reason), to: id))
        }
    }

    /// Puts an enterprise on a list; `known` is today whatever it says. True where it is new.
    @discardableResult
    public func list(
        _ entry: CreditListing, _ enterprise: SocialCreditCode, by actor: String
    ) throws -> Bool {
        let today = today
        try check(
            id: entry.id, actor: actor, texts: [("reason", entry.reason), ("source", entry.source)])
        guard (Self.creditFirstDay...today.adding(days: 3_653)).contains(entry.from) else {
            throw CreditError.refused("from", Self.creditFirstDay...today.adding(days: 3_653))
        }
        if let to = entry.to, to < entry.from {
            throw CreditError.refused(field: "to", expected: ">= from")
        }
        return try add(to: enterprise, by: actor) { file in
            if let old = file.listings.first(where: { $0.id == entry.id }) {
                return old.isSame(as: entry) ? nil : .conflict
            }
            guard file.listings.count < CreditFile.recordCountMax else { throw CreditError.full }
            var entry = entry
            entry.known = today
            entry.ending = nil
            return .new(.listing(entry))
        }
    }

    /// Takes an enterprise off a list, from today on. True where it is new.
    @discardableResult
    public func unlist(
        _ id: String, _ enterprise: SocialCreditCode, reason: String, by actor: String
    ) throws -> Bool {
        let today = today
        try check(id: id, actor: actor, texts: [("reason", reason)])
        return try add(to: enterprise, by: actor) { file in
            guard let entry = file.listings.first(where: { $0.id == id }) else {
                throw CreditError.notFound
            }
            if let old = entry.ending { return old.reason == reason ? nil : .conflict }
            return .new(.ending(.init(day: today, reason: reason), of: id))
        }
    }

    // MARK: Parts

    /// What a look at the file says of a record; nil where it is there already.
    private enum Verdict {
        case new(CreditRecord)
        case conflict
    }

    private func add(
        to enterprise: SocialCreditCode, by actor: String,
        _ judge: (CreditFile) throws -> Verdict?
    ) throws -> Bool {
        var isNew = false
        _ = try store.addCredit(enterprise, by: CreditWriter(actor: actor, at: now)) { file in
            switch try judge(file) {
            case nil: return nil
            case .conflict: throw CreditError.conflict
            case .new(let record):
                isNew = true
                return record
            }
        }
        if isNew { creditDesk.forget(enterprise) }
        return isNew
    }

    private func check(
        id: String, actor: String, texts: [(field: String, text: String)], _ optional: String = ""
    ) throws(CreditError) {
        guard isCreditID(id) else {
            throw .refused(field: "id", expected: "1...64 A-Z a-z 0-9 . - _")
        }
        for (field, text) in texts + [("by", actor)] {
            let sizes = 1...Self.creditTextByteCountMax
            guard sizes.contains(text.utf8.count) else {
                throw .refused(field, byteCounts: sizes)
            }
        }
        let sizes = 0...Self.creditTextByteCountMax
        guard sizes.contains(optional.utf8.count) else { throw .refused("note", byteCounts: sizes) }
    }
}

extension CreditEvent {
    /// Whether a sender said the same; the day of knowledge is the zone's.
    fileprivate func isSame(as other: CreditEvent) -> Bool {
        var other = other
        other.known = known
        return self == other
    }
}

extension CreditCase {
    /// Whether a sender asked the same; day, clock and answer are the zone's.
    fileprivate func isSame(as other: CreditCase) -> Bool {
        var other = other
        other.opened = opened
        other.answerBy = answerBy
        other.answer = answer
        return self == other
    }
}

extension CreditListing {
    /// Whether a sender said the same; the day of knowledge and the end are the zone's.
    fileprivate func isSame(as other: CreditListing) -> Bool {
        var other = other
        other.known = known
        other.ending = ending
        return self == other
    }
}
