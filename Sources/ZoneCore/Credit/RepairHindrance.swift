/// Why an event can't be lifted on a day.
public enum RepairHindrance: Hashable, Sendable {
    /// There is no such event, or it does not take points now.
    case nothingToLift
    /// The rule of its kind knows no repair.
    case neverLifted
    /// The harm was made good after the day asked about, or before the event.
    case notRectified
    /// The stated time since the harm was made good is not over; the first day it is.
    case tooEarly(until: Day)
    /// The rule wants evidence and there is none.
    case noEvidence
    /// The rule wants no new penalty since the harm was made good; the event that is one.
    case newPenalty(String)
    /// The rule wants the enterprise off the black list.
    case blackListed

    /// In Chinese.
    public var zh: String {
        switch self {
        case .nothingToLift: "该事件不存在，或目前没有扣分"
        case .neverLifted: "该类事件不可修复"
        case .notRectified: "整改日期应在事件发生之后、申请当日之前"
        case .tooEarly(let day): "整改后规定期限未满，最早为\(day)"
        case .noEvidence: "缺少整改证明"
        case .newPenalty(let event): "整改后又有扣分事件\(event)"
        case .blackListed: "企业仍在黑名单上"
        }
    }

    /// In English.
    public var en: String {
        switch self {
        case .nothingToLift: "there is no such event, or it takes no points now"
        case .neverLifted: "events of this kind can't be repaired"
        case .notRectified: "the harm must be made good after the event and not after today"
        case .tooEarly(let day): "the stated time since the harm was made good ends on \(day)"
        case .noEvidence: "evidence that the harm was made good is missing"
        case .newPenalty(let event): "event \(event) took points since the harm was made good"
        case .blackListed: "the enterprise is on the black list"
        }
    }
}
