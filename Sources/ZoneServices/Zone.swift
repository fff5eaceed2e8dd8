import Foundation
public import Logging
import Synchronization
public import ZoneCore
import ZoneMessages
public import ZoneRules
import ZoneStore
import ZoneTrust

/// The zone: takes messages, decides declarations, answers with receipts. The only way in for servers and commands.
public final class Zone: Sendable {
    let store: SQLiteStore
    /// The rule book in force, with the measures that were adopted.
    let ruleDesk: RuleDesk
    var ruleBook: RuleBook { ruleDesk.book }
    var creditRules: CreditRules { ruleDesk.credit }
    let settings: ZoneSettings
    /// Signs the tree of the evidence; nil for a zone without a secret.
    let signer: NoteSigner?
    private let clock: @Sendable () -> Timestamp
    private let queue: IntakeQueue
    private let writer: IntakeWriter
    /// What the registers of enterprises and overseas warehouses say, in memory.
    let enterpriseDesk: EnterpriseDesk
    /// Certificates that enterprises sign by, in memory, and the ways to sign.
    let certificateDesk: CertificateDesk
    let signatureBook: SignatureBook
    let creditDesk: CreditDesk
    let statisticsJob: StatisticsJob
    /// Whether a check of supervision runs.
    let isChecking = Atomic<Bool>(false)
    /// The yearly indicator set and its scoring.
    public let evaluationTable: EvaluationTable
    /// What the statistics show.
    public let indicators: IndicatorTable
    /// All pilot zones.
    public let register: ZoneRegister
    /// Bodies, routes of approvals, and the ladder for what is late.
    public let governance: GovernanceTables
    /// What departments are owed.
    public let duties: DutyCatalogue
    /// What declarants are told about holds and refusals.
    let holdReasons: HoldReasons
    /// How long records are kept that are not kept for ever.
    let retention: RetentionRules
    /// Practices to begin measures with.
    public let measureLibrary: MeasureLibrary
    /// Simulations on the zone's own history.
    public let simulations: Simulations
    /// Accounts, sessions, tokens and the audit register.
    public let access: AccessDesk

    /// Opens the zone's books and starts its writer.
    ///
    /// Throws when the file can't be opened or upgraded, or the rule book or the list of denied parties has problems
    /// (all of them are said).
    public init(
        settings: ZoneSettings, clock: @escaping @Sendable () -> Timestamp = Zone.systemClock,
        logger: Logger = Logger(label: "pilotzone")
    ) throws {
        self.settings = settings
        self.clock = clock
        store = try SQLiteStore(
            path: settings.databasePath, cacheByteCount: settings.cacheByteCount)
        let own = RuleBookFiles.folder(settings.ruleBookPath)
        let files = try own.adopting(Self.adopted(try store.adoptedMeasures()))
        let book = try RuleBook(files: files)
        indicators = try IndicatorTable.folder(settings.indicatorsPath)
        evaluationTable = try EvaluationTable(inputs: indicators.inputs) {
            tableText($0, folder: settings.indicatorsPath)
        }
        register = try ZoneRegister.bundled()
        measureLibrary = try MeasureLibrary.bundled()
        retention = try RetentionRules.bundled()
        holdReasons = try HoldReasons.bundled()
        governance = try GovernanceTables.folder(settings.governancePath)
        duties = try settings.dutiesPath.map(DutyCatalogue.folder) ?? DutyCatalogue.bundled()
        enterpriseDesk = EnterpriseDesk(try Registers(store))
        certificateDesk = try CertificateDesk(try store.certificates())
        signatureBook = try SignatureBook.bundled()
        access = try AccessDesk(
            store: store, settings: settings.access, secret: settings.secret, clock: clock)
        queue = IntakeQueue(settings: settings)
        simulations = Simulations(databasePath: settings.databasePath)
        let basis = Self.basis(of: files, settings, sinceMs: clock().ms)
        ruleDesk = RuleDesk(
            own: own, book: book, basisID: try store.keep(basis, files: files.packed))
        creditDesk = CreditDesk(rules: { [ruleDesk] in ruleDesk.credit }) { [store] in
            try store.creditFile($0)
        }
        writer = IntakeWriter(
            store: store, rules: ruleDesk, registers: enterpriseDesk, settings: settings,
            clock: clock, logger: logger)
        signer = settings.secret.flatMap { NoteSigner(zoneSecret: $0) }
        store.begin(try EvidenceSealer(store: store, signer: signer))
        try store.sealRest(atMs: clock().ms)
        let parties = try settings.deniedPartiesPath.map { path in
            let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
            return DeniedParties(NameIndex(try NameListImport(bytes).list))
        }
        statisticsJob = StatisticsJob(store: store, rules: ruleDesk, logger: logger)
        queue.start(
            intervalMs: settings.sweepIntervalMs,
            makeCache: { [writer, creditDesk] in writer.makeCache(parties, creditDesk) },
            process: { [writer] in writer.process($0, $1) },
            between: { [writer] in writer.workBetweenBatches($0, isQuiet: $1) })
        statisticsJob.start(intervalMs: settings.statisticsIntervalMs) { [writer] in
            writer.counts["commits"] ?? 0
        }
    }

