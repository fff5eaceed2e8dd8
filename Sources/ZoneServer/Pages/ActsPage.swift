import ZoneCore
import ZoneServices

/// Acts that wait for a second person, what came of others, and forms that ask for one.
struct ActsPage {
    /// What was just done on the page.
    enum Notice: Sendable {
        case done
        case refused
        case asked(Int64)
    }

    struct Row {
        var number: String
        var what: String
        var path: String
        var content: String
        var asked: String
        var decided: String
        var state: String
        var outcome: String
        /// Words in place of buttons; nil where there are buttons.
        var words: String?
        var buttons: Buttons?
        var again: Again?
    }

    struct Buttons {
        var actionURL: String
        var id: String
        var confirm: String
        var refuse: String
    }

    struct Again {
        var actionURL: String
        var id: String
        var again: String
    }

    struct Release {
        var actionURL: String
        var title: String
        var declaration: String
        var reason: String
        var release: String
        var handOver: String
    }

    struct Guarantee {
        var actionURL: String
        var title: String
        var code: String
        var yuan: String
        var button: String
    }

    var title: String
    var lead: String
    var notice: String?
    var error: String?
    var waitingTitle: String
    var waitingHeads: [String]
    var waiting: [Row]
    var noneWaits: String?
    var pastTitle: String
    var pastHeads: [String]
    var past: [Row]
    var nonePast: String?
    var release: Release?
    var guarantee: Guarantee?

    init(
        waiting: [PendingAct], past: [PendingAct], viewer: String, mayRelease: Bool,
        maySetGuarantees: Bool, notice: Notice?, error: String?, visit: Visit
    ) {
        let isZh = visit.language == .zh
        let url = visit.formURL("/acts")
        title = isZh ? "双人操作" : "Acts of two persons"
        lead =
            isZh
            ? "这些操作由一人提出、另一人确认后才执行。确认后未能执行的，原因记录在案，可重新提出。"
            : "These acts are done when one person asks and another confirms. One that could not be done then is kept "
                + "with its reason and can be asked for again."
        self.notice = notice.map { notice in
            switch notice {
            case .done: isZh ? "已确认并执行。" : "Confirmed and done."
            case .refused: isZh ? "已否决。" : "Refused."
            case .asked(let id):
                isZh
                    ? "已提出，编号\(id)，待另一人确认。"
                    : "Asked for as number \(id); another person has to confirm."
            }
        }
        self.error = error
        waitingTitle = isZh ? "待确认" : "Waiting"
        waitingHeads =
            isZh
            ? ["编号", "操作", "内容", "提出", "决定"]
            : ["Number", "Act", "Content", "Asked for", "Decision"]
        self.waiting = waiting.map { act in
            var row = Self.row(act, isZh)
            if act.requestedBy == viewer {
                row.words = isZh ? "须由另一人确认" : "Another person has to confirm"
            } else {
                row.buttons = Buttons(
                    actionURL: url, id: String(act.id),
                    confirm: isZh ? "确认并执行" : "Confirm and do it",
                    refuse: isZh ? "否决" : "Refuse")
            }
            return row
        }
        noneWaits = waiting.isEmpty ? (isZh ? "没有待确认的操作。" : "Nothing waits.") : nil
        pastTitle = isZh ? "历史" : "History"
        pastHeads =
            isZh
            ? ["编号", "操作", "内容", "提出", "决定", "结果"]
            : ["Number", "Act", "Content", "Asked for", "Decision", "Outcome"]
        self.past = past.map { act in
            var row = Self.row(act, isZh)
            if act.state == "failed" {
                row.again = Again(
                    actionURL: url, id: String(act.id), again: isZh ? "重新提出" : "Ask again")
            }
            return row
        }
        nonePast = past.isEmpty ? (isZh ? "还没有已决定的操作。" : "Nothing was decided yet.") : nil
        if mayRelease {
            release = Release(
                actionURL: url, title: isZh ? "提出放行或移交" : "Ask for a release or a handover",
                declaration: isZh ? "申报单编号" : "Number of the declaration",
                reason: isZh ? "理由" : "Reason", release: isZh ? "提出放行" : "Ask for the release",
                handOver: isZh ? "提出移交" : "Ask for the handover")
        }
        if maySetGuarantees {
            guarantee = Guarantee(
                actionURL: url, title: isZh ? "提出担保额度" : "Ask for a guarantee's limit",
                code: isZh ? "企业代码" : "Code of the enterprise",
                yuan: isZh ? "额度（元）" : "Limit, yuan",
                button: isZh ? "提出" : "Ask for it")
        }
    }

    private static func row(_ act: PendingAct, _ isZh: Bool) -> Row {
        Row(
            number: String(act.id), what: name(act, isZh), path: "\(act.method) \(act.path)",
            content: String(String(decoding: act.body, as: UTF8.self).prefix(500)),
            asked: "\(act.requestedBy) \(clockText(act.requestedAt))",
            decided: act.decidedAt.map { "\(act.decidedBy) \(clockText($0))" } ?? "",
            state: state(act.state, isZh), outcome: act.outcome)
    }

    private static func state(_ state: String, _ isZh: Bool) -> String {
        switch state {
        case "waits": isZh ? "待确认" : "waits"
        case "refused": isZh ? "已否决" : "refused"
        case "done": isZh ? "已执行" : "done"
        case "failed": isZh ? "未能执行" : "could not be done"
        default: isZh ? "已确认，结果未记录，请核对" : "confirmed; the outcome was not kept, please check"
        }
    }

    private static func name(_ act: PendingAct, _ isZh: Bool) -> String {
        let parts = act.path.split(separator: "/")
        switch (parts.dropFirst().first, parts.last) {
        case ("guarantees", _): return isZh ? "设定担保额度" : "Set a guarantee's limit"
        case ("declarations", _): return isZh ? "放行或移交" : "Release or hand over"
        case ("enterprises", "end"): return isZh ? "移出名单" : "Take off a list"
        case ("enterprises", _): return isZh ? "列入名单" : "Put on a list"
        default: return act.permission?.rawValue ?? act.method
        }
    }
}
