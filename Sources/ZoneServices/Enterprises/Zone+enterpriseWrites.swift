public import ZoneCore
import ZoneRules
import ZoneStore

/// Writing what enterprises file and what departments decide. Each call is one transaction; the day
/// and the time are the zone's.
extension Zone {
    /// Longest name of a person or a department, and longest reason, bytes.
    public static let enterpriseTextByteCountMax = 1_000

    /// Saves a draft, or begins a new version beside the one that stands; with `submits` hands it in
    /// too. The same content again changes nothing.
    @discardableResult
    public func saveFiling(
        _ filing: EnterpriseFiling, of code: SocialCreditCode, by actor: String,
        submits: Bool = false
    ) throws -> EnterpriseRecord {
        let problems = problems(of: filing, by: actor, submits: submits)
        guard problems.isEmpty else { throw EnterpriseError.invalid(problems) }
        let now = now
        return try addEvents(to: code) { record in
            var events: [EnterpriseEvent] = []
            if (record.pending ?? record.standing())?.filing != filing {
                events.append(EnterpriseEvent(act: .save(filing), at: now, actor: actor))
            }
            if submits, !events.isEmpty || record.pending?.state == .draft {
                events.append(EnterpriseEvent(act: .submit, at: now, actor: actor))
            }
            return events
        }
    }

    /// Everything that keeps a filing from being saved or, with `submits`, from being handed in today.
    public func problems(
        of filing: EnterpriseFiling, by actor: String, submits: Bool
    ) -> [FilingProblem] {
        let problems =
            submits
            ? checkFiling(filing, rules: ruleBook.rules(on: today)) : checkFilingForm(filing)
        return problems + textProblems("by", actor)
    }

    /// Takes a step of a filing's life other than saving it.
    @discardableResult
    public func actOnEnterprise(
        _ code: SocialCreditCode, _ act: EnterpriseAct, by actor: String, department: String = ""
    ) throws -> EnterpriseRecord {
        var problems = textProblems("by", actor) + reasonProblems(of: act)
        if act.isReviewers || !department.isEmpty {
            problems += textProblems("department", department)
        }
        if case .approve(_, let from, let until?) = act, until < from {
            problems.append(
                FilingProblem(
                    field: "until", value: until.description, zh: "不得早于起始日期\(from)。",
                    en: "It can't be before the first day, \(from)."))
        }
        if case .save = act {
            preconditionFailure("a filing is saved by saveFiling")
        }
        guard problems.isEmpty else { throw EnterpriseError.invalid(problems) }
        let event = EnterpriseEvent(act: act, at: now, actor: actor, department: department)
        let rules = ruleBook.rules(on: today)
        return try addEvents(to: code) { record in
            guard record.eventCount > 0 else { throw EnterpriseError.notFound }
            if case .submit = act, let pending = record.pending, pending.state == .draft {
                let problems = checkFiling(pending.filing, rules: rules)
                guard problems.isEmpty else { throw EnterpriseError.invalid(problems) }
            }
            return [event]
        }
    }

    private func addEvents(
        to code: SocialCreditCode, _ decide: (EnterpriseRecord) throws -> [EnterpriseEvent]
    ) throws -> EnterpriseRecord {
        do {
            let (revision, record) = try enterpriseErrors {
                try store.addEnterpriseEvents(
                    code, lastDay: { ZoneRules.lastDay(of: $0, in: $1) }, decide)
            }
            enterpriseDesk.take(record, revision: revision)
            return record
        } catch let taken as CustomsCodeTaken {
            throw EnterpriseError.field(
                "customsCode", taken.customsCode, zh: "该海关注册编码已属于另一家已备案企业。",
                en: "Another enterprise that is registered has this customs code.")
        }
    }

    /// What is wrong with a text that has to be there.
    func textProblems(_ field: String, _ text: String) -> [FilingProblem] {
        let isText =
            (1...Self.enterpriseTextByteCountMax).contains(text.utf8.count)
            && text.contains { $0 != " " }
        guard !isText else { return [] }
        return [
            FilingProblem(
                field: field, value: text, zh: "应为1至\(Self.enterpriseTextByteCountMax)字节的文字。",
                en: "It has 1 to \(Self.enterpriseTextByteCountMax) bytes of text.")
        ]
    }

    private func reasonProblems(of act: EnterpriseAct) -> [FilingProblem] {
        switch act {
        case .sendBack(let reasons), .refuse(_, let reasons):
            guard (1...ReviewReason.countMax).contains(reasons.count) else {
                return [
                    FilingProblem(
                        field: "reasons", value: String(reasons.count),
                        zh: "应说明1至\(ReviewReason.countMax)条理由。",
                        en: "It needs 1 to \(ReviewReason.countMax) reasons.")
                ]
            }
            return reasons.flatMap {
                textProblems("reasons.zh", $0.zh) + textProblems("reasons.en", $0.en)
                    + ($0.field.isEmpty ? [] : textProblems("reasons.field", $0.field))
            }
        case .suspend(_, let reason), .resume(_, let reason), .end(let reason):
            return textProblems("reason", reason)
        case .save, .submit, .take, .approve: return []
        }
    }
}

extension EnterpriseAct {
    /// Whether a department's reviewer does it.
    var isReviewers: Bool {
        switch self {
        case .take, .sendBack, .approve, .refuse, .suspend, .resume: true
        case .save, .submit, .end: false
        }
    }
}
