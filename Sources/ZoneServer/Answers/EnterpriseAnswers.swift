import ZoneCore
import ZoneServices

/// A page of enterprises.
struct EnterpriseListAnswer: Encodable {
    struct Row: Encodable {
        var code: String
        var customsCode: String?
        var name: String
        var nameEn: String
        var state: String
        var roles: [String]
    }

    var enterprises: [Row]
    var nextAfter: String?

    init(_ rows: [EnterpriseRow], _ next: String?) {
        enterprises = rows.map {
            Row(
                code: $0.code, customsCode: $0.customsCode, name: $0.name, nameEn: $0.nameEn,
                state: $0.state.rawValue, roles: $0.roles.map(\.rawValue))
        }
        nextAfter = next
    }
}

/// Somebody of a department.
struct ReviewerAnswer: Encodable {
    var name: String
    var department: String

    init(_ reviewer: EnterpriseRecord.Reviewer) {
        name = reviewer.name
        department = reviewer.department
    }
}

/// A reason.
struct ReasonAnswer: Encodable {
    var field: String?
    var role: String?
    var zh: String
    var en: String

    init(_ reason: ReviewReason) {
        field = reason.field.isEmpty ? nil : reason.field
        role = reason.role?.rawValue
        zh = reason.zh
        en = reason.en
    }
}

/// The content of a filing.
struct FilingAnswer: Encodable {
    struct Qualification: Encodable {
        var role: String
        var kind: String
        var number: String
        var lastDay: String?
    }

    var customsCode: String
    var name: String
    var nameEn: String
    var address: String
    var contactName: String
    var contactPhone: String
    var contactEmail: String
    var overseas: Bool
    var bank: Bool
    var domesticAgent: String
    var roles: [String]
    var qualifications: [Qualification]

    init(_ filing: EnterpriseFiling) {
        customsCode = filing.customsCode
        name = filing.name
        nameEn = filing.nameEn
        address = filing.address
        contactName = filing.contactName
        contactPhone = filing.contactPhone
        contactEmail = filing.contactEmail
        overseas = filing.isOverseas
        bank = filing.isBank
        domesticAgent = filing.domesticAgent
        roles = EnterpriseRole.allCases.filter(filing.roles.contains).map(\.rawValue)
        qualifications = filing.qualifications.map {
            Qualification(
                role: $0.role.rawValue, kind: $0.kind, number: $0.number,
                lastDay: $0.lastDay?.description)
        }
    }
}

/// Whether an enterprise may act in a role.
struct EnterpriseStandingAnswer: Encodable {
    var role: String
    var day: String
    var allowed: Bool
    var standing: String
    var zh: String
    var en: String

    init(_ role: EnterpriseRole, _ standing: EnterpriseStanding, _ day: Day) {
        self.role = role.rawValue
        self.day = day.description
        allowed = standing.isAllowed
        self.standing = standing.code
        zh = standing.zh
        en = standing.en
    }
}

/// An enterprise's record on a day.
struct EnterpriseAnswer: Encodable {
    struct Decision: Encodable {
        var role: String
        var approved: Bool
        var from: String?
        var until: String?
        var reasons: [ReasonAnswer]
        var by: ReviewerAnswer
        var day: String
    }

    struct Version: Encodable {
        var number: Int
        var state: String
        var since: String
        var filing: FilingAnswer
        var reviewer: ReviewerAnswer?
        var decisions: [Decision]
        var reasons: [ReasonAnswer]
        var approvedOn: String?
    }

    struct Suspension: Encodable {
        var role: String?
        var from: String
        var to: String?
        var reason: String
        var by: ReviewerAnswer
    }

    struct Event: Encodable {
        var act: String
        var role: String?
        var at: String
        var by: ReviewerAnswer
    }

    struct Need: Encodable {
        var role: String
        var need: String?
        var zh: String?
        var en: String?
        var source: String
        var verified: Bool
    }

    var code: String
    var customsCode: String?
    var day: String
    var state: String
    var versions: [Version]
    var standings: [EnterpriseStandingAnswer]
    var needs: [Need]
    var suspensions: [Suspension]
    var events: [Event]
    var changes: [FilingChangesAnswer.Change]
    var endedOn: String?

    init(_ view: EnterpriseView) {
        let record = view.record
        code = record.code.description
        customsCode = record.standing()?.filing.customsCode
        day = view.day.description
        state = record.state.rawValue
        versions = record.versions.map { Version($0) }
        standings = view.standings.map {
            EnterpriseStandingAnswer($0.role, $0.standing, view.day)
        }
        needs = view.needs.map {
            Need(
                role: $0.role.rawValue, need: $0.need?.rawValue, zh: $0.need?.zh,
                en: $0.need?.en, source: $0.source, verified: $0.isVerified)
        }
        suspensions = record.suspensions.map {
            Suspension(
                role: $0.role?.rawValue, from: $0.from.description, to: $0.to?.description,
                reason: $0.reason, by: ReviewerAnswer($0.by))
        }
        events = view.events.map {
            Event(
                act: $0.act.name, role: $0.act.role?.rawValue, at: $0.at.iso8601,
                by: ReviewerAnswer(.init(name: $0.actor, department: $0.department)))
        }
        changes = view.changes.map { FilingChangesAnswer.Change($0) }
        endedOn = record.endedOn?.description
    }
}

