import Crypto
import Foundation
import Logging
import Synchronization
import ZoneCore
import ZoneRules
import ZoneStore

/// Takes batches of submissions through one transaction each, and answers after the commit.
final class IntakeWriter: Sendable {
    private let store: SQLiteStore
    private let ruleDesk: RuleDesk
    private let registers: EnterpriseDesk
    /// What history says of the registers so far.
    private let noted = Mutex(Registers())
    private let settings: ZoneSettings
    private let clock: @Sendable () -> Timestamp
    private let logger: Logger
    private let rules = Mutex<(revision: Int, rules: Rules)?>(nil)
    private let counters = Mutex<[String: Int]>(["receipts": 0])
    private let risk = Mutex(RiskCounts())
    private let isCopying = Atomic<Bool>(false)
    private let isNearlyCopied = Atomic<Bool>(false)
    private let copiedPages = Atomic<Int>(0)

    init(
        store: SQLiteStore, rules: RuleDesk, registers: EnterpriseDesk, settings: ZoneSettings,
        clock: @escaping @Sendable () -> Timestamp, logger: Logger
    ) {
        self.store = store
        ruleDesk = rules
        self.registers = registers
        self.settings = settings
        self.clock = clock
        self.logger = logger
    }

    /// A memory for the writer's thread, with recent declarations in it.
    func makeCache(_ parties: DeniedParties?, _ credit: CreditDesk) -> DossierCache {
        let secret = settings.secret ?? (0..<32).map { _ in UInt8.random(in: 0...255) }
        let memory = RiskMemory(secret: secret, limits: settings.riskLimits)
        do {
            let records = try store.riskRecords(countMax: settings.riskLimits.orderCountMax)
            memory.restore(records.flatMap(RiskRecord.records(in:)))
        } catch {
            logger.error("recent declarations were not read", metadata: ["error": "\(error)"])
        }
        return DossierCache(
            risk: RiskDesk(
                .memory(memory, secret: settings.secret, parties: parties, credit: credit)))
    }

    /// How often risk rules hit since the start.
    var riskCounts: RiskCounts { risk.withLock { $0 } }

    /// What was counted since the start.
    var counts: [String: Int] { counters.withLock { $0 } }

    /// What waited, in its order: runs of messages, and other work between them.
    func process(_ batch: [IntakeQueue.Submission], _ cache: DossierCache) {
        var run: [IntakeQueue.Submission] = []
        for submission in batch {
            guard let work = submission.work else {
                run.append(submission)
                continue
            }
            if !run.isEmpty { take(run, cache) }
            run = []
            work(cache)
        }
        if !run.isEmpty { take(run, cache) }
    }

    /// One batch: one transaction, then the answers. When the batch fails, each submission is tried alone, so
    /// that one bad one does not take the others with it.
    private func take(_ batch: [IntakeQueue.Submission], _ cache: DossierCache) {
        do {
            let answers = try write(batch, cache)
            for (submission, answer) in zip(batch, answers) {
                submission.continuation?.resume(returning: answer)
            }
        } catch  where batch.count > 1 {
            cache.forget()
            logger.warning(
                "batch failed, trying each alone",
                metadata: ["error": "\(error)", "submissions": "\(batch.count)"])
            for submission in batch { take([submission], cache) }
        } catch {
            cache.forget()
            logger.error("submission failed", metadata: ["error": "\(error)"])
            for submission in batch {
                submission.continuation?.resume(returning: .failure(.stopped))
            }
        }
        keepLogShort()
    }

    /// Has the log copied beside the writer each time it grew by a first mark. Beyond a second mark the copy is made
    /// twice, so that hardly anything is left when the writer, which stands still for it, finishes it and begins the
    /// log anew. A log of four times that length is finished whatever is left.
    private func keepLogShort() {
        let pages = store.logPageCount
        let isLong = pages >= settings.logPageCountMax
        if isNearlyCopied.load(ordering: .acquiring) || pages >= 4 * settings.logPageCountMax {
            store.finishLog()
            copiedPages.store(0, ordering: .relaxed)
            isNearlyCopied.store(false, ordering: .relaxed)
        } else if pages - copiedPages.load(ordering: .relaxed) >= settings.checkpointPageCount,
            !isCopying.exchange(true, ordering: .acquiring)
        {
            copiedPages.store(pages, ordering: .relaxed)
            DispatchQueue.global().async { [self] in
                store.copyLog()
                if isLong {
                    store.copyLog()
                    isNearlyCopied.store(true, ordering: .releasing)
                }
                isCopying.store(false, ordering: .releasing)
            }
        }
    }

