/// What can be allowed. Every route of the server names one, and this file says who has it.
public enum Permission: String, CaseIterable, Sendable {
    /// For everybody, without an account.
    case open
    /// One's own session and password.
    case session
    /// What every account may see: figures of the zone, published lists, empty forms.
    case zoneRead = "zone.read"
    case messagesSubmit = "messages.submit"
    case messagesCheck = "messages.check"
    case messagesRead = "messages.read"
    case declarationsRead = "declarations.read"
    /// What a site does with goods; an officer's decision needs `declarationsDecide` as well.
    case declarationsAct = "declarations.act"
    case declarationsDecide = "declarations.decide"
    case receiptsRead = "receipts.read"
    case guaranteesRead = "guarantees.read"
    case guaranteesSet = "guarantees.set"
    case enterprisesList = "enterprises.list"
    case enterprisesRead = "enterprises.read"
    /// Filing and handing in; steps of a review need `enterprisesReview` as well.
    case enterprisesFile = "enterprises.file"
    case enterprisesReview = "enterprises.review"
    /// Certificates that enterprises sign by.
    case certificatesRegister = "certificates.register"
    case creditRead = "credit.read"
    case creditRecord = "credit.record"
    /// Contesting an event or asking for it to be lifted.
    case creditAppeal = "credit.appeal"
    case creditAnswer = "credit.answer"
    case stockRead = "stock.read"
    case stockRegister = "stock.register"
    case stockMove = "stock.move"
    case gatesUse = "gates.use"
    case exportsRead = "exports.read"
    case exportsRegister = "exports.register"
    case riskRead = "risk.read"
    /// Requests for payment data, with what is wrong with the data that came.
    case paymentsRead = "payments.read"
    /// Asking, concluding from findings, and judging addresses.
    case paymentsAsk = "payments.ask"
    /// Filing where a platform is asked.
    case paymentsFile = "payments.file"
    case simulationsRun = "simulations.run"
    /// Looking at what goes upstream, and having it sent again.
    case gatewayOperate = "gateway.operate"
    /// The ledger of duties to departments, without their records.
    case dutiesRead = "duties.read"
    /// The records of a duty; its code is that of the department's account.
    case dutiesFeed = "duties.feed"
    /// All that is kept of one declaration, persons' data with it.
    case caseFilesExport = "case-files.export"
    case statisticsRead = "statistics.read"
    /// Reporting figures and closing periods.
    case statisticsKeep = "statistics.keep"
    /// Inspections, findings with their cases, and major issues.
    case inspectionsRead = "inspections.read"
    /// Planning inspections, opening findings and reporting upward.
    case inspectionsKeep = "inspections.keep"
    /// Saying that a finding is put right.
    case inspectionsRectify = "inspections.rectify"
    /// Pilot measures with their files and effects.
    case measuresRead = "measures.read"
    /// Writing, importing, checking, simulating and staging measures.
    case measuresKeep = "measures.keep"
    /// Putting a measure into the rule book, and taking it out.
    case measuresAdopt = "measures.adopt"
    case plansRead = "plans.read"
    /// Any act on a plan; each needs one of the next six as well, on the body that acts.
    case plansAct = "plans.act"
    case plansDraft = "plans.draft"
    case plansAdvise = "plans.advise"
    case plansGuide = "plans.guide"
    case plansIssue = "plans.issue"
    case plansReport = "plans.report"
    /// Checking evidence and escalating what is late.
    case plansSupervise = "plans.supervise"
    case approvalsRead = "approvals.read"
    /// Any act on a case; each needs one of the next two as well, on the body that acts.
    case approvalsAct = "approvals.act"
    case approvalsFile = "approvals.file"
    /// Opinions, decisions and the follow-up of conditions, for the body that they belong to.
    case approvalsDecide = "approvals.decide"
    case metricsRead = "metrics.read"
    case accountsManage = "accounts.manage"
    case auditRead = "audit.read"
}

/// How far a permission goes.
public enum Reach: String, Sendable {
    /// Not at all.
    case none
    /// What carries one of the principal's own codes.
    case own
    /// Everything.
    case all
}

/// How far a permission goes for each role; none where nothing is said.
struct Reaches {
    var declarant = Reach.none
    var `operator` = Reach.none
    var officer = Reach.none
    var reader = Reach.none
    var evaluator = Reach.none
    var administrator = Reach.none

    static let everyone = Reaches(
        declarant: .all, operator: .all, officer: .all, reader: .all, evaluator: .all,
        administrator: .all)

