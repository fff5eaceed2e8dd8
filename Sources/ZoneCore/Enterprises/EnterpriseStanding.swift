/// Whether an enterprise may act in a role on a day, and if not, why.
public enum EnterpriseStanding: Hashable, Sendable {
    /// It may, up to and including this day; nil where no end is set.
    case may(until: Day?)
    /// The zone has no approved filing of it on that day.
    case unregistered
    /// The role was not approved.
    case roleNotApproved
    /// The role begins only then.
    case notYet(Day)
    /// The role, or what it was approved for, was over after this day.
    case expired(Day)
    /// It rests: since when, by whom and why.
    case suspended(since: Day, by: EnterpriseRecord.Reviewer, reason: String)
    /// Its record was closed on this day.
    case ended(Day)

    /// Whether it may.
    public var isAllowed: Bool {
        if case .may = self { true } else { false }
    }

    /// Stable name of the case.
    public var code: String {
        switch self {
        case .may: "may"
        case .unregistered: "unregistered"
        case .roleNotApproved: "role-not-approved"
        case .notYet: "not-yet"
        case .expired: "expired"
        case .suspended: "suspended"
        case .ended: "ended"
        }
    }

    /// For people, in Chinese.
    public var zh: String {
        switch self {
        case .may(let until): until.map { "可以开展业务，至\($0)止" } ?? "可以开展业务"
        case .unregistered: "企业未在综试区备案"
        case .roleNotApproved: "企业的该角色未获备案"
        case .notYet(let day): "该角色自\(day)起有效"
        case .expired(let day): "该角色的有效期已于\(day)届满"
        case .suspended(let since, let by, let reason):
            "自\(since)起被\(by.department)\(by.name)暂停：\(reason)"
        case .ended(let day): "企业备案已于\(day)注销"
        }
    }

    /// For people, in English.
    public var en: String {
        switch self {
        case .may(let until): until.map { "may act until \($0)" } ?? "may act"
        case .unregistered: "the enterprise is not registered in the zone"
        case .roleNotApproved: "the enterprise was not approved in this role"
        case .notYet(let day): "the role begins on \(day)"
        case .expired(let day): "the role was over after \(day)"
        case .suspended(let since, let by, let reason):
            "suspended since \(since) by \(by.name) (\(by.department)): \(reason)"
        case .ended(let day): "the record was closed on \(day)"
        }
    }
}
