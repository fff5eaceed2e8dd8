public import ZoneCore
import ZoneRules
import ZoneStore

/// Why something of a case was not taken. Nothing was stored.
public enum CaseError: Error, Hashable, Sendable {
    /// There is no such case or document.
    case notFound
    /// The case refused it.
    case refused(CaseRefusal)
}

/// What the books of plans and of approvals have in common.
extension Zone {
    /// The last of so many working days after today.
    func lastDay(workingDays: Int) -> Day {
        ruleBook.rules(on: today).calendar.day(workingDays: workingDays, after: today)
    }

    /// What is wrong with who acts, and for whom.
    func actingProblems(by actor: String, for body: String) -> [FilingProblem] {
        textProblems("by", actor) + bodyProblems("body", [body])
    }

    /// What is wrong with codes of bodies.
    func bodyProblems(
        _ field: String, _ codes: [String], level: GoverningBody.Level? = nil
    ) -> [FilingProblem] {
        codes.compactMap { code in
            guard let body = governance.body(code) else {
                return FilingProblem(
                    field: field, value: code, zh: "部门编码不在bodies表中，见GET /v1/bodies。",
                    en: "No row of the table of bodies has this code: GET /v1/bodies.")
            }
            guard let level, body.level != level else { return nil }
            return FilingProblem(
                field: field, value: code,
                zh: "应为\(level.rawValue)级部门，该部门为\(body.level.rawValue)级。",
                en: "It has to be of level \(level.rawValue); this one is \(body.level.rawValue).")
        }
    }

    /// What is wrong with numbers of documents of a case.
    func documentProblems(
        _ numbers: [Int64], _ book: CaseBook, _ id: String
    ) throws -> [FilingProblem] {
        guard !numbers.isEmpty else { return [] }
        let known = Set(try store.caseDocuments(book, id).map(\.id))
        var problems = numbers.filter { !known.contains($0) }.map {
            FilingProblem(
                field: "documents", value: String($0), zh: "没有该编号的文件，请先上传。",
                en: "There is no such document; send it first.")
        }
        if numbers.count > PlanEvidence.documentCountMax {
            problems.append(
                FilingProblem(
                    field: "documents", value: String(numbers.count),
                    zh: "不得超过\(PlanEvidence.documentCountMax)份。",
                    en: "There can be \(PlanEvidence.documentCountMax) at most."))
        }
        return problems
    }

    /// Adds to a case what `decide` says, in one transaction; what the case refuses becomes a ``CaseError``.
    func addEvents<Record: CaseRecord>(
        _ type: Record.Type, _ id: String, _ decide: (Record) throws -> [CaseEvent<Record.Act>]
    ) throws -> Record {
        do {
            return try store.addCaseEvents(type, id, decide)
        } catch let refusal as CaseRefusal {
            throw CaseError.refused(refusal)
        }
    }

    /// Cases of a book by id, after one.
    public func cases(
        _ book: CaseBook, zone: String? = nil, state: String? = nil, after id: String? = nil,
        countMax: Int
    ) throws -> [CaseRow] {
        try store.cases(book, zone: zone, state: state, after: id, countMax: countMax)
    }

    /// Keeps a PDF, PNG or JPEG of a case; the same content again is not kept twice. The limits are those of enterprises.
    public func addDocument(
        _ content: [UInt8], kind: String, name: String, to book: CaseBook, _ id: String,
        by actor: String
    ) throws -> (id: Int64, isNew: Bool) {
        try keepDocument(content, kind: kind, name: name, by: actor) { document, limits in
            try store.addCaseDocument(
                document, content: content, book, id, countMax: limits.documentCountMax,
                totalByteCountMax: limits.documentTotalByteCountMax)
        }
    }

    /// The documents of a case, oldest first.
    public func documents(of book: CaseBook, _ id: String) throws -> [EnterpriseDocument] {
        try store.caseDocuments(book, id)
    }

    /// One document with its content; nil where the case has none of that number.
    public func document(
        _ number: Int64, of book: CaseBook, _ id: String
    ) throws -> (document: EnterpriseDocument, content: [UInt8])? {
        try store.caseDocument(number, book, id)
    }
}

extension CaseError {
    /// Values that are not as they have to be.
    static func invalid(_ problems: [FilingProblem]) -> CaseError { .refused(.invalid(problems)) }
}
