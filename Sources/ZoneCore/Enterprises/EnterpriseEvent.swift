/// Something that happened to an enterprise's record. Never changed, only followed by others.
public struct EnterpriseEvent: Hashable, Sendable {
    /// What happened.
    public var act: EnterpriseAct
    /// When, by the zone's clock.
    public var at: Timestamp
    /// Who did it, as the caller says.
    public var actor: String
    /// The reviewer's department; empty for the enterprise's own acts.
    public var department: String

    /// An event with all its parts.
    public init(act: EnterpriseAct, at: Timestamp, actor: String, department: String = "") {
        self.act = act
        self.at = at
        self.actor = actor
        self.department = department
    }
}

/// What can happen to an enterprise's record.
public enum EnterpriseAct: Hashable, Sendable, Codable {
    /// Content of a draft, or of a new version beside the one that stands.
    case save(EnterpriseFiling)
    /// The draft is handed in.
    case submit
    /// A reviewer takes it up.
    case take
    /// It is given back.
    case sendBack([ReviewReason])
    /// A role may be had on these days, both included; `until` nil: no end was set.
    case approve(EnterpriseRole, from: Day, until: Day?)
    /// A role may not be had.
    case refuse(EnterpriseRole, [ReviewReason])
    /// One role or, with nil, every role rests.
    case suspend(EnterpriseRole?, reason: String)
    /// What rested may be done again.
    case resume(EnterpriseRole?, reason: String)
    /// The record is closed.
    case end(reason: String)

    /// Its name in the API.
    public var name: String {
        switch self {
        case .save: "save"
        case .submit: "submit"
        case .take: "take"
        case .sendBack: "return"
        case .approve: "approve"
        case .refuse: "refuse"
        case .suspend: "suspend"
        case .resume: "resume"
        case .end: "end"
        }
    }

    /// The role it is about; nil where it is about all.
    public var role: EnterpriseRole? {
        switch self {
        case .approve(let role, _, _), .refuse(let role, _): role
        case .suspend(let role, _), .resume(let role, _): role
        case .save, .submit, .take, .sendBack, .end: nil
        }
    }
}

/// Why a filing or a role was not accepted: about a field, a role, or the whole.
public struct ReviewReason: Hashable, Sendable, Codable {
    /// Most reasons of one decision.
    public static let countMax = 50

    /// The field's name in the API; empty where it is about none.
    public var field: String
    /// The role; nil where it is about none.
    public var role: EnterpriseRole?
    /// In Chinese.
    public var zh: String
    /// In English.
    public var en: String

    /// A reason with all its parts.
    public init(field: String = "", role: EnterpriseRole? = nil, zh: String, en: String) {
        self.field = field
        self.role = role
        self.zh = zh
        self.en = en
    }
}
