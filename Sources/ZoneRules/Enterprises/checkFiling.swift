public import ZoneCore

/// Longest text of one field of a filing, bytes.
public let filingTextByteCountMax = 300
/// Most qualifications of one filing.
public let filingQualificationCountMax = 50

/// Everything that keeps a filing from being handed in on the day of the rules, all at once.
public func checkFiling(_ filing: EnterpriseFiling, rules: Rules) -> [FilingProblem] {
    var problems = checkFilingForm(filing)
    func missing(_ field: String, _ value: String) {
        guard value.allSatisfy({ $0 == " " }) else { return }
        problems.append(
            FilingProblem(field: field, value: value, zh: "请填写此项。", en: "Fill in this field."))
    }
    missing("name", filing.name)
    missing("address", filing.address)
    missing("contactName", filing.contactName)
    missing("contactPhone", filing.contactPhone)
    if CustomsCode(filing.customsCode) == nil {
        problems.append(
            FilingProblem(
                field: "customsCode", value: filing.customsCode, zh: "海关注册编码应为10位数字或大写字母。",
                en: "A customs code has ten digits or capital letters."))
    }
    if filing.roles.isEmpty {
        problems.append(
            FilingProblem(
                field: "roles", value: "", zh: "请至少选择一个角色。", en: "Choose one role at least."))
    }
    for role in EnterpriseRole.allCases where filing.roles.contains(role) {
        problems += checkRole(role, filing, rules: rules)
    }
    return problems
}

/// What keeps a filing from being saved even as a draft: texts without limits or of no use.
public func checkFilingForm(_ filing: EnterpriseFiling) -> [FilingProblem] {
    var problems: [FilingProblem] = []
    let texts =
        filing.fields.filter { $0.name != "qualifications" && $0.name != "roles" }
        + filing.qualifications.flatMap {
            [("qualifications", $0.number), ("qualifications", $0.kind)]
        }
    for (name, value) in texts {
        let isClean = !value.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
        guard value.utf8.count > filingTextByteCountMax || !isClean else { continue }
        problems.append(
            FilingProblem(
                field: name, value: value,
                zh: "最多\(filingTextByteCountMax)字节，不含控制字符。",
                en: "At most \(filingTextByteCountMax) bytes without control characters."))
    }
    if filing.qualifications.count > filingQualificationCountMax {
        problems.append(
            FilingProblem(
                field: "qualifications", value: String(filing.qualifications.count),
                zh: "最多\(filingQualificationCountMax)项资质。",
                en: "At most \(filingQualificationCountMax) qualifications."))
    }
    return problems
}

private func checkRole(
    _ role: EnterpriseRole, _ filing: EnterpriseFiling, rules: Rules
) -> [FilingProblem] {
    let need = neededQualification(
        for: role, isBank: filing.isBank, isOverseas: filing.isOverseas, rules: rules
    ).need
    switch need {
    case nil, .some(.none): return []
    case .domesticAgent:
        guard CustomsCode(filing.domesticAgent) == nil else { return [] }
        return [
            FilingProblem(
                field: "domesticAgent", value: filing.domesticAgent,
                zh: "境外\(role.zh)须填写境内代理人的10位海关注册编码。",
                en: "An overseas \(role.en) names its domestic agent by ten-character customs code."
            )
        ]
    case .expressLicence, .financialLicence, .paymentLicence:
        guard let need else { return [] }
        let shown = filing.qualifications.filter {
            $0.role == role && $0.kind == need.rawValue && !$0.number.isEmpty
        }
        guard !shown.isEmpty else {
            return [
                FilingProblem(
                    field: "qualifications", value: "",
                    zh: "\(role.zh)须提供\(need.zh)的编号（\(need.rawValue)）。",
                    en: "A \(role.en) shows the number of its \(need.en) (\(need.rawValue)).")
            ]
        }
        guard shown.allSatisfy({ $0.lastDay.map { $0 < rules.day } ?? false }) else { return [] }
        return [
            FilingProblem(
                field: "qualifications", value: shown[0].lastDay?.description ?? "",
                zh: "\(role.zh)的\(need.zh)已过有效期，请更新。",
                en: "The \(need.en) of the \(role.en) is over; show a new one.")
        ]
    }
}
