import Foundation
public import ZoneCore
import ZoneRules
import ZoneStore

/// Why something about measures was not taken. Nothing was stored.
public enum MeasureError: Error, Hashable, Sendable {
    /// Everything that is wrong.
    case invalid([FilingProblem])
    case notFound
    /// Another one has that id, and is no draft any more.
    case conflict
    /// The step can't be taken in that state.
    case notAllowed(step: String, state: String)
    /// A check or a simulation runs already.
    case busy
    /// The zone has no secret, so it signs nothing.
    case noKey

    init(_ refusal: SimulationRefusal) {
        switch refusal {
        case .busy: self = .busy
        case .draft(let problems):
            self = .invalid(
                problems.map {
                    FilingProblem(field: "rules", value: "", zh: "规则有误：\($0)", en: $0)
                })
        case .draftSize(let fileCountMax, let byteCountMax):
            let most = "<= \(fileCountMax) files, \(byteCountMax) bytes"
            self = .invalid([
                FilingProblem(field: "rules", value: "", zh: "草案过大：\(most)。", en: most)
            ])
        case .failed(let reason):
            self = .invalid([
                FilingProblem(field: "simulation", value: reason, zh: "模拟未能开始。", en: reason)
            ])
        }
    }
}

extension Zone {
    /// Most measures, and steps of one, of an answer.
    public static let measureCountMax = 500

    /// Writes a draft, or changes it; false where it is there as it is. `id` is name and version.
    public func draft(_ text: String, id: String, by actor: String) throws -> Bool {
        var reader = MeasureReader(text)
        let measure = reader.measure()
        var problems = reader.problems
        if let measure { problems += allProblems(of: measure) }
        if let measure, measure.id != id {
            problems.append(
                FilingProblem(
                    field: "id", value: id, zh: "应为名称与版本：\(measure.id)。",
                    en: "Expected name and version: \(measure.id)."))
        }
        problems += wordProblems("by", actor, countMax: 200)
        guard problems.isEmpty, let measure else { throw MeasureError.invalid(problems) }
        return try put(measure, package: "", signer: "", by: actor)
    }

    /// Takes a measure in that another zone gave away: signature, form and content are checked, everything that is wrong is
    /// said at once. False where it is there as it is.
    public func importMeasure(
        _ bytes: [UInt8], key: String, name: String?, by actor: String
    ) throws -> (id: String, isNew: Bool) {
        let file = MeasureFile(bytes, key: key, name: name)
        var problems = file.problems + wordProblems("by", actor, countMax: 200)
        if let measure = file.measure { problems += allProblems(of: measure) }
        guard problems.isEmpty, let measure = file.measure, let package = file.package else {
            throw MeasureError.invalid(problems)
        }
        let isNew = try put(
            measure, package: String(decoding: bytes, as: UTF8.self), signer: package.key,
            by: actor)
        return (measure.id, isNew)
    }

    /// What is wrong with a measure in this zone: its own content, and its rules laid over the zone's book.
    private func allProblems(of measure: Measure) -> [FilingProblem] {
        var problems = measure.problems(register: register)
        do {
            let days = MeasureRules.Term(from: today, to: nil, known: today)
            _ = try MeasureRules(files: measure.rules).overlay(onto: try ruleFiles(), days)
        } catch let error as RuleBookError {
            problems += error.problems.map {
                FilingProblem(
                    field: "rules", value: $0.place, zh: "规则有误：\($0.description)",
                    en: $0.description)
            }
        } catch {
            problems.append(
                FilingProblem(field: "rules", value: "", zh: "\(error)", en: "\(error)"))
        }
        return problems
    }

    private func put(
        _ measure: Measure, package: String, signer: String, by actor: String
    ) throws -> Bool {
        let text = try measure.text
        let digest = hexDigest(Array(text.utf8))
        let isImport = !package.isEmpty
        let changed = try store.changeMeasure(measure.id) { known in
            if let known {
                if known.digest == digest, known.signer == signer { return nil }
                guard known.state.next(on: .edit) != nil else { throw MeasureError.conflict }
                // What another zone signed is not written over here, nor the other way round.
                guard known.signer.isEmpty, !isImport else { throw MeasureError.conflict }
            }
            let row = MeasureRow(
                id: measure.id, digest: digest, content: text, package: package, signer: signer,
                actor: actor, atMs: now.ms)
            return change(
                row, isImport ? .imported : known == nil ? .drafted : .edited,
                measure.titleEn, by: actor)
        }
        return changed != nil
    }

    /// A change with its step and its entry in the audit register.
    func change(
        _ row: MeasureRow, _ kind: MeasureEventKind, _ detail: String, passed: Bool = true,
        result: [UInt8] = [], by actor: String
    ) -> MeasureChange {
        MeasureChange(
            row: row,
            step: MeasureStepRow(
                kind.name, detail, digest: row.digest, hasPassed: passed, result: result,
                actor: actor, atMs: now.ms),
            event: AuditRow(
                atMs: now.ms, kind: kind.rawValue, actor: actor, subject: row.id,
                detail: String("\(detail) SHA-256 \(row.digest)".prefix(500))))
    }

