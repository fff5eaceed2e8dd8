import ZoneCore
import ZoneRules
import ZoneStore

/// Screens the declarations of clearance sessions: gathers facts, lets the rules judge, and remembers what was taken.
/// The writer's thread has the one that remembers; nothing else touches it.
final class RiskDesk {
    /// Where facts come from.
    enum Source {
        /// From the documents alone: for trial runs. What others did, and draws, they do not tell, so that nobody can
        /// try out where the thresholds are.
        case documents
        /// From recent declarations. With a secret there are draws too, and grades for them; with a list denied parties.
        case memory(
            RiskMemory, secret: [UInt8]?, parties: DeniedParties?, credit: CreditDesk)
        /// From what was kept with the decisions, by the declaration's number: for history that is decided again.
        case records((Int64) throws -> [UInt8])
    }

    /// A declaration that was screened.
    struct Screening {
        var verdict: RiskVerdict
        fileprivate var result: RiskResult
        fileprivate var inForce: RiskRuleSet
        fileprivate var day: Day
        fileprivate var kept: Kept

        fileprivate enum Kept {
            case nothing
            /// Without a trace for exports, of which the memory keeps nothing.
            case facts(RiskFacts, RiskTrace?)
            case record(RiskRecord)
        }
    }

    private let source: Source
    private var parties: DeniedParties?
    private var memo = ScreeningMemo()
    private var sample: ControlSample?
    /// How often rules hit, of what was committed.
    private(set) var counts = RiskCounts()
    private var newCounts = RiskCounts()

    init(_ source: Source = .documents) {
        self.source = source
        if case .memory(_, _, let parties, _) = source { self.parties = parties }
    }

    /// Screens a declaration whose documents are all there; `yearAfter` is the buyer's year with it, of imports, and
    /// `declarant` the enterprise that declares, where the zone knows it.
    func screen(
        _ row: DeclarationRow, _ subject: RiskSubject, yearAfter: Fen?,
        declarant: SocialCreditCode?, signature: SignatureRow?, rules: RiskRules
    ) throws -> Screening {
        var facts = RiskFacts()
        facts.signature = signature.flatMap { SignatureFact(rawValue: UInt8(clamping: $0.outcome)) }
        facts.certificateDayCount = signature?.certificateUntil.map {
            Int64($0.number) - Int64(subject.day.number)
        }
        var kept = Screening.Kept.nothing
        switch source {
        case .documents: break
        case .memory(let memory, let secret, _, let credit):
            let trace = subject.isExport ? nil : memory.trace(of: subject)
            if let trace {
                memory.addFacts(about: trace, rules.limits, to: &facts)
                facts.yearAfter = yearAfter
                facts.parties = parties?.facts(about: subject, rules.limits)
            }
            if let secret {
                let sample = sample(of: subject.day, secret: secret)
                let number = DeclarationNumbers.preNo(row)
                facts.draws = sample.draws(number)
                facts.credit = try declarant.flatMap { declarant in
                    try credit.grade(of: declarant, on: subject.day).map {
                        CreditFact(grade: $0, draw: sample.creditDraw(number))
                    }
                }
            }
            kept = .facts(facts, trace)
        case .records(let record):
            // Those that the row has are of earlier decisions.
            let earlierCount = RiskRecord.records(in: row.risk).count
            let records = RiskRecord.records(in: try record(row.id)).dropFirst(earlierCount)
            if let record = records.first {
                facts = record.facts
                kept = .record(record)
            }
        }
        let result = ZoneRules.screen(subject, facts: facts, rules: rules, memo: &memo)
        return Screening(
            verdict: RiskVerdict(result, rules), result: result,
            inForce: rules.inForce, day: subject.day, kept: kept)
    }

    private func sample(of day: Day, secret: [UInt8]) -> ControlSample {
        if let sample, sample.day == day { return sample }
        let fresh = ControlSample(secret: secret, day: day)
        sample = fresh
        return fresh
    }

    /// Remembers a declaration that was not rejected, and adds what is kept with it to its row.
    func remember(_ screening: Screening, in row: inout DeclarationRow) {
        switch screening.kept {
        case .nothing: return
        case .record(let record): record.append(to: &row.risk)
        case .facts(let facts, let trace):
            guard case .memory(let memory, _, _, _) = source else { return }
            if let trace { memory.note(trace) }
            newCounts.add(screening.result, inForce: screening.inForce)
            RiskRecord(
                number: trace == nil ? 0 : memory.noteCount, facts: facts,
                trace: trace ?? RiskTrace(on: screening.day)
            ).append(to: &row.risk)
        }
    }

    /// After the commit: what was remembered stays.
    func commit() {
        guard case .memory(let memory, _, _, _) = source else { return }
        memory.commit()
        counts = newCounts
    }

    /// After a failure: what was remembered since the last commit never was.
    func rollback() {
        guard case .memory(let memory, _, _, _) = source else { return }
        memory.rollback()
        newCounts = counts
    }
}