    private typealias Outcome = Result<[MessageOutcome], SubmitError>

    private func write(
        _ batch: [IntakeQueue.Submission], _ cache: DossierCache
    ) throws -> [Outcome] {
        let now = clock()
        let rules = rules(on: now.day)
        let registers = registers.registers
        var flushed: ClearanceSession<WriteTransaction>?
        let answers = try store.write { transaction, next -> [Outcome] in
            var session = ClearanceSession(
                books: transaction, rules: rules, registers: registers, now: now, next: next,
                isSandbox: settings.isSandbox, cache: cache)
            session.asksForSignatures = settings.signatures != .off
            let first = next.message
            var answers: [Outcome?] = []
            for submission in batch {
                answers.append(
                    submission.isDryRun ? nil : try take(submission, &session, transaction))
            }
            try session.flush(causedBy: first)
            if session.next.message > first {
                let deed = StepRow.Deed.batch(
                    messageFirst: first, messageCount: session.next.message - first)
                try append(deed, at: now, registers, to: transaction)
            }
            next = session.next
            flushed = session
            for (index, submission) in batch.enumerated() where submission.isDryRun {
                var trial = ClearanceSession(
                    books: transaction, rules: rules, registers: registers, now: now, next: next,
                    isSandbox: settings.isSandbox)
                trial.asksForSignatures = session.asksForSignatures
                answers[index] = .success(try submission.messages.map { try trial.take($0) })
            }
            return answers.map { $0 ?? .failure(.stopped) }
        }
        if let flushed {
            noted.withLock { $0 = registers }
            cache.settle(flushed.touched)
            risk.withLock { $0 = cache.risk.counts }
            counters.withLock { $0["receipts", default: 0] += flushed.receiptCount }
        }
        count(batch, answers)
        return answers
    }

    /// Takes one request's messages; its idempotency key is looked up and kept in the same transaction.
    private func take(
        _ submission: IntakeQueue.Submission, _ session: inout ClearanceSession<WriteTransaction>,
        _ transaction: WriteTransaction
    ) throws -> Outcome {
        guard let key = submission.idempotencyKey else {
            return .success(try submission.messages.map { try session.take($0) })
        }
        var hasher = SHA256()
        for message in submission.messages { hasher.update(data: message.digest) }
        let digest = Array(hasher.finalize())
        let stored = try transaction.idempotency(key)?.digest
        let known = session.idempotencyKeys[key] ?? stored
        if let known, known != digest { return .failure(.idempotencyConflict) }
        let answers = try submission.messages.map { try session.take($0) }
        if known == nil {
            session.idempotencyKeys[key] = digest
            try transaction.putIdempotency(
                key, digest: digest, messageFirst: answers.first?.id ?? 0,
                messageCount: Int64(answers.count), atMs: session.now.ms)
        }
        return .success(answers)
    }

    /// What is decided under now. On the writer's thread it stays the same through a transaction.
    private var basisID: Int64 { ruleDesk.basisID }

    /// The rules of a day, as known that day; resolved once a day and book.
    private func rules(on day: Day) -> Rules {
        let current = ruleDesk.current
        return rules.withLock { known in
            if let known, known.revision == current.revision, known.rules.day == day {
                return known.rules
            }
            let fresh = current.book.rules(on: day, knownOn: day)
            known = (current.revision, fresh)
            return fresh
        }
    }

    private func count(_ batch: [IntakeQueue.Submission], _ answers: [Outcome]) {
        counters.withLock { counters in
            counters["commits", default: 0] += 1
            for (submission, answer) in zip(batch, answers) where !submission.isDryRun {
                counters["submissions", default: 0] += 1
                counters["messages", default: 0] += submission.messages.count
                guard case .success(let messages) = answer else { continue }
                for message in messages {
                    counters["repeated_messages", default: 0] += message.isRepeated ? 1 : 0
                    counters["documents", default: 0] += message.documents.count
                    counters["refused_documents", default: 0] +=
                        message.documents.count { $0.isRefused }
                }
            }
        }
    }

