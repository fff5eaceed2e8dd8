import ZoneCore
import ZoneServices

/// A filing as sent.
struct FilingBody: Decodable {
    static let shape =
        #"{"customsCode", "name", "nameEn"?, "address", "contactName", "contactPhone", "#
        + #""contactEmail"?, "overseas"?, "bank"?, "domesticAgent"?, "roles": [string], "#
        + #""qualifications"?: [{"role", "kind", "number", "lastDay"?}], "submit"?, "by"}"#

    struct Qualification: Decodable {
        var role: String
        var kind: String
        var number: String
        var lastDay: String?
    }

    var customsCode: String
    var name: String
    var nameEn: String?
    var address: String
    var contactName: String
    var contactPhone: String
    var contactEmail: String?
    var overseas: Bool?
    var bank: Bool?
    var domesticAgent: String?
    var roles: [String]
    var qualifications: [Qualification]?
    var submit: Bool?
    var by: String

    /// Its content, with all that has not the form of its field said at once.
    func filing() throws(Problem) -> EnterpriseFiling {
        var problems: [FilingProblem] = []
        var known: Set<EnterpriseRole> = []
        func role(_ name: String, _ field: String) -> EnterpriseRole? {
            if let role = EnterpriseRole(rawValue: name) { return role }
            problems.append(
                FilingProblem(
                    field: field, value: name, zh: "应为：\(EnterpriseRole.names)。",
                    en: "One of \(EnterpriseRole.names)."))
            return nil
        }
        for name in roles.prefix(20) {
            if let role = role(name, "roles") { known.insert(role) }
        }
        var shown: [EnterpriseFiling.Qualification] = []
        for one in (qualifications ?? []).prefix(100) {
            let day = one.lastDay.flatMap { $0.utf8.count == 10 ? Day($0) : nil }
            if let text = one.lastDay, day == nil {
                problems.append(
                    FilingProblem(
                        field: "qualifications", value: text, zh: "日期应为YYYY-MM-DD。",
                        en: "A day is YYYY-MM-DD."))
            }
            if let role = role(one.role, "qualifications") {
                shown.append(
                    .init(role: role, kind: one.kind, number: one.number, lastDay: day))
            }
        }
        guard problems.isEmpty else { throw .fieldsRefused(problems) }
        return EnterpriseFiling(
            customsCode: customsCode, name: name, nameEn: nameEn ?? "", address: address,
            contactName: contactName, contactPhone: contactPhone,
            contactEmail: contactEmail ?? "", isOverseas: overseas ?? false,
            isBank: bank ?? false, domesticAgent: domesticAgent ?? "", roles: known,
            qualifications: shown)
    }
}

/// A step of a filing's life as sent.
struct EnterpriseActBody: Decodable {
    static let shape =
        #"{"act": "submit", "take", "return", "approve", "refuse", "suspend", "resume" or "end", "#
        + #""role"?, "from"?, "until"?, "reasons"?: [{"field"?, "role"?, "zh", "en"}], "#
        + #""reason"?, "department"?, "by"}"#

    struct Reason: Decodable {
        var field: String?
        var role: String?
        var zh: String
        var en: String
    }

    var act: String
    var role: String?
    var from: String?
    var until: String?
    var reasons: [Reason]?
    var reason: String?
    var department: String?
    var by: String

    /// The act; an approval without a first day begins today.
    func enterpriseAct(today: Day) throws(Problem) -> EnterpriseAct {
        let named = try role.map { (name) throws(Problem) in try Self.role(name) }
        var list: [ReviewReason] = []
        for reason in reasons ?? [] {
            list.append(
                ReviewReason(
                    field: reason.field ?? "",
                    role: try reason.role.map { (name) throws(Problem) in try Self.role(name) },
                    zh: reason.zh, en: reason.en))
        }
        func needed() throws(Problem) -> EnterpriseRole {
            guard let named else {
                throw .valueRefused(name: "role", expected: EnterpriseRole.names)
            }
            return named
        }
        switch act {
        case "submit": return .submit
        case "take": return .take
        case "return": return .sendBack(list)
        case "approve":
            return .approve(
                try needed(),
                from: try from.map { (text) throws(Problem) in try readDay(text, "from") }
                    ?? today,
                until: try until.map { (text) throws(Problem) in try readDay(text, "until") })
        case "refuse": return .refuse(try needed(), list)
        case "suspend": return .suspend(named, reason: reason ?? "")
        case "resume": return .resume(named, reason: reason ?? "")
        case "end": return .end(reason: reason ?? "")
        default:
            throw .valueRefused(
                name: "act",
                expected: "submit, take, return, approve, refuse, suspend, resume, end")
        }
    }

    private static func role(_ name: String) throws(Problem) -> EnterpriseRole {
        guard let role = EnterpriseRole(rawValue: name) else {
            throw .valueRefused(name: "role", expected: EnterpriseRole.names)
        }
        return role
    }
}
