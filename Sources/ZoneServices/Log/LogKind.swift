public import ZoneCore

/// A kind of event that the log shows, in words.
public struct LogKind: Hashable, Sendable {
    public var name: String
    public var zh: String
    public var en: String
    /// What an event of this kind is about.
    public var subject: String
    /// Where it is kept.
    public var table: String

    /// All kinds, in the order of their names.
    public static let all: [LogKind] = {
        let accounts = AuditKind.allCases.map {
            LogKind(
                name: $0.rawValue, zh: $0.zh, en: $0.en, subject: "account, client or act",
                table: "audit_event")
        }
        let acts = (DeclarationAct.officerEvents.map(\.rawValue) + ["goodsArrived"]).map { event in
            LogKind(
                name: "declaration." + event, zh: "处置：\(event)", en: "act of an officer or a site",
                subject: "declaration", table: "step")
        }
        let supervision = InspectionEventKind.logKinds + MeasureEventKind.logKinds
        let plans = PlanAct.Kind.allCases.map {
            LogKind(
                name: "plan.\($0.rawValue)", zh: "实施方案：\($0.zh)", en: $0.en, subject: "plan",
                table: "case_event")
        }
        let approvals = ApprovalAct.Kind.allCases.map {
            LogKind(
                name: "approval.\($0.rawValue)", zh: "报批：\($0.zh)", en: $0.en, subject: "case",
                table: "case_event")
        }
        let cases = plans + approvals
        return (accounts + acts + others + supervision + cases).sorted { $0.name < $1.name }
    }()

    private static let others = [
        LogKind(
            name: "plan.document", zh: "实施方案：上传文件", en: "a document of a plan was kept",
            subject: "plan", table: "case_document"),
        LogKind(
            name: "approval.document", zh: "报批：上传文件", en: "a document of a case was kept",
            subject: "case", table: "case_document"),
        LogKind(
            name: "duty.pull", zh: "部门拉取记录", en: "a department pulled records",
            subject: "duty", table: "duty_delivery"),
        LogKind(
            name: "duty.push", zh: "推送记录", en: "records were posted to a department",
            subject: "duty", table: "duty_delivery"),
        LogKind(
            name: "duty.file", zh: "投递文件", en: "records were put into a folder",
            subject: "duty", table: "duty_delivery"),
        LogKind(
            name: "duty.acknowledgement", zh: "部门确认收到", en: "a department acknowledged",
            subject: "duty", table: "duty_delivery"),
        LogKind(
            name: "person.pull", zh: "拉取中含个人信息", en: "pulled records had personal data",
            subject: "declaration", table: "person_access"),
        LogKind(
            name: "person.push", zh: "推送中含个人信息", en: "posted records had personal data",
            subject: "declaration", table: "person_access"),
        LogKind(
            name: "person.file", zh: "文件中含个人信息", en: "a file had personal data",
            subject: "declaration", table: "person_access"),
        LogKind(
            name: "person.case-file", zh: "导出案卷", en: "a case file was taken",
            subject: "declaration", table: "person_access"),
        LogKind(
            name: "payment.asked", zh: "请求支付数据", en: "payment data was asked for",
            subject: "session",
            table: "payment_event"),
        LogKind(
            name: "payment.repeated", zh: "再次请求支付数据", en: "payment data was asked for once more",
            subject: "session",
            table: "payment_event"),
        LogKind(
            name: "payment.taken", zh: "平台已受理请求", en: "the platform took the request",
            subject: "session",
            table: "payment_event"),
        LogKind(
            name: "payment.attempt", zh: "请求未被受理", en: "an attempt the platform did not take",
            subject: "session",
            table: "payment_event"),
        LogKind(
            name: "payment.dead", zh: "请求已放弃", en: "the request was given up", subject: "session",
            table: "payment_event"),
        LogKind(
            name: "payment.answered", zh: "支付数据已上传", en: "the payment data came",
            subject: "session",
            table: "payment_event"),
        LogKind(
            name: "payment.refused", zh: "上传被退回", en: "an upload was refused", subject: "session",
            table: "payment_event"),
        LogKind(
            name: "payment.reviewed", zh: "核查结论", en: "an officer concluded from findings",
            subject: "session",
            table: "payment_event"),
        LogKind(
            name: "payment.address-filed", zh: "登记抓取接口地址", en: "a platform filed its address",
            subject: "platform",
            table: "payment_event"),
        LogKind(
            name: "payment.address-judged", zh: "审核抓取接口地址", en: "an officer judged an address",
            subject: "platform",
            table: "payment_event"),
        LogKind(
            name: "guarantee.set", zh: "设定担保额度", en: "a guarantee was set",
            subject: "guarantor", table: "step"),
    ]
}

/// An event of the log.
public struct LogEvent: Hashable, Sendable {
    /// Names its place; what `before` asks with.
    public var cursor: String
    public var at: Timestamp
    /// The name of a ``LogKind``; an event of a later release may have another.
    public var kind: String
    public var actor: String
    public var subject: String
    public var detail: String
}