    /// Most lists of one look at those that waited too long.
    private static let sweepCountMax: Int64 = 1000

    /// Work between batches: lists that waited too long, and a quiet moment's checkpoint.
    func workBetweenBatches(_ cache: DossierCache, isQuiet: Bool) {
        do {
            let now = clock()
            let rules = rules(on: now.day)
            let registers = registers.registers
            var isNoted = false
            var touched: [Dossier] = []
            try store.write { transaction, next in
                var session = ClearanceSession(
                    books: transaction, rules: rules, registers: registers, now: now, next: next,
                    cache: cache)
                session.asksForSignatures = settings.signatures != .off
                let count = Self.sweepCountMax
                let isAny = try session.sweepOverdue(countMax: count) > 0
                if isAny { try session.flush(causedBy: 0) }
                // Under other rules the same look would find others, so it is noted whatever it found.
                guard isAny || next.message > 1 else { return }
                let deed = StepRow.Deed.sweep(countMax: count)
                try append(deed, at: now, registers, to: transaction)
                isNoted = true
                next = session.next
                touched = session.touched
            }
            if isNoted { noted.withLock { $0 = registers } }
            cache.settle(touched)
            if !touched.isEmpty {
                logger.info("overdue lists looked at", metadata: ["orders": "\(touched.count)"])
            }
            if isQuiet { store.finishLog() }
        } catch {
            cache.forget()
            logger.error("sweep failed", metadata: ["error": "\(error)"])
        }
    }

    /// Adds what was done to the history; before it what the registers said, where that is new.
    private func append(
        _ deed: StepRow.Deed, at now: Timestamp, _ registers: Registers,
        to transaction: WriteTransaction
    ) throws {
        if let news = registers.deed(since: noted.withLock { $0 }) {
            try transaction.append(StepRow(atMs: now.ms, basisID: basisID, deed: news))
        }
        try transaction.append(StepRow(atMs: now.ms, basisID: basisID, deed: deed))
    }

    /// Does what an officer or a site does with a declaration, in a transaction of its own; on the writer's thread.
    func act(
        _ act: DeclarationAct, on declarationID: Int64, _ cache: DossierCache
    ) throws -> ActOutcome {
        let now = clock()
        let rules = rules(on: now.day)
        do {
            var touched: [Dossier] = []
            let outcome = try store.write { transaction, next -> ActOutcome in
                var session = ClearanceSession(
                    books: transaction, rules: rules, now: now, next: next, cache: cache)
                let outcome = try session.act(act, on: declarationID)
                touched = session.touched
                guard case .done = outcome else { return outcome }
                try session.flush(causedBy: 0)
                let deed = StepRow.Deed.act(
                    declarationID: declarationID, event: act.event.rawValue, detail: act.packed)
                try transaction.append(StepRow(atMs: now.ms, basisID: basisID, deed: deed))
                next = session.next
                return outcome
            }
            cache.settle(touched)
            return outcome
        } catch {
            cache.forget()
            throw error
        }
    }

    /// Changes the stock of an account, in a transaction of its own; on the writer's thread.
    func apply(_ order: StockOrder) throws -> StockOutcome {
        let now = clock()
        let rules = rules(on: now.day)
        return try store.write { transaction, next in
            var session = ClearanceSession(
                books: transaction, rules: rules, now: now, next: next)
            let outcome = try session.apply(order)
            guard case .done(isNew: true) = outcome else { return outcome }
            try session.flush(causedBy: 0)
            let deed = StepRow.Deed.stock(account: order.account, detail: order.packed)
            try transaction.append(StepRow(atMs: now.ms, basisID: basisID, deed: deed))
            return outcome
        }
    }

    /// Sets a guarantor's limit.
    func setGuarantee(_ account: GuaranteeAccount) throws -> Bool {
        try store.write { transaction, _ in
            let limit = account.limit.count
            guard try transaction.setGuarantee(account.assureCode, limitFen: limit) else {
                return false
            }
            let deed = StepRow.Deed.guarantee(assureCode: account.assureCode, limitFen: limit)
            try transaction.append(StepRow(atMs: clock().ms, basisID: basisID, deed: deed))
            return true
        }
    }
}
