public import ZoneCore

/// An inspection as it is asked for.
public struct InspectionRequest: Hashable, Sendable {
    public var id: String
    public var title: String
    public var scope: String
    public var basis: String
    public var lead: String
    public var members: [String]
    public var from: Day
    public var to: Day

    /// A request with all its parts.
    public init(
        id: String, title: String, scope: String, basis: String, lead: String, members: [String],
        from: Day, to: Day
    ) {
        (self.id, self.title, self.scope, self.basis) = (id, title, scope, basis)
        (self.lead, self.members, self.from, self.to) = (lead, members, from, to)
    }

    /// Most people of an inspection.
    public static let memberCountMax = 50

    /// Everything that is wrong with it.
    var problems: [FilingProblem] {
        var problems =
            idProblems("id", id) + wordProblems("title", title) + wordProblems("scope", scope)
            + wordProblems("basis", basis, mayBeEmpty: true) + wordProblems("lead", lead)
        for member in members.prefix(Self.memberCountMax) {
            problems += wordProblems("members", member)
        }
        if members.count > Self.memberCountMax {
            problems.append(
                FilingProblem(
                    field: "members", value: "\(members.count)",
                    zh: "最多\(Self.memberCountMax)人，现有\(members.count)人。",
                    en: "At most \(Self.memberCountMax); there are \(members.count)."))
        }
        if from > to || Int(to.number) - Int(from.number) > 3_660 {
            problems.append(
                FilingProblem(
                    field: "to", value: to.description, zh: "不得早于\(from)，且不超过十年。",
                    en: "Not before \(from), and within ten years of it."))
        }
        return problems
    }
}

/// A finding as it is asked for.
public struct FindingRequest: Hashable, Sendable {
    public var id: String
    public var inspection: String
    public var titleZh: String
    public var titleEn: String
    public var basis: String
    public var severity: FindingSeverity
    public var department: String
    public var test: CheckCall
    public var due: Day

    /// A request with all its parts.
    public init(
        id: String, inspection: String, titleZh: String, titleEn: String, basis: String,
        severity: FindingSeverity, department: String, test: CheckCall, due: Day
    ) {
        (self.id, self.inspection, self.titleZh, self.titleEn) = (id, inspection, titleZh, titleEn)
        (self.basis, self.severity, self.department) = (basis, severity, department)
        (self.test, self.due) = (test, due)
    }

    /// Everything that is wrong with it on a day.
    func problems(on today: Day) -> [FilingProblem] {
        var problems =
            idProblems("id", id) + wordProblems("titleZh", titleZh)
            + wordProblems("titleEn", titleEn) + wordProblems("basis", basis, mayBeEmpty: true)
            + wordProblems("department", department) + test.problems(at: "test")
        if due < today || due.number - today.number > 3_660 {
            problems.append(
                FilingProblem(
                    field: "due", value: due.description, zh: "整改期限应在\(today)起十年以内。",
                    en: "A deadline lies from \(today) on, within ten years."))
        }
        return problems
    }
}

/// Letters, digits, dots and dashes.
func idProblems(_ field: String, _ id: String) -> [FilingProblem] {
    let isFit =
        (1...64).contains(id.utf8.count)
        && id.utf8.allSatisfy {
            (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0)
                || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
        }
    return isFit
        ? []
        : [
            FilingProblem(
                field: field, value: id, zh: "应为1至64个字母、数字、点或短横。",
                en: "Expected 1 to 64 letters, digits, dots or dashes.")
        ]
}

/// A line of text of at most so many bytes.
func wordProblems(
    _ field: String, _ text: String, countMax: Int = 1_000, mayBeEmpty: Bool = false
) -> [FilingProblem] {
    let isFit =
        (mayBeEmpty ? 0...countMax : 1...countMax).contains(text.utf8.count)
        && !text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" }
    return isFit
        ? []
        : [
            FilingProblem(
                field: field, value: text, zh: "应为\(mayBeEmpty ? 0 : 1)至\(countMax)字节，不含控制字符。",
                en:
                    "Expected \(mayBeEmpty ? 0 : 1) to \(countMax) bytes without control characters."
            )
        ]
}
