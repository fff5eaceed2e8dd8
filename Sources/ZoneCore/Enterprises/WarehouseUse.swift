/// Whether exports may go to an overseas warehouse, and if not, why.
public enum WarehouseUse: String, Hashable, Sendable, CaseIterable {
    /// They may.
    case may
    /// Its filing was not accepted, and the rules of the day ask for it.
    case notFiled = "not-filed"
    /// It is used no longer.
    case closed
    /// No rule says for the day whether it has to be filed: a person looks.
    case unknown

    /// In Chinese.
    public var zh: String {
        switch self {
        case .may: "可用"
        case .notFiled: "须先完成海外仓备案"
        case .closed: "已停用"
        case .unknown: "当日无规则，须人工确认"
        }
    }

    /// In English.
    public var en: String {
        switch self {
        case .may: "may be used"
        case .notFiled: "has to be filed first"
        case .closed: "closed"
        case .unknown: "no rule on that day: a person has to look"
        }
    }
}
