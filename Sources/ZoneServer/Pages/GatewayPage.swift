import ZoneCore
import ZoneServices

/// The fixed texts of the page of upstream nodes.
struct GatewayText: Sendable {
    var title: String
    var lead: String
    var none: String
    var upstream: String
    var waiting: String
    var taken: String
    var dead: String
    var receipts: String
    var oldest: String
    var problem: String
    var nextTry: String
    var letters: String
    var noLetters: String
    var message: String
    var at: String
    var state: String
    var redeliver: String
    var wanted: String
    var next: String
    var unanswered: String
    var unansweredHint: String
    var noUnanswered: String
    var sent: String
    var documents: String

    /// The table of a language.
    static func of(_ language: Language) -> GatewayText { language == .zh ? zh : en }

    private static let zh = GatewayText(
        title: "上级节点", lead: "已接收的报文按到达次序送往上级节点，回执取回另存；每份报文只计一次：待送、已收或退信。",
        none: "没有上级节点。启动时用 --upstream 指定。", upstream: "节点", waiting: "待送", taken: "已收",
        dead: "退信", receipts: "回执", oldest: "最早待送", problem: "最近的问题", nextTry: "下次重试",
        letters: "退信", noLetters: "没有退信。", message: "报文", at: "时间", state: "处理",
        redeliver: "重新投递", wanted: "等待重投", next: "下一页", unanswered: "未回执",
        unansweredHint: "上级节点已收 24 小时以上、仍有单证没有任何回执的报文，最早的一百份。", noUnanswered: "没有。",
        sent: "送达时间", documents: "未回执单证")
    private static let en = GatewayText(
        title: "Gateway",
        lead:
            "Accepted messages go up to upstream nodes in their order, receipts come back and lie "
            + "apart. Each message is counted once: waiting, taken or dead.",
        none: "There is no upstream node. Name one with --upstream at the start.",
        upstream: "Node", waiting: "Waiting", taken: "Taken", dead: "Dead letters",
        receipts: "Receipts", oldest: "Oldest waiting", problem: "Last problem",
        nextTry: "Next try", letters: "Dead letters", noLetters: "There are no dead letters.",
        message: "Message", at: "Given up", state: "What to do", redeliver: "Deliver again",
        wanted: "will be tried again", next: "Next page",
        unanswered: "Unanswered",
        unansweredHint:
            "Messages the upstream took 24 hours ago or earlier and that have documents "
            + "without any receipt, the oldest hundred.", noUnanswered: "There are none.",
        sent: "Taken", documents: "Documents without receipt")
}

/// The upstream nodes with their figures, and the dead letters of one.
struct GatewayPage {
    struct Row {
        var name: String
        var url: String
        var waiting: String
        var taken: String
        var dead: String
        var receipts: String
        var unanswered: String
        var oldest: String
        var problem: String
        var nextTry: String
    }

    struct Unanswered {
        var message: String
        var url: String
        var sent: String
        var documents: String
    }

    struct Letter {
        var message: String
        var url: String
        var at: String
        var problem: String
        var isWanted: Bool
    }

    var text: GatewayText
    var isEmpty: Bool
    var rows: [Row]
    var shown: String
    var action: String
    var hasNoLetters: Bool
    var letters: [Letter]
    var nextURL: String?
    var hasNoUnanswered: Bool
    var unanswered: [Unanswered]

    init(
        _ figures: [GatewayFigures], shown: String?, letters: [DeadLetter],
        unanswered: [UnansweredMessage], now: Timestamp, visit: Visit
    ) {
        text = GatewayText.of(visit.language)
        isEmpty = figures.isEmpty
        rows = figures.map { figures in
            let isFull = figures.waitingCount == GatewayFigures.waitingCountMax
            return Row(
                name: figures.upstream,
                url: visit.url("/gateway", [("upstream", figures.upstream)]),
                waiting: (isFull ? "≥ " : "") + countText(figures.waitingCount),
                taken: countText(Int(figures.lane.takenCount)), dead: countText(figures.deadCount),
                receipts: countText(figures.receiptCount),
                unanswered: countText(figures.unansweredCount),
                oldest: figures.oldest.map { "\($0.messageID), \(clockText($0.at))" } ?? "-",
                problem: figures.lane.problem.isEmpty ? "-" : figures.lane.problem,
                nextTry: figures.lane.isDue(at: now)
                    ? "-" : clockText(Timestamp(ms: figures.lane.dueMs)))
        }
        self.shown = shown ?? ""
        action = visit.formURL("/gateway")
        hasNoLetters = letters.isEmpty
        self.letters = letters.map {
            Letter(
                message: String($0.messageID), url: visit.url("/messages/\($0.messageID)"),
                at: clockText($0.at), problem: $0.problem, isWanted: $0.isWanted)
        }
        hasNoUnanswered = unanswered.isEmpty
        self.unanswered = unanswered.map {
            Unanswered(
                message: String($0.messageID), url: visit.url("/messages/\($0.messageID)"),
                sent: clockText($0.sentAt), documents: countText($0.documentCount))
        }
        if letters.count == GatewayRoutes.letterCountMax, let last = letters.last {
            nextURL = visit.url(
                "/gateway", [("upstream", self.shown), ("after", String(last.messageID))])
        }
    }
}
