/// The fixed texts of the pages of credit; one table a language.
struct CreditText: Sendable {
    var title: String
    var lead: String
    var open: String
    var openHint: String
    var openButton: String
    var grade: String
    var points: String
    var inspectionRate: String
    var asOf: String
    var basePoints: String
    var thresholds: String
    var leastPoints: String
    var none: String
    var lines: String
    var noLines: String
    var event: String
    var kind: String
    var happened: String
    var known: String
    var state: String
    var lastDay: String
    var rule: String
    var evidence: String
    var cases: String
    var noCases: String
    var opened: String
    var answerBy: String
    var listed: String
    var notListed: String
    var listings: String
    var from: String
    var to: String
    var reason: String
    var source: String
    var decidedByList: String
    var whatIf: String
    var whatIfHint: String
    var noEvent: String
    var day: String
    var target: String
    var compute: String
    var assumed: String
    var missingPoints: String
    var reachedOn: String
    var steps: String
    var noSteps: String
    var changes: String
    var repairs: String
    var noRepairs: String
    var earliest: String
    var enterprise: String
    var redList: String
    var blackList: String
    var emptyList: String
    var openCases: String
    var kinds: String
    var kindsLead: String
    var countsDays: String
    var repairAfter: String

    /// The table of a language.
    static func of(_ language: Language) -> CreditText { language == .zh ? zh : en }

    static let zh = CreditText(
        title: "企业信用", lead: "信用等级由事件得出，每一分都注明事件、规则和日期。等级是综试区自己的，不是海关的企业信用等级。",
        open: "查询企业", openHint: "18位统一社会信用代码", openButton: "查看", grade: "信用等级",
        points: "分数", inspectionRate: "查验率系数", asOf: "日期", basePoints: "起始分", thresholds: "等级标准",
        leastPoints: "最低分", none: "无", lines: "计分明细", noLines: "没有事件。", event: "事件",
        kind: "种类", happened: "发生日期", known: "获知日期", state: "状态", lastDay: "计分截止",
        rule: "规则", evidence: "证据", cases: "异议与修复", noCases: "没有异议或修复申请。",
        opened: "提出日期", answerBy: "答复期限", listed: "在名单上",
        notListed: "不在名单上", listings: "红黑名单", from: "起", to: "止", reason: "原因",
        source: "依据", decidedByList: "等级由名单决定", whatIf: "试算",
        whatIfHint: "假设发生一个事件，或只看时间的影响。不保存任何内容。", noEvent: "（不假设事件）",
        day: "试算日期", target: "目标等级", compute: "试算", assumed: "假设的事件",
        missingPoints: "尚缺分数", reachedOn: "不再发生其他事件时达到目标的日期", steps: "今后的变化",
        noSteps: "没有会自行发生的变化。", changes: "变化的事件", repairs: "可以修复的事件",
        noRepairs: "没有可以修复的事件。", earliest: "最早日期", enterprise: "企业", redList: "红名单",
        blackList: "黑名单", emptyList: "名单上没有企业。", openCases: "待答复的异议与修复",
        kinds: "事件种类", kindsLead: "均为综试区自行设定；法律没有规定分数。", countsDays: "计分天数",
        repairAfter: "整改后可修复天数")

    static let en = CreditText(
        title: "Enterprise credit",
        lead:
            "Grades come from events; each point names its event, rule and date. The grade is the "
            + "zone's own and not a credit class of customs.",
        open: "Open an enterprise", openHint: "18 characters of its unified social credit code",
        openButton: "Open", grade: "Grade", points: "Points",
        inspectionRate: "Inspection multiplier",
        asOf: "As of", basePoints: "Points to begin with", thresholds: "Grades",
        leastPoints: "Least points", none: "none", lines: "Where the points come from",
        noLines: "There are no events.", event: "Event", kind: "Kind", happened: "Happened",
        known: "Known", state: "State", lastDay: "Counts until", rule: "Rule",
        evidence: "Evidence", cases: "Disputes and repairs",
        noCases: "There are no disputes or repairs.", opened: "Opened", answerBy: "Answer due",
        listed: "listed", notListed: "not listed",
        listings: "Red and black list", from: "From", to: "To", reason: "Reason",
        source: "Source", decidedByList: "A list decides the grade", whatIf: "What if",
        whatIfHint: "Assume one event, or see what time alone brings. Nothing is stored.",
        noEvent: "(no event)", day: "On day", target: "Grade to reach", compute: "Compute",
        assumed: "Assumed event", missingPoints: "Points missing",
        reachedOn: "Day the grade is reached if nothing else happens", steps: "What time brings",
        noSteps: "Nothing changes by itself.", changes: "Events that change",
        repairs: "Events that can be repaired", noRepairs: "No event can be repaired.",
        earliest: "Earliest day", enterprise: "Enterprise", redList: "Red list",
        blackList: "Black list", emptyList: "No enterprise is on the list.",
        openCases: "Disputes and repairs to answer", kinds: "Kinds of events",
        kindsLead: "All set by the zone; no law gives points.", countsDays: "Counts for days",
        repairAfter: "Repair after days")
}
