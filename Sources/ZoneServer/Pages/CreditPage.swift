import ZoneCore
import ZoneServices

/// A word with a colour.
struct ToneTag {
    var label: String
    var tone: String

    init(_ label: String, _ tone: String) {
        self.label = label
        self.tone = tone
    }

    init(_ grade: CreditGrade, _ language: Language) {
        let tone: String =
            switch grade {
            case .a, .b: "good"
            case .c: "look"
            case .d: "stop"
            }
        self.init("\(grade.rawValue) \(language == .zh ? grade.zh : grade.en)", tone)
    }
}

/// A dispute or a repair as a line of a table.
struct CreditCaseRow {
    var enterprise: String
    var url: String
    var kind: String
    var id: String
    var event: String
    var opened: String
    var answerBy: String
    var tag: ToneTag
    var ground: String
    var reason: String

    init(_ one: CreditCase, of enterprise: SocialCreditCode, today: Day, visit: Visit) {
        let language = visit.language
        self.enterprise = enterprise.description
        url = visit.url("/credit/" + enterprise.description)
        kind = one.kind.label(language)
        id = one.id
        event = one.event
        opened = one.opened.description
        answerBy = one.answerBy?.description ?? ""
        if let answer = one.answer {
            tag = ToneTag(answer.outcome.label(language), "good")
        } else if one.isOverdue(on: today) {
            tag = ToneTag(language == .zh ? "逾期" : "overdue", "stop")
        } else {
            tag = ToneTag(language == .zh ? "待答复" : "open", "wait")
        }
        ground = one.ground
        reason = one.answer?.reason ?? ""
    }
}

/// The lists, the cases to answer and the kinds of events.
struct CreditPage {
    struct Entry {
        var enterprise: String
        var url: String
        var from: String
        var to: String
        var tag: ToneTag
        var reason: String
        var source: String
    }

    struct List {
        var name: String
        var anchor: String
        var jsonURL: String
        var entries: [Entry]
        var isEmpty: Bool
    }

    struct Kind {
        var id: String
        var name: String
        var points: String
        var dayCount: String
        var repairAfter: String
    }

    var text: CreditText
    var formLanguage: String?
    var lists: [List]
    var cases: [CreditCaseRow]
    var hasNoCases: Bool
    var kinds: [Kind]

    init(
        lists: [(CreditList, CreditListPage)], cases: [CreditCaseView], kinds: [CreditKindView],
        today: Day, visit: Visit
    ) {
        let text = CreditText.of(visit.language)
        self.text = text
        formLanguage = visit.isExplicit ? visit.language.rawValue : nil
        self.lists = lists.map { list, page in
            let entries = page.entries.map { entry in
                let listing = entry.listing
                return Entry(
                    enterprise: entry.enterprise.description,
                    url: visit.url("/credit/" + entry.enterprise.description),
                    from: listing.from.description,
                    to: (listing.ending?.day.adding(days: -1) ?? listing.to)?.description ?? "",
                    tag: ToneTag(
                        entry.isListed ? text.listed : text.notListed,
                        entry.isListed ? (list == .red ? "good" : "stop") : "wait"),
                    reason: listing.reason, source: listing.source)
            }
            return List(
                name: list == .red ? text.redList : text.blackList, anchor: list.rawValue,
                jsonURL: "/v1/credit-lists/" + list.rawValue, entries: entries,
                isEmpty: entries.isEmpty)
        }
        self.cases = cases.map {
            CreditCaseRow($0.one, of: $0.enterprise, today: today, visit: visit)
        }
        hasNoCases = cases.isEmpty
        self.kinds = kinds.map {
            Kind(
                id: $0.id, name: visit.language == .zh ? $0.zh : $0.en,
                points: pointsText($0.points), dayCount: countText($0.dayCount),
                repairAfter: $0.repairAfterDayCount.map(countText) ?? text.none)
        }
    }
}

/// `+10`, `-20`, `0`.
func pointsText(_ points: Int) -> String { points > 0 ? "+\(points)" : String(points) }

extension CreditCase.Kind {
    /// Its name for people.
    func label(_ language: Language) -> String {
        switch (self, language) {
        case (.dispute, .zh): "异议"
        case (.dispute, .en): "dispute"
        case (.repair, .zh): "修复"
        case (.repair, .en): "repair"
        }
    }
}

extension CreditCase.Outcome {
    /// Its name for people.
    func label(_ language: Language) -> String {
        switch (self, language) {
        case (.upheld, .zh): "维持"
        case (.upheld, .en): "upheld"
        case (.withdrawn, .zh): "撤销"
        case (.withdrawn, .en): "withdrawn"
        case (.lifted, .zh): "修复"
        case (.lifted, .en): "lifted"
        case (.refused, .zh): "不予修复"
        case (.refused, .en): "refused"
        }
    }
}