    /// Name and version of the program, as history notes under what was decided.
    public static let program = "pilotzone 0.1.0"

    /// What history notes behind the program where it ran as a sandbox.
    static let sandboxMark = " sandbox"

    /// What is decided under with these files from now on.
    func basis(of files: RuleBookFiles) -> BasisRow {
        Self.basis(of: files, settings, sinceMs: now.ms)
    }

    private static func basis(
        of files: RuleBookFiles, _ settings: ZoneSettings, sinceMs: Int64
    ) -> BasisRow {
        BasisRow(
            sinceMs: sinceMs, program: settings.isSandbox ? program + sandboxMark : program,
            ruleBook: files.digest, messageByteCountMax: Int64(settings.messageByteCountMax))
    }

    /// The time by the zone's clock.
    var now: Timestamp { clock() }

    /// The time of the machine.
    public static let systemClock: @Sendable () -> Timestamp = {
        Timestamp(ms: Int64(Date().timeIntervalSince1970 * 1000))
    }

    /// Takes the messages of one request from bytes to receipts; returns after the durable write.
    ///
    /// The same message again is answered as before and changes nothing. `senders` are the codes of transmitting
    /// enterprises that may be in the messages; nil for all.
    public func submit(
        _ bodies: [[UInt8]], idempotencyKey: String?, senders: [String]? = nil
    ) async throws(SubmitError) -> [MessageAnswer] {
        try await run(bodies, idempotencyKey: idempotencyKey, isDryRun: false, senders: senders)
    }

    /// What ``submit(_:idempotencyKey:senders:)`` would answer now, through the very same pipeline; nothing is stored.
    public func check(
        _ bodies: [[UInt8]], senders: [String]? = nil
    ) async throws(SubmitError) -> [MessageAnswer] {
        try await run(bodies, idempotencyKey: nil, isDryRun: true, senders: senders)
    }

    private func run(
        _ bodies: [[UInt8]], idempotencyKey: String?, isDryRun: Bool, senders: [String]?
    ) async throws(SubmitError) -> [MessageAnswer] {
        guard !bodies.isEmpty, !bodies.contains(where: \.isEmpty) else { throw .empty }
        guard bodies.count <= settings.messageCountMax else {
            throw .tooManyMessages(count: bodies.count, countMax: settings.messageCountMax)
        }
        let source = signatureSource
        let messages = bodies.map {
            prepareMessage($0, settings: settings, signatures: source)
        }
        if let senders {
            // What can't be read belongs to nobody: it is kept, answered, and no receipt tells of it.
            for code in messages.map(\.recipient) where !code.isEmpty && !senders.contains(code) {
                throw .foreignSender(code: code)
            }
        }
        let outcomes = try await queue.submit(
            messages, idempotencyKey: idempotencyKey, isDryRun: isDryRun
        ).get()
        return zip(messages, outcomes).map { $0.answer($1) }
    }

    /// Runs work on the writer's thread, in its turn.
    func perform<T: Sendable>(
        _ work: @escaping @Sendable (IntakeWriter, DossierCache) throws -> T
    ) async throws -> T {
        try await queue.perform { [writer] cache in try work(writer, cache) }
    }

    /// All guarantors' accounts.
    public func guarantees() throws -> [GuaranteeAccount] {
        try store.guarantees().map {
            GuaranteeAccount(
                assureCode: $0.assureCode, limit: Fen($0.limitFen), used: Fen($0.usedFen))
        }
    }

    /// Sets what a guarantor has put up; false when more than that is in use.
    @discardableResult
    public func setGuarantee(_ account: GuaranteeAccount) async throws -> Bool {
        try writer.setGuarantee(account)
    }

    /// Figures of the zone.
    public func figures() throws -> ZoneFigures {
        let counts = try store.dailyCounts(fromDay: 0)
        var figures = ZoneFigures(
            declarationsByStatus: [:], messageCount: Int(try store.messageCount()),
            declarationCount: 0, tax: .zero, dutiable: .zero,
            byHour: Array(repeating: 0, count: 24), day: nil, queueDepth: queue.depth,
            queueDepthMax: settings.queueDocumentCountMax, counters: writer.counts)
        let newest = counts.map(\.day).max()
        figures.day = newest.map { Day(number: Int32($0)) }
        for count in counts {
            figures.declarationsByStatus[Int(count.status), default: 0] +=
                Int(count.declarationCount)
            figures.declarationCount += Int(count.declarationCount)
            let status = ReturnStatus(rawValue: UInt16(clamping: count.status))
            if status?.isReleased ?? false {
                figures.tax += Fen(count.taxFen)
                figures.dutiable += Fen(count.dutiableFen)
            }
            if count.day == newest {
                figures.byHour[Int(count.hour)] += Int(count.declarationCount)
            }
        }
        return figures
    }

    /// How often risk rules hit since the start, over all declarations and over the control sample.
    public var riskCounts: RiskCounts { writer.riskCounts }

    /// Finishes what waits, then closes the books. Nothing can be asked after it.
    public func close() async {
        simulations.stop()
        statisticsJob.stop()
        await queue.stop()
        try? store.close()
    }
}