    /// The signed file of a measure, with its name. One that was imported goes on as it came.
    public func measureFile(_ id: String) throws -> (name: String, bytes: [UInt8]) {
        guard let row = try store.measure(id) else { throw MeasureError.notFound }
        var bytes = Array(row.package.utf8)
        if bytes.isEmpty {
            guard let key = reportKey, let signature = try signature(of: Array(row.content.utf8))
            else { throw MeasureError.noKey }
            bytes = try MeasurePackage(
                format: MeasurePackage.format, measure: row.content, algorithm: "Ed25519",
                key: Data(key).base64EncodedString(),
                signature: Data(signature).base64EncodedString()
            ).bytes
        }
        return (MeasurePackage.name(of: bytes), bytes)
    }

    /// Measures by id.
    public func measures() throws -> [MeasureView] {
        try store.measures(countMax: Self.measureCountMax).map { MeasureView($0, []) }
    }

    /// A measure with its steps.
    public func measure(_ id: String) throws -> MeasureView? {
        try store.measure(id).map {
            MeasureView($0, try store.measureSteps(id, countMax: Self.measureCountMax))
        }
    }
}

/// What the audit register tells of measures.
public enum MeasureEventKind: String, CaseIterable, Sendable {
    case drafted = "measure.drafted"
    case edited = "measure.edited"
    case imported = "measure.imported"
    case checked = "measure.checked"
    case simulated = "measure.simulated"
    case staged = "measure.staged"
    case unstaged = "measure.unstaged"
    case adopted = "measure.adopted"
    case rolledBack = "measure.rolledBack"

    /// As a step of the measure.
    var name: String { String(rawValue.dropFirst("measure.".count)) }

    /// The name of a step for people; the step's own where it is none of these.
    public static func name(of step: String) -> (zh: String, en: String) {
        MeasureEventKind(rawValue: "measure." + step)?.texts ?? (step, step)
    }

    private var texts: (zh: String, en: String) {
        switch self {
        case .drafted: ("起草举措", "measure drafted")
        case .edited: ("修改举措草案", "draft of a measure changed")
        case .imported: ("导入举措", "measure imported")
        case .checked: ("检查采用条件", "preconditions of a measure checked")
        case .simulated: ("模拟举措", "measure simulated on the zone's history")
        case .staged: ("举措待采用", "measure staged")
        case .unstaged: ("撤回待采用", "measure taken back to its draft")
        case .adopted: ("采用举措", "measure adopted")
        case .rolledBack: ("退出举措", "measure rolled back")
        }
    }

    /// As the log shows them.
    static let logKinds = allCases.map {
        LogKind(
            name: $0.rawValue, zh: $0.texts.zh, en: $0.texts.en, subject: "measure",
            table: "audit_event")
    }
}

/// A measure as people see it.
public struct MeasureView: Sendable {
    /// Something that was done with it.
    public struct Step: Sendable {
        public var kind: String
        public var detail: String
        /// Whether it was about the content as it is now.
        public var isCurrent: Bool
        public var hasPassed: Bool
        /// What it gave, as JSON; empty for nothing.
        public var result: [UInt8]
        public var actor: String
        public var at: Timestamp
    }

    public var id: String
    public var digest: String
    /// Nil where another program wrote it in a way that this one can't read.
    public var measure: Measure?
    public var signer: String
    public var actor: String
    public var at: Timestamp
    public var state: MeasureState
    public var from: Day?
    public var to: Day?
    public var known: Day?
    /// Newest first.
    public var steps: [Step]

    init(_ row: MeasureRow, _ steps: [MeasureStepRow]) {
        (id, digest, signer, actor) = (row.id, row.digest, row.signer, row.actor)
        measure = try? JSONDecoder().decode(Measure.self, from: Data(row.content.utf8))
        (at, state) = (Timestamp(ms: row.atMs), row.state)
        (from, to, known) = (row.from, row.to, row.known)
        self.steps = steps.map {
            Step(
                kind: $0.kind, detail: $0.detail, isCurrent: $0.digest == row.digest,
                hasPassed: $0.hasPassed, result: $0.result, actor: $0.actor,
                at: Timestamp(ms: $0.atMs))
        }
    }

    /// The newest step of a kind about the content as it is; nil without one.
    func newest(_ kind: MeasureEventKind) -> Step? {
        steps.first { $0.kind == kind.name && $0.isCurrent }
    }
}

extension MeasureView {
    /// What the newest step of a kind about the content as it is gave; nil without one.
    public func newestResult<Value: Decodable>(_ kind: MeasureEventKind) -> Value? {
        newest(kind).flatMap { try? JSONDecoder().decode(Value.self, from: Data($0.result)) }
    }
}
