import ZoneCore
import ZoneServices

extension FilingState {
    /// Its name for people with a colour.
    func tag(_ language: Language) -> ToneTag {
        let tone: String =
            switch self {
            case .approved: "good"
            case .draft, .submitted: "wait"
            case .inReview, .returned: "look"
            case .suspended, .ended: "stop"
            }
        return ToneTag(language == .zh ? zh : en, tone)
    }
}

extension EnterpriseRole {
    /// Its name for people.
    func label(_ language: Language) -> String { language == .zh ? zh : en }
}

/// An entry of a select.
struct ChoiceRow {
    var value: String
    var label: String
    var isSelected: Bool

    /// All roles, the chosen one marked.
    static func roles(_ chosen: EnterpriseRole?, _ language: Language) -> [ChoiceRow] {
        EnterpriseRole.allCases.map {
            ChoiceRow(value: $0.rawValue, label: $0.label(language), isSelected: $0 == chosen)
        }
    }

    /// Some states, the chosen one marked.
    static func states(
        _ states: [FilingState], _ chosen: FilingState?, _ language: Language
    ) -> [ChoiceRow] {
        states.map {
            ChoiceRow(
                value: $0.rawValue, label: language == .zh ? $0.zh : $0.en,
                isSelected: $0 == chosen)
        }
    }
}

/// The list of enterprises with its search, and the roles that end soon.
struct EnterprisesPage {
    struct Row {
        var code: String
        var url: String
        var customsCode: String
        var name: String
        var tag: ToneTag
        var roles: String
    }

    struct Expiry {
        var name: String
        var url: String
        var role: String
        var lastDay: String
    }

    var text: EnterpriseText
    var formLanguage: String?
    var filingURL: String
    var reviewsURL: String
    var query: String
    var roles: [ChoiceRow]
    var states: [ChoiceRow]
    var rows: [Row]
    var isEmpty: Bool
    var nextURL: String?
    var expiries: [Expiry]
    var hasNoExpiries: Bool

    init(
        _ page: (rows: [EnterpriseRow], nextAfter: String?), _ filter: EnterpriseFilter,
        expiries: [ExpiryRow], visit: Visit
    ) {
        let language = visit.language
        text = .of(language)
        formLanguage = visit.isExplicit ? language.rawValue : nil
        filingURL = visit.url("/filing")
        reviewsURL = visit.url("/reviews")
        query = filter.text ?? ""
        roles = ChoiceRow.roles(filter.role, language)
        states = ChoiceRow.states(FilingState.allCases, filter.state, language)
        rows = page.rows.map { row in
            Row(
                code: row.code, url: visit.url("/enterprises/" + row.code),
                customsCode: row.customsCode ?? "",
                name: language == .en && !row.nameEn.isEmpty ? row.nameEn : row.name,
                tag: row.state.tag(language),
                roles: row.roles.map { $0.label(language) }.joined(separator: ", "))
        }
        isEmpty = rows.isEmpty
        nextURL = page.nextAfter.map { next in
            let kept: [(String, String?)] = [
                ("q", filter.text), ("role", filter.role?.rawValue),
                ("state", filter.state?.rawValue), ("after", next),
            ]
            return visit.url(
                "/enterprises",
                kept.compactMap { name, value in
                    value.map { (name: name, value: $0) }
                })
        }
        self.expiries = expiries.map {
            Expiry(
                name: $0.name, url: visit.url("/enterprises/" + $0.code),
                role: $0.role.label(language), lastDay: $0.lastDay.description)
        }
        hasNoExpiries = expiries.isEmpty
    }
}

/// One enterprise's record: roles, content, changes, history, documents.
struct EnterprisePage {
    struct Role {
        var role: String
        var tag: ToneTag
        var need: String
        var source: String
    }

    struct Field {
        var label: String
        var value: String
        var after: String
    }

    struct Event {
        var when: String
        var act: String
        var role: String
        var by: String
        var reasons: String
    }

    struct Document {
        var name: String
        var url: String
        var kind: String
        var size: String
        var digest: String
    }

    var text: EnterpriseText
    var code: String
    var name: String
    var tag: ToneTag
    var changeURL: String
    var jsonURL: String
    var creditURL: String
    var roles: [Role]
    var fields: [Field]
    var changes: [Field]
    var events: [Event]
    var documents: [Document]
    var hasNoDocuments: Bool
    var uploadURL: String
    var sizeMax: String
    var formError: String?