    subscript(_ role: Role) -> Reach {
        switch role {
        case .declarant: declarant
        case .operator: self.operator
        case .officer: officer
        case .reader: reader
        case .evaluator: evaluator
        case .administrator: administrator
        }
    }
}

extension Permission {
    /// The whole of authorisation: who may do what.
    var reaches: Reaches {
        switch self {
        case .open, .session, .zoneRead: .everyone
        // A platform, or a zone below this one, transmits for others; its token can be narrowed to that.
        case .messagesSubmit: Reaches(declarant: .own, operator: .all)
        case .messagesCheck: Reaches(declarant: .own, operator: .all, officer: .all)
        case .messagesRead, .declarationsRead, .receiptsRead:
            Reaches(declarant: .own, operator: .all, officer: .all)
        case .declarationsAct: Reaches(operator: .all, officer: .all)
        case .declarationsDecide: Reaches(officer: .all)
        case .guaranteesRead: Reaches(declarant: .own, operator: .all, officer: .all)
        case .guaranteesSet: Reaches(officer: .all)
        case .enterprisesList:
            Reaches(operator: .all, officer: .all, reader: .all, evaluator: .all)
        case .enterprisesRead:
            Reaches(declarant: .own, operator: .all, officer: .all, reader: .all)
        case .enterprisesFile: Reaches(declarant: .own, operator: .all, officer: .all)
        case .enterprisesReview: Reaches(officer: .all)
        case .certificatesRegister: Reaches(operator: .all, officer: .all)
        case .creditRead: Reaches(declarant: .own, operator: .all, officer: .all, reader: .all)
        case .creditRecord, .creditAnswer: Reaches(officer: .all)
        case .creditAppeal: Reaches(declarant: .own)
        case .stockRead: Reaches(declarant: .own, operator: .all, officer: .all)
        case .stockRegister: Reaches(operator: .all, officer: .all)
        case .stockMove: Reaches(declarant: .own, operator: .all)
        case .gatesUse: Reaches(operator: .all, officer: .all)
        case .exportsRead:
            Reaches(declarant: .own, operator: .all, officer: .all, reader: .all)
        case .exportsRegister: Reaches(declarant: .own)
        case .riskRead: Reaches(operator: .all, officer: .all, evaluator: .all)
        case .paymentsRead: Reaches(operator: .all, officer: .all)
        case .paymentsAsk: Reaches(officer: .all)
        case .paymentsFile: Reaches(declarant: .own, operator: .all, officer: .all)
        case .simulationsRun: Reaches(operator: .all, officer: .all, evaluator: .all)
        case .gatewayOperate: Reaches(operator: .all)
        case .dutiesRead: Reaches(operator: .all, officer: .all, reader: .all, evaluator: .all)
        case .dutiesFeed: Reaches(reader: .own)
        case .caseFilesExport: Reaches(officer: .all)
        case .statisticsRead:
            Reaches(operator: .all, officer: .all, reader: .all, evaluator: .all)
        case .statisticsKeep: Reaches(operator: .all)
        case .inspectionsRead:
            Reaches(operator: .all, officer: .all, reader: .all, evaluator: .all)
        // Who inspects is not who puts it right.
        case .inspectionsKeep: Reaches(evaluator: .all)
        case .inspectionsRectify: Reaches(operator: .all, officer: .all)
        case .measuresRead:
            Reaches(operator: .all, officer: .all, reader: .all, evaluator: .all)
        case .measuresKeep: Reaches(operator: .all)
        // Who prepares a change of the rules is not who decides it.
        case .measuresAdopt: Reaches(officer: .all)
        case .plansRead, .approvalsRead:
            Reaches(operator: .all, officer: .all, reader: .all, evaluator: .all)
        case .plansAct: Reaches(operator: .all, officer: .own, reader: .own, evaluator: .all)
        case .plansDraft, .approvalsFile: Reaches(operator: .all)
        // A body speaks for itself only, by the code of its account.
        case .plansAdvise, .plansGuide, .plansIssue, .approvalsDecide:
            Reaches(officer: .own, reader: .own)
        case .plansReport: Reaches(operator: .all, officer: .own, reader: .own)
        case .plansSupervise: Reaches(reader: .own, evaluator: .all)
        case .approvalsAct: Reaches(operator: .all, officer: .own, reader: .own)
        case .metricsRead: Reaches(operator: .all, evaluator: .all, administrator: .all)
        case .accountsManage: Reaches(administrator: .all)
        case .auditRead: Reaches(evaluator: .all, administrator: .all)
        }
    }
}
