/// A clause of the State Council's letter 国函〔2018〕93号 that a task serves.
public enum LetterClause: String, CaseIterable, Sendable, Codable {
    case first = "I"
    case second = "II"
    case third = "III"
    case fourth = "IV"
    case fifth = "V"

    /// What it is about, in our words.
    public var zh: String {
        switch self {
        case .first: "一、设立与省级实施方案"
        case .second: "二、B2B先行先试与经验复制"
        case .third: "三、简化流程、信息共享与五项安全"
        case .fourth: "四、组织领导、方案完善与报批"
        case .fifth: "五、指导服务、跟踪督查与评估"
        }
    }

    /// The same in English.
    public var en: String {
        switch self {
        case .first: "I, establishment and provincial plan"
        case .second: "II, pilots for B2B and copying of practices"
        case .third: "III, simpler processes, sharing, five safeties"
        case .fourth: "IV, leadership, revision of plans, approvals"
        case .fifth: "V, guidance, follow-up, inspection, evaluation"
        }
    }
}