    init(
        _ view: EnterpriseView, documents: [EnterpriseDocument], limits: EnterpriseLimits,
        problem: Problem? = nil, visit: Visit
    ) {
        let language = visit.language
        let text = EnterpriseText.of(language)
        let record = view.record
        let code = record.code.description
        self.text = text
        self.code = code
        name = record.current?.filing.name ?? ""
        tag = record.state.tag(language)
        changeURL = visit.url("/filing", [("code", code)])
        jsonURL = "/v1/enterprises/" + code
        creditURL = visit.url("/credit/" + code)
        roles = zip(view.standings, view.needs).map { standing, need in
            Role(
                role: standing.role.label(language),
                tag: ToneTag(
                    language == .zh ? standing.standing.zh : standing.standing.en,
                    standing.standing.isAllowed ? "good" : "look"),
                need: (language == .zh ? need.need?.zh : need.need?.en) ?? "?",
                source: need.source
                    + (need.isVerified || need.source.isEmpty ? "" : " " + text.notVerified))
        }
        fields = (record.current?.filing.fields ?? []).map {
            Field(label: EnterpriseText.label($0.name, language), value: $0.value, after: "")
        }
        changes = view.changes.map {
            Field(
                label: EnterpriseText.label($0.field, language), value: $0.before,
                after: $0.after)
        }
        events = view.events.reversed().prefix(200).map { Event($0, language) }
        self.documents = documents.map {
            Document(
                name: $0.name, url: "/v1/enterprises/\(code)/documents/\($0.id)", kind: $0.kind,
                size: countText($0.byteCount),
                digest: EnterpriseDocumentAnswer($0).sha256)
        }
        hasNoDocuments = documents.isEmpty
        uploadURL = visit.formURL("/enterprises/\(code)/documents")
        sizeMax = countText(limits.documentByteCountMax)
        formError = problem?.detail(in: language)
    }
}

extension EnterprisePage.Event {
    init(_ event: EnterpriseEvent, _ language: Language) {
        when = clockText(event.at)
        act = event.act.name
        role = event.act.role?.label(language) ?? ""
        by = event.department.isEmpty ? event.actor : "\(event.actor) (\(event.department))"
        reasons =
            switch event.act {
            case .sendBack(let reasons), .refuse(_, let reasons):
                reasons.map { reason in
                    let about = [
                        reason.field.isEmpty ? nil : EnterpriseText.label(reason.field, language),
                        reason.role?.label(language),
                    ].compactMap { $0 }.joined(separator: ", ")
                    let words = language == .zh ? reason.zh : reason.en
                    return about.isEmpty ? words : "\(about): \(words)"
                }.joined(separator: "; ")
            case .suspend(_, let reason), .resume(_, let reason), .end(let reason): reason
            case .approve(_, let from, let until):
                "\(from) - \(until?.description ?? "")"
            case .save, .submit, .take: ""
            }
    }
}

/// Filings that wait for a review or are in one.
struct ReviewsPage {
    struct Row {
        var name: String
        var url: String
        var version: String
        var tag: ToneTag
        var since: String
        var roles: String
        var reviewer: String
    }

    var text: EnterpriseText
    var formLanguage: String?
    var department: String
    var roles: [ChoiceRow]
    var states: [ChoiceRow]
    var rows: [Row]
    var isEmpty: Bool
    var nextURL: String?

    init(
        _ page: (rows: [ReviewRow], nextAfter: String?), _ filter: ReviewFilter, visit: Visit
    ) {
        let language = visit.language
        text = .of(language)
        formLanguage = visit.isExplicit ? language.rawValue : nil
        department = filter.department ?? ""
        roles = ChoiceRow.roles(filter.role, language)
        states = ChoiceRow.states([.submitted, .inReview], filter.state, language)
        rows = page.rows.map { row in
            Row(
                name: row.name, url: visit.url("/enterprises/" + row.code),
                version: String(row.version), tag: row.state.tag(language),
                since: clockText(row.since),
                roles: row.roles.map { $0.label(language) }.joined(separator: ", "),
                reviewer: row.reviewer.map { "\($0.name) (\($0.department))" } ?? "")
        }
        isEmpty = rows.isEmpty
        nextURL = page.nextAfter.map { next in
            let kept: [(String, String?)] = [
                ("department", filter.department), ("role", filter.role?.rawValue),
                ("state", filter.state?.rawValue), ("after", next),
            ]
            return visit.url(
                "/reviews",
                kept.compactMap { name, value in
                    value.map { (name: name, value: $0) }
                })
        }
    }
}
