import ZoneCore
import ZoneServices

/// The fixed texts of the pages of duties and of access to persons' data.
struct DutyText: Sendable {
    var title: String
    var lead: String
    var alarms: String
    var noAlarm: String
    var duty: String
    var basis: String
    var state: String
    var waiting: String
    var delivered: String
    var acknowledged: String
    var late: String
    var due: String
    var finish: String
    var problem: String
    var unverified: String
    var fields: String
    var field: String
    var purpose: String
    var mask: String
    var accesses: String
    var accessLead: String
    var none: String
    var declaration: String
    var who: String
    var at: String
    var channel: String
    var show: String
    var older: String

    /// The table of a language.
    static func of(_ language: Language) -> DutyText { language == .zh ? zh : en }

    private static let zh = DutyText(
        title: "信息义务", lead: "应向各部门及时提供的信息：应送、已送、已确认、逾期与预计逾期；逾期一经记录不会消失。",
        alarms: "预警", noAlarm: "没有预警。", duty: "义务", basis: "依据", state: "状态", waiting: "待送",
        delivered: "已送", acknowledged: "已确认", late: "逾期", due: "最早到期", finish: "预计送完",
        problem: "最近的问题", unverified: "未核对", fields: "字段与用途", field: "字段", purpose: "用途",
        mask: "脱敏", accesses: "个人信息查阅记录", accessLead: "谁在何时为何目的看到了哪票申报中个人的信息。",
        none: "没有记录。", declaration: "申报", who: "谁", at: "时间", channel: "途径", show: "查询",
        older: "更早")
    private static let en = DutyText(
        title: "Duties to inform",
        lead:
            "What departments are to get in time: due, delivered, acknowledged, late and forecast "
            + "late. What was late once stays recorded.",
        alarms: "Alarms", noAlarm: "There is no alarm.", duty: "Duty", basis: "Basis",
        state: "State", waiting: "Waiting", delivered: "Delivered", acknowledged: "Acknowledged",
        late: "Late", due: "First due", finish: "Done, forecast", problem: "Last problem",
        unverified: "not verified", fields: "Fields and purposes", field: "Field",
        purpose: "Purpose", mask: "Mask", accesses: "Access to personal data",
        accessLead: "Who saw data of the person of which declaration, when and for which purpose.",
        none: "Nothing is recorded.", declaration: "Declaration", who: "Who", at: "Time",
        channel: "Way", show: "Show", older: "Older")
}

/// The ledger of duties: a row a duty, its alarm first.
struct DutiesPage {
    struct Row {
        var name: String
        var code: String
        var basis: String
        var tag: Tag
        var waiting: String
        var delivered: String
        var acknowledged: String
        var late: String
        var due: String
        var finish: String
        var problem: String
        var fields: [Field]
    }

    struct Field {
        var name: String
        var purpose: String
        var mask: String
    }

    /// A state by words and by colour.
    struct Tag {
        var tone: String
        var label: String
    }

    var text: DutyText
    var rows: [Row]
    var hasAlarm: Bool
    var alarms: [String]
    var accessURL: String

    init(_ entries: [DutyEntry], visit: Visit) {
        let language = visit.language
        text = DutyText.of(language)
        rows = entries.map { Self.row($0, language) }
        alarms = entries.filter { $0.outlook.alarm != .none }.map { entry in
            let due = entry.outlook.due.map(clockText) ?? ""
            return "\(Self.name(entry.plan, language)): "
                + "\(Self.tag(entry.outlook.alarm, language).label), \(due)"
        }
        hasAlarm = !alarms.isEmpty
        accessURL = visit.url("/person-accesses")
    }

    private static func name(_ plan: DutyPlan, _ language: Language) -> String {
        language == .zh
            ? "\(plan.departmentZh)：\(plan.titleZh)" : "\(plan.departmentEn): \(plan.titleEn)"
    }

    private static func tag(_ alarm: DutyOutlook.Alarm, _ language: Language) -> Tag {
        switch (alarm, language) {
        case (.none, .zh): Tag(tone: "good", label: "按时")
        case (.none, .en): Tag(tone: "good", label: "in time")
        case (.forecast, .zh): Tag(tone: "look", label: "预计逾期")
        case (.forecast, .en): Tag(tone: "look", label: "forecast late")
        case (.late, .zh): Tag(tone: "stop", label: "逾期")
        case (.late, .en): Tag(tone: "stop", label: "late")
        }
    }

    private static func row(_ entry: DutyEntry, _ language: Language) -> Row {
        let (plan, lane) = (entry.plan, entry.lane)
        let mark = plan.basis.isVerified ? "" : " (\(DutyText.of(language).unverified))"
        let overdue = entry.overdueCount > 0 ? " (\(countText(entry.overdueCount)))" : ""
        return Row(
            name: name(plan, language), code: plan.code, basis: plan.basis.instrument + mark,
            tag: tag(entry.outlook.alarm, language),
            waiting: (entry.hasMoreWaiting ? "≥ " : "") + countText(entry.waitingCount) + overdue,
            delivered: countText(Int(lane.deliveredCount)),
            acknowledged: countText(Int(lane.acknowledgedCount)),
            late: countText(Int(lane.lateCount)),
            due: entry.outlook.due.map(clockText) ?? "-",
            finish: entry.outlook.finish.map(clockText) ?? "-",
            problem: lane.problem.isEmpty ? "-" : lane.problem,
            fields: plan.fields.map { field in
                let words = field.mask?.words
                return Field(
                    name: field.value.rawValue,
                    purpose: language == .zh ? field.purposeZh : field.purposeEn,
                    mask: (language == .zh ? words?.zh : words?.en) ?? "")
            })
    }
}

/// Who saw data of persons.
struct PersonAccessPage {
    struct Row {
        var at: String
        var declaration: String
        var url: String
        var who: String
        var purpose: String
        var channel: String
    }

    /// Rows on a page.
    static let rowCountMax = 50

    var text: DutyText
    var lang: String
    var declaration: String
    var isEmpty: Bool
    var rows: [Row]
    var nextURL: String?

    /// Nil where there is no such declaration.
    init(_ accesses: [PersonAccess]?, declaration: String, visit: Visit) {
        text = DutyText.of(visit.language)
        lang = visit.language.rawValue
        self.declaration = declaration
        rows = (accesses ?? []).map {
            Row(
                at: clockText($0.at), declaration: $0.declaration,
                url: visit.url("/declarations/" + $0.declaration.percentEncoded()), who: $0.who,
                purpose: $0.purpose, channel: $0.channel)
        }
        isEmpty = rows.isEmpty
        if let accesses, accesses.count == Self.rowCountMax, let last = accesses.last {
            nextURL = visit.url(
                "/person-accesses", [("declaration", declaration), ("before", String(last.id))])
        }
    }
}