extension EnterpriseAnswer.Version {
    init(_ version: EnterpriseRecord.Version) {
        number = version.number
        state = version.state.rawValue
        since = version.since.iso8601
        filing = FilingAnswer(version.filing)
        reviewer = version.reviewer.map { ReviewerAnswer($0) }
        decisions = EnterpriseRole.allCases.compactMap { role in
            version.decisions[role].map {
                EnterpriseAnswer.Decision(
                    role: role.rawValue, approved: $0.from != nil, from: $0.from?.description,
                    until: $0.until?.description, reasons: $0.reasons.map { ReasonAnswer($0) },
                    by: ReviewerAnswer($0.by), day: $0.day.description)
            }
        }
        reasons = version.reasons.map { ReasonAnswer($0) }
        approvedOn = version.approvedOn?.description
    }
}

/// What one version changed of another.
struct FilingChangesAnswer: Encodable {
    struct Change: Encodable {
        var field: String
        var before: String
        var after: String

        init(_ change: FieldChange) {
            field = change.field
            before = change.before
            after = change.after
        }
    }

    var from: Int
    var to: Int
    var changes: [Change]

    init(from: Int, to: Int, _ changes: [FieldChange]) {
        self.from = from
        self.to = to
        self.changes = changes.map { Change($0) }
    }
}

/// A page of filings for reviewers.
struct ReviewListAnswer: Encodable {
    struct Row: Encodable {
        var code: String
        var name: String
        var version: Int
        var state: String
        var since: String
        var reviewer: ReviewerAnswer?
        var roles: [String]
    }

    var reviews: [Row]
    var nextAfter: String?

    init(_ rows: [ReviewRow], _ next: String?) {
        reviews = rows.map {
            Row(
                code: $0.code, name: $0.name, version: $0.version, state: $0.state.rawValue,
                since: $0.since.iso8601, reviewer: $0.reviewer.map { ReviewerAnswer($0) },
                roles: $0.roles.map(\.rawValue))
        }
        nextAfter = next
    }
}

/// A page of roles that end.
struct ExpiryListAnswer: Encodable {
    struct Row: Encodable {
        var code: String
        var name: String
        var role: String
        var lastDay: String
    }

    var days: Int
    var expiries: [Row]
    var nextAfter: String?

    init(_ rows: [ExpiryRow], _ next: String?, dayCount: Int) {
        days = dayCount
        expiries = rows.map {
            Row(
                code: $0.code, name: $0.name, role: $0.role.rawValue,
                lastDay: $0.lastDay.description)
        }
        nextAfter = next
    }
}

/// A document without its content.
struct EnterpriseDocumentAnswer: Encodable {
    var id: Int64
    var kind: String
    var name: String
    var type: String
    var byteCount: Int
    var sha256: String
    var by: String
    var at: String

    init(_ document: EnterpriseDocument) {
        id = document.id
        kind = document.kind
        name = document.name
        type = document.type
        byteCount = document.byteCount
        sha256 = document.digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        by = document.actor
        at = document.at.iso8601
    }
}

/// The documents of an enterprise and what it may file.
struct EnterpriseDocumentsAnswer: Encodable {
    struct Limits: Encodable {
        var byteCountMax: Int
        var countMax: Int
        var totalByteCountMax: Int
    }

    var documents: [EnterpriseDocumentAnswer]
    var limits: Limits

    init(_ documents: [EnterpriseDocument], _ limits: EnterpriseLimits) {
        self.documents = documents.map { EnterpriseDocumentAnswer($0) }
        self.limits = Limits(
            byteCountMax: limits.documentByteCountMax, countMax: limits.documentCountMax,
            totalByteCountMax: limits.documentTotalByteCountMax)
    }
}

/// An overseas warehouse with its history.
struct WarehouseAnswer: Encodable {
    struct Event: Encodable {
        var act: String
        var state: String
        var at: String
        var by: String
        var reason: String
    }

    var code: String
    var name: String
    var country: String
    var address: String
    var areaM2: Int64
    var `operator`: String
    var tenure: String
    var state: String
    var use: String
    var zh: String
    var en: String
    var filingNeeded: Bool?
    var events: [Event]

    init(_ view: OverseasWarehouseView) {
        code = view.warehouse.code
        name = view.warehouse.name
        country = view.warehouse.country
        address = view.warehouse.address
        areaM2 = view.warehouse.areaM2
        `operator` = view.warehouse.operatorCode
        tenure = view.warehouse.tenure.rawValue
        state = view.state.rawValue
        use = view.use.rawValue
        zh = view.use.zh
        en = view.use.en
        filingNeeded = view.needsFiling
        events = view.events.map {
            Event(
                act: $0.act.rawValue, state: $0.state.rawValue, at: $0.at.iso8601, by: $0.actor,
                reason: $0.reason)
        }
    }
}

/// A page of overseas warehouses.
struct WarehouseListAnswer: Encodable {
    var warehouses: [WarehouseAnswer]
    var nextAfter: String?

    init(_ views: [OverseasWarehouseView], _ next: String?) {
        warehouses = views.map { WarehouseAnswer($0) }
        nextAfter = next
    }
}
