/// The fixed texts of the pages of measures.
struct MeasureText: Sendable {
    var title: String
    var lead: String
    var none: String
    var measure: String
    var state: String
    var days: String
    var signer: String
    var ownDraft: String
    var practices: String
    var practicesLead: String
    var system: String
    var basis: String
    var unverified: String
    var notSeen: String
    var rules: String
    var fill: String
    var description: String
    var preconditions: String
    var notChecked: String
    var simulation: String
    var notSimulated: String
    var before: String
    var after: String
    var released: String
    var refused: String
    var tax: String
    var changed: String
    var indicators: String
    var effect: String
    var noEffect: String
    var method: String
    var treated: String
    var control: String
    var risks: String
    var mitigation: String
    var steps: String
    var at: String
    var actor: String
    var detail: String
    var package: String

    /// The table of a language.
    static func of(_ language: Language) -> MeasureText { language == .zh ? zh : en }

    private static let zh = MeasureText(
        title: "试点举措", lead: "举措以签名文件在综试区之间复制：验签、检查采用条件、在本区历史上模拟、按日采用、估计效果、可退出。",
        none: "暂无举措。", measure: "举措", state: "状态", days: "施行期间", signer: "签名公钥",
        ownDraft: "本区起草", practices: "经验库", practicesLead: "公开资料提到的先行做法，作为待填草案；不含任何未经核实的数字。",
        system: "体系", basis: "依据", unverified: "未核对", notSeen: "原文未见", rules: "规则变更", fill: "待填",
        description: "内容", preconditions: "采用条件", notChecked: "尚未检查。", simulation: "本区历史模拟",
        notSimulated: "尚未模拟。", before: "之前", after: "之后", released: "放行", refused: "退单",
        tax: "税款（元）", changed: "结果有变的清单", indicators: "指标", effect: "效果估计",
        noEffect: "采用后尚无完整日期。", method: "方法", treated: "试点组", control: "对照组", risks: "风险评估",
        mitigation: "应对", steps: "经过", at: "时间", actor: "谁", detail: "内容", package: "签名文件")
    private static let en = MeasureText(
        title: "Measures",
        lead:
            "Measures go from zone to zone as signed files: verified, their preconditions checked, "
            + "simulated on this zone's own history, adopted from a day on, their effect estimated, rolled back.",
        none: "There is no measure.", measure: "Measure", state: "State", days: "In force",
        signer: "Signing key", ownDraft: "written here", practices: "Library of practices",
        practicesLead:
            "Practices that public sources name, as drafts to fill; without any figure that nobody verified.",
        system: "System", basis: "Basis", unverified: "unverified", notSeen: "text not seen",
        rules: "Change of rules", fill: "To fill in", description: "What it is",
        preconditions: "Preconditions", notChecked: "Not checked yet.",
        simulation: "Simulation on this zone's history", notSimulated: "Not simulated yet.",
        before: "before", after: "after", released: "released", refused: "refused",
        tax: "taxes (yuan)", changed: "lists with another outcome", indicators: "Indicators",
        effect: "Estimated effect", noEffect: "It was in force on no day that is over.",
        method: "Method", treated: "treated", control: "control", risks: "Risks",
        mitigation: "What is done about it", steps: "Steps", at: "Time", actor: "Who",
        detail: "Detail", package: "signed file")
}
