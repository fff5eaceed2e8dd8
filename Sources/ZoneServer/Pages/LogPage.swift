import ZoneCore
import ZoneServices

/// The fixed texts of the page of the log.
struct LogText: Sendable {
    var title: String
    var lead: String
    var kind: String
    var all: String
    var subject: String
    var from: String
    var to: String
    var show: String
    var none: String
    var at: String
    var actor: String
    var detail: String
    var older: String

    /// The table of a language.
    static func of(_ language: Language) -> LogText { language == .zh ? zh : en }

    private static let zh = LogText(
        title: "日志", lead: "人员与部门做过的事：登录、处置、担保、送达、确认、查阅个人信息。每条与其业务同一事务写入。",
        kind: "类别", all: "全部", subject: "对象", from: "自", to: "至", show: "查询", none: "该期间没有记录。",
        at: "时间", actor: "谁", detail: "内容", older: "更早")
    private static let en = LogText(
        title: "Log",
        lead: "What people and departments did: logins, acts, guarantees, deliveries, "
            + "acknowledgements, access to personal data. Each is written with what it tells.",
        kind: "Kind", all: "all", subject: "About", from: "From", to: "until", show: "Show",
        none: "Nothing is recorded in this period.", at: "Time", actor: "Who", detail: "Detail",
        older: "Older")
}

/// The log with its search.
struct LogPage {
    struct Row {
        var at: String
        var kind: String
        var name: String
        var actor: String
        var subject: String
        var detail: String
    }

    struct Choice {
        var name: String
        var label: String
        var isChosen: Bool
    }

    /// Rows on a page.
    static let rowCountMax = 50

    var text: LogText
    var lang: String
    var subject: String
    var from: String
    var to: String
    var choices: [Choice]
    var isEmpty: Bool
    var rows: [Row]
    var nextURL: String?
    private var kind: String

    init(
        _ events: [LogEvent], kind: String?, subject: String?, days: ClosedRange<Day>,
        visit: Visit
    ) {
        let isZh = visit.language == .zh
        text = LogText.of(visit.language)
        lang = visit.language.rawValue
        self.kind = kind ?? ""
        self.subject = subject ?? ""
        (from, to) = (days.lowerBound.description, days.upperBound.description)
        choices = LogKind.all.map {
            Choice(
                name: $0.name, label: "\($0.name) \(isZh ? $0.zh : $0.en)",
                isChosen: $0.name == kind)
        }
        let names = Dictionary(LogKind.all.map { ($0.name, $0) }) { first, _ in first }
        rows = events.map { event in
            let known = names[event.kind]
            return Row(
                at: clockText(event.at), kind: event.kind,
                name: (isZh ? known?.zh : known?.en) ?? "", actor: event.actor,
                subject: event.subject, detail: event.detail)
        }
        isEmpty = rows.isEmpty
    }

    /// Adds the way to older events.
    mutating func add(next: String, visit: Visit) {
        var parameters = [("from", from), ("to", to), ("before", next)]
        if !kind.isEmpty { parameters.append(("kind", kind)) }
        if !subject.isEmpty { parameters.append(("subject", subject)) }
        nextURL = visit.url("/log", parameters.map { (name: $0.0, value: $0.1) })
    }
}
