public import ZoneCore

/// What the zone's registers say against a list: nothing, doubts for a person, or refusals.
public struct RegisterCheck: Hashable, Sendable {
    /// What rejects the list.
    public var refusals: [Reason] = []
    /// What a person has to look at.
    public var doubts: [Reason] = []

    /// Nothing against it.
    public init() {}
}

/// What follows for a list from how one of its firms stands. The raw values are the table's outcomes.
public enum PartyEffect: String, Sendable, CaseIterable {
    /// Nothing.
    case pass
    /// A person looks.
    case review
    /// It is rejected.
    case refuse
}

/// A firm in the role in which documents name it.
public struct Party: Hashable, Sendable {
    /// Its role.
    public var role: EnterpriseRole
    /// Its code, as the document writes it.
    public var code: String
    /// Where: the element's name.
    public var field: String

    /// A firm with all its parts.
    public init(_ role: EnterpriseRole, _ code: String, in field: String) {
        self.role = role
        self.code = code
        self.field = field
    }

    /// The firms of an import list; the payer is the payment's.
    public static func parties(of list: Inventory, payment: Payment?) -> [Party] {
        var parties = [
            Party(.platform, list.ebpCode, in: "ebpCode"),
            Party(.seller, list.ebcCode, in: "ebcCode"),
            Party(.logistics, list.logisticsCode, in: "logisticsCode"),
            Party(.declarant, list.agentCode, in: "agentCode"),
        ]
        if let payment { parties.append(Party(.payer, payment.payCode, in: "payCode")) }
        return parties
    }

    /// The firms of an export list; a platform without a code is none. The payer is that of the receipt of payment, which
    /// may name none.
    public static func parties(of list: ExportInventory, proceeds: Proceeds?) -> [Party] {
        var parties = [
            Party(.seller, list.ebcCode, in: "ebcCode"),
            Party(.logistics, list.logisticsCode, in: "logisticsCode"),
            Party(.declarant, list.agentCode, in: "agentCode"),
        ]
        if list.party == list.ebpCode {
            parties.append(Party(.platform, list.ebpCode, in: "ebpCode"))
        }
        if let proceeds, !proceeds.payCode.isEmpty {
            parties.append(Party(.payer, proceeds.payCode, in: "payCode"))
        }
        return parties
    }

    /// The firms of an ordinary declaration; the platform is that of the order it cites.
    public static func parties(
        of declaration: OrdinaryDeclaration, order: ExportOrder?
    ) -> [Party] {
        var parties = [
            Party(.seller, declaration.ebcCode, in: "ebcCode"),
            Party(.declarant, declaration.agentCode, in: "agentCode"),
        ]
        if let order, exportParty(ebpCode: order.ebpCode, ebcCode: "") == order.ebpCode {
            parties.append(Party(.platform, order.ebpCode, in: "ebpCode"))
        }
        return parties
    }
}

/// What the table `enterprise.clearance` said of roles and standings on one day, so that each is asked once.
public struct PartyEffects: Sendable {
    private struct Firm: Hashable {
        var role: EnterpriseRole
        var code: String
    }

    private struct Question: Hashable {
        var role: EnterpriseRole
        var standing: String
    }

    private let rules: Rules
    private var known: [Question: TableDecision?] = [:]
    private var standings: [Firm: EnterpriseStanding] = [:]

    /// Nothing asked yet.
    public init(_ rules: Rules) { self.rules = rules }

    /// How a firm stands on the day; `look` is asked once a firm and role.
    public mutating func standing(
        of party: Party, look: () -> EnterpriseStanding
    ) -> EnterpriseStanding {
        let firm = Firm(role: party.role, code: party.code)
        if let known = standings[firm] { return known }
        let standing = look()
        standings[firm] = standing
        return standing
    }

    /// What follows from a standing; nil where the table says nothing on the day.
    fileprivate mutating func decision(
        _ role: EnterpriseRole, _ standing: EnterpriseStanding
    ) -> TableDecision? {
        let question = Question(role: role, standing: standing.code)
        if let answer = known[question] { return answer }
        let asked = rules.version(of: .registerIsAsked)?.value == .flag(true)
        let answer = rules.decide(
            .enterpriseClearance,
            [
                "role": .word(role.rawValue), "standing": .word(standing.code),
                "register-asked": .flag(asked),
            ])
        known[question] = .some(answer)
        return answer
    }
}

extension RegisterCheck {
    /// Adds what follows from how a firm stands on a day.
    public mutating func add(
        _ party: Party, _ standing: EnterpriseStanding, on day: Day, _ effects: inout PartyEffects
    ) {
        guard !standing.isAllowed, let decision = effects.decision(party.role, standing) else {
            return
        }
        switch PartyEffect(rawValue: decision.outcome) {
        case .refuse: refusals.append(.party(party, standing, on: day, decision))
        case .review: doubts.append(.party(party, standing, on: day, decision))
        case .pass, nil: break
        }
    }
}

extension Reason {
    /// What is wrong with a firm, where, what would be right, by which rule, and what to do. Who suspended it and why is
    /// the firm's own affair: the receipt goes to another one.
    fileprivate static func party(
        _ party: Party, _ standing: EnterpriseStanding, on day: Day, _ decision: TableDecision
    ) -> Reason {
        let (zh, en) = standing.publicWords
        return Reason(
            code: "party.\(standing.code)",
            zh: "\(party.role.zh)\(party.code)（\(party.field)）\(zh.what)，"
                + "\(day)应为有效备案；\(zh.fix)",
            en: "\(party.role.en) \(party.code) (\(party.field)): \(en.what), and had to be "
                + "registered on \(day); \(en.fix)",
            source: "\(TableID.enterpriseClearance.rawValue), row \(decision.row): "
                + decision.source.description)
    }
}

extension EnterpriseStanding {
    /// What may be said of it to another firm, and what mends it.
    fileprivate var publicWords: (zh: (what: String, fix: String), en: (what: String, fix: String))
    {
        switch self {
        case .may: (("已备案", ""), ("registered", ""))
        case .unregistered:
            (("未在综试区备案", "请该企业先备案"), ("not in the zone's register", "it has to file first"))
        case .roleNotApproved:
            (("未以该角色备案", "请该企业申请该角色"), ("not approved in this role", "it has to ask for the role"))
        case .notYet(let from):
            (
                ("该角色自\(from)起有效", "请于该日起申报"),
                ("the role begins on \(from)", "declare from that day on")
            )
        case .expired(let last):
            (
                ("备案有效期至\(last)", "请该企业续期后重新申报"),
                ("the role was over after \(last)", "it has to renew it, then declare again")
            )
        case .suspended(let since, _, _):
            (
                ("自\(since)起暂停", "待恢复后重新申报"),
                ("suspended since \(since)", "declare again once it is resumed")
            )
        case .ended(let day):
            (
                ("备案已于\(day)注销", "请改由已备案企业申报"),
                ("its record was closed on \(day)", "declare with a registered firm")
            )
        }
    }
}
