import ZoneCore

/// The fixed texts of the pages of payment data.
struct PaymentText: Sendable {
    var title: String
    var lead: String
    var none: String
    var order: String
    var platform: String
    var origin: String
    var made: String
    var due: String
    var state: String
    var findings: String
    var problem: String
    var attempts: String
    var refused: String
    var taken: String
    var answered: String
    var next: String
    var ask: String
    var reason: String
    var by: String
    var send: String
    var addresses: String
    var addressHint: String
    var address: String
    var filed: String
    var judge: String
    var approve: String
    var refuse: String
    var kind: String
    var field: String
    var uploaded: String
    var declared: String
    var noFindings: String
    var events: String
    var repeated: String
    var review: String
    var conclusion: String
    var message: String
    var late: String
    var filters: [PaymentFilter: String]
    var states: [PaymentRequest.State: String]
    var origins: [PaymentRequest.Origin: String]

    /// The table of a language.
    static func of(_ language: Language) -> PaymentText { language == .zh ? zh : en }

    private static let zh = PaymentText(
        title: "支付数据核验",
        lead: "按海关总署公告2018年第165、179号，向平台询问订单的支付原始数据，并与订单、支付单比对。时限为运营方设定。",
        none: "没有请求。", order: "订单", platform: "平台", origin: "来源", made: "发起时间", due: "时限",
        state: "状态", findings: "差异", problem: "最近的问题", attempts: "未受理次数", refused: "退回的上传",
        taken: "平台受理", answered: "数据到达", next: "下一页", ask: "发起请求", reason: "理由", by: "经办人",
        send: "提交", addresses: "待审核的抓取接口地址", addressHint: "平台登记的地址经审核通过后才会被询问；登记人不能审核。",
        address: "地址", filed: "登记", judge: "审核", approve: "通过", refuse: "不通过", kind: "差异类型",
        field: "字段", uploaded: "上传值", declared: "申报值", noFindings: "没有差异。", events: "经过",
        repeated: "再次询问", review: "核查结论", conclusion: "结论", message: "报文", late: "逾期到达",
        filters: [
            .all: "全部", .open: "进行中", .overdue: "已超期", .dead: "已放弃", .answered: "已答复",
            .unreviewed: "待核查",
        ],
        states: [.waiting: "待发送", .asked: "平台已受理", .answered: "已答复", .dead: "已放弃"],
        origins: [.officer: "关员", .rule: "风险规则", .sample: "抽样"])
    private static let en = PaymentText(
        title: "Payment data",
        lead: "Platforms are asked for the raw payment data of an order (customs announcements 165 "
            + "and 179 of 2018); it is held against order and payment document. The time is the "
            + "operator's setting.",
        none: "There are no requests.", order: "Order", platform: "Platform", origin: "Made by",
        made: "Made", due: "Due", state: "State", findings: "Findings", problem: "Last problem",
        attempts: "Attempts not taken", refused: "Refused uploads", taken: "Taken by the platform",
        answered: "Data came", next: "Next page", ask: "Ask", reason: "Reason",
        by: "Acting person", send: "Send", addresses: "Addresses to be judged",
        addressHint: "A platform is asked only where an officer approved its address; who filed it "
            + "can't judge it.",
        address: "Address", filed: "Filed", judge: "Judgement", approve: "Approve",
        refuse: "Refuse", kind: "What", field: "Field", uploaded: "Uploaded",
        declared: "Declared", noFindings: "There are no findings.", events: "What happened",
        repeated: "Ask again", review: "Review", conclusion: "Conclusion", message: "Message",
        late: "came late",
        filters: [
            .all: "All", .open: "Open", .overdue: "Overdue", .dead: "Given up",
            .answered: "Answered", .unreviewed: "To be reviewed",
        ],
        states: [
            .waiting: "to be sent", .asked: "taken by the platform", .answered: "answered",
            .dead: "given up",
        ],
        origins: [.officer: "officer", .rule: "risk rule", .sample: "sample"])

    /// Where a request stands, in colour.
    func tag(_ request: PaymentRequest, now: Timestamp) -> ToneTag {
        if request.isOverdue(at: now), request.state != .dead {
            return ToneTag(filters[.overdue] ?? "", "stop")
        }
        let label = states[request.state] ?? request.state.rawValue
        let tone =
            switch request.state {
            case .waiting, .asked: "wait"
            case .answered: request.needsReview ? "look" : "good"
            case .dead: "stop"
            }
        return ToneTag(request.isLate ? "\(label), \(late)" : label, tone)
    }
}
