import Foundation
public import ZoneCore

/// What the zone owes the departments, read from two tables.
public struct DutyCatalogue: Sendable {
    /// In the order of the table.
    public let duties: [DutyPlan]

    /// Most duties; each has a task of its own where it is pushed.
    static let dutyCountMax = 100

    /// The catalogue that comes with the program.
    public static func bundled() throws(DutyCatalogueError) -> DutyCatalogue {
        try DutyCatalogue { name in
            Bundle.module.url(forResource: "Resources/" + name, withExtension: "tsv")
                .flatMap { try? String(contentsOf: $0, encoding: .utf8) }
        }
    }

    /// The operator's catalogue: `duties.tsv` and `duty-fields.tsv` of a folder.
    public static func folder(_ path: String) throws(DutyCatalogueError) -> DutyCatalogue {
        try DutyCatalogue { name in
            try? String(
                contentsOf: URL(fileURLWithPath: path).appending(path: name + ".tsv"),
                encoding: .utf8)
        }
    }

    /// Reads the catalogue; `table` gives the text of a table. All defects are reported at once.
    public init(table: (String) -> String?) throws(DutyCatalogueError) {
        var reader = DutyCatalogueReader()
        let fields = reader.fields(table("duty-fields"))
        duties = reader.duties(table("duties"), fields: fields)
        guard reader.problems.isEmpty else { throw DutyCatalogueError(problems: reader.problems) }
    }

    /// The duty of that code.
    public func duty(_ code: String) -> DutyPlan? { duties.first { $0.code == code } }
}

/// What is wrong with the catalogue's tables.
public struct DutyCatalogueError: Error, Equatable, CustomStringConvertible {
    /// One sentence a defect, with table and line, in both languages.
    public var problems: [String]

    public var description: String { problems.joined(separator: "\n") }
}

/// Reads the tables and collects what is wrong with them.
private struct DutyCatalogueReader {
    private(set) var problems: [String] = []

    /// A year: more than any department waits, and far from the end of an integer.
    private static let minuteCountMax: Int64 = 366 * 1440

    private mutating func complain(_ place: String, _ zh: String, _ en: String) {
        problems.append("\(place): \(zh) / \(en)")
    }

    /// The rows below the heading, each with its place.
    private mutating func rows(
        _ name: String, _ text: String?, fieldCount: Int, countMax: Int
    ) -> [(place: String, fields: [String])] {
        guard let text else {
            complain(name, "缺少该表", "the table is missing")
            return []
        }
        let lines = text.split(separator: "\n").dropFirst()
        if lines.count > countMax {
            complain(
                name, "\(lines.count) 行，最多 \(countMax) 行",
                "\(lines.count) rows, at most \(countMax)")
        }
        return lines.prefix(countMax).enumerated().compactMap { index, line in
            let place = "\(name), line \(index + 2)"
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
                .map(String.init)
            guard fields.count == fieldCount else {
                complain(
                    place, "\(fields.count) 列，应为 \(fieldCount) 列",
                    "\(fields.count) fields, expected \(fieldCount)")
                return nil
            }
            return (place, fields)
        }
    }

    /// One of a set of words; nil, with a complaint, for another.
    private mutating func word<Word: RawRepresentable & CaseIterable>(
        _ text: String, _ place: String, _ name: String
    ) -> Word? where Word.RawValue == String {
        if let word = Word(rawValue: text) { return word }
        let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
        complain(
            place, "\(name) 为 \(text)，应为 \(words) 之一",
            "\(name) is \(text), expected one of \(words)")
        return nil
    }

    typealias PlacedField = (place: String, field: DutyPlan.Field)

    /// The fields by duty, in the order of the table.
    mutating func fields(_ text: String?) -> [String: [PlacedField]] {
        var fields: [String: [PlacedField]] = [:]
        for (place, columns) in rows("duty-fields", text, fieldCount: 5, countMax: 5_000) {
            let value: DutyValue? = word(columns[1], place, "value")
            let mask: DutyMask? = columns[2].isEmpty ? nil : word(columns[2], place, "mask")
            if columns[3].isEmpty || columns[4].isEmpty {
                complain(place, "没有用途", "the purpose is missing")
            }
            guard let value else { continue }
            if value.isPersonal, columns[2].isEmpty {
                complain(
                    place, "\(value.rawValue) 是个人信息，须写明脱敏规则",
                    "\(value.rawValue) is personal: say how it is masked")
            }
            if !value.isPersonal, !columns[2].isEmpty {
                complain(
                    place, "\(value.rawValue) 不是个人信息，不应脱敏",
                    "\(value.rawValue) is not personal: leave the mask empty")
            }
            fields[columns[0], default: []].append(
                (
                    place,
                    DutyPlan.Field(
                        value: value, mask: mask, purposeZh: columns[3], purposeEn: columns[4])
                ))
        }
        return fields
    }

    mutating func duties(
        _ text: String?, fields: [String: [PlacedField]]
    ) -> [DutyPlan] {
        var duties: [DutyPlan] = []
        var codes: Set<String> = []
        let rows = rows(
            "duties", text, fieldCount: 14, countMax: DutyCatalogue.dutyCountMax)
        for (place, columns) in rows {
            let own = fields[columns[0]] ?? []
            if let duty = duty(columns, place, own.map(\.field)) {
                check(duty, place, own)
                duties.append(duty)
            }
            if !codes.insert(columns[0]).inserted {
                complain(place, "\(columns[0]) 重复", "\(columns[0]) stands twice")
            }
        }
        for code in fields.keys.sorted() where !codes.contains(code) {
            complain(
                fields[code]?.first?.place ?? "duty-fields", "没有义务 \(code)",
                "there is no duty \(code)")
        }
        return duties
    }

    private mutating func duty(
        _ columns: [String], _ place: String, _ fields: [DutyPlan.Field]
    ) -> DutyPlan? {
        let isCode =
            !columns[0].isEmpty && columns[0].utf8.count <= 40
            && columns[0].utf8.allSatisfy { (97...122).contains($0) || $0 == 45 }
        if !isCode {
            complain(
                place, "代码 \(columns[0]) 应为 1 至 40 个小写字母或连字符",
                "code \(columns[0]): expected 1...40 small letters and hyphens")
        }
        for index in [1, 2, 3, 4, 11] where columns[index].isEmpty {
            complain(place, "第 \(index + 1) 列为空", "field \(index + 1) is empty")
        }
        let direction: DutyPlan.Direction? = word(columns[5], place, "direction")
        let grain: DutyPlan.Grain? = word(columns[7], place, "per")
        let format: DutyPlan.Format? = word(columns[10], place, "format")
        let due = minutes(columns[8], place, "due_minutes", min: 1)
        let alarm = minutes(columns[9], place, "alarm_minutes", min: 0)
        if !["yes", "no"].contains(columns[12]) {
            complain(
                place, "verified 为 \(columns[12])，应为 yes 或 no",
                "verified is \(columns[12]), expected yes or no")
        }
        let statuses = statuses(columns[6], place)
        guard let direction, let grain, let format, let due, let alarm else { return nil }
        return DutyPlan(
            code: columns[0], department: (columns[1], columns[2]),
            title: (columns[3], columns[4]), direction: direction, statuses: statuses,
            grain: grain, dueMs: due * 60_000, alarmMs: alarm * 60_000, format: format,
            basis: DutyPlan.Basis(
                instrument: columns[11], isVerified: columns[12] == "yes", note: columns[13]),
            fields: fields)
    }

    private mutating func minutes(
        _ text: String, _ place: String, _ name: String, min: Int64
    ) -> Int64? {
        if let count = Int64(text), (min...Self.minuteCountMax).contains(count) { return count }
        complain(
            place, "\(name) 为 \(text)，应为 \(min) 至 \(Self.minuteCountMax)",
            "\(name) is \(text), expected \(min)...\(Self.minuteCountMax)")
        return nil
    }

    /// Statuses in which a list has its number and its sender can't change it, so that a record stays what it was.
    private mutating func statuses(_ text: String, _ place: String) -> Set<Int> {
        var statuses: Set<Int> = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let code = Int(part), let status = ReturnStatus(code: code), code >= 120,
                !status.mayChange
            else {
                complain(
                    place, "状态 \(part) 不是清单不可再变更的状态",
                    "status \(part) is none in which a list can't change any more")
                continue
            }
            statuses.insert(code)
        }
        return statuses
    }

    private mutating func check(_ duty: DutyPlan, _ place: String, _ fields: [PlacedField]) {
        if fields.isEmpty { complain(place, "没有字段", "it has no fields") }
        if duty.alarmMs >= duty.dueMs {
            complain(place, "预警不早于到期", "the alarm is not within the time to the due time")
        }
        var seen: Set<DutyValue> = []
        for (place, field) in fields {
            let name = field.value.rawValue
            if !seen.insert(field.value).inserted {
                complain(place, "\(name) 重复", "\(name) stands twice")
            }
            if field.value.isOfLine, duty.grain == .list {
                complain(
                    place, "\(name) 属于商品行，而记录按清单", "\(name) is of a line, the record of a list")
            }
            if field.value.direction != .both, field.value.direction != duty.direction {
                complain(
                    place, "\(name) 只有 \(field.value.direction.rawValue) 清单才有",
                    "only \(field.value.direction.rawValue) lists have \(name)")
            }
        }
    }
}

/// The generated page of the duties. Made from the catalogue alone.
public func dutyReferencePage() throws -> String {
    var text = """
        # Duties to inform departments 信息义务

        Generated by `pilotzone docs` from the catalogue in `Sources/ZoneServices/Resources`; a test fails when it is stale.

        Only the fields named here leave the zone, each for its purpose. Time begins when the list reached one of the statuses.
        Which fields, in which form and within which time is the operator's setting unless the basis says it.

        Masks 脱敏:


        """
    for mask in DutyMask.allCases {
        text += "- `\(mask.rawValue)`: \(mask.words.zh) / \(mask.words.en)\n"
    }
    for duty in try DutyCatalogue.bundled().duties {
        let statuses = duty.statuses.sorted().map { "\($0) \(ReturnStatus(code: $0)?.zh ?? "")" }
        let basis =
            duty.basis.instrument + (duty.basis.isVerified ? "" : " (not verified 未核对)")
            + (duty.basis.note.isEmpty ? "" : ": " + duty.basis.note)
        text += """

            ## `\(duty.code)`: \(duty.titleZh) / \(duty.titleEn)

            Department 部门: \(duty.departmentZh) / \(duty.departmentEn). Basis 依据: \(basis).
            One record a \(duty.grain.rawValue); lists: \(duty.direction.rawValue); statuses: \(statuses.joined(separator: ", ")).
            Due within \(duty.dueMs / 60_000) min, alarm \(duty.alarmMs / 60_000) min before; usual format: \(duty.format.rawValue).

            | field | 用途 | purpose | mask |
            | --- | --- | --- | --- |

            """
        for field in duty.fields {
            text +=
                "| `\(field.value.rawValue)` | \(field.purposeZh) | \(field.purposeEn) "
                + "| \(field.mask?.rawValue ?? "") |\n"
        }
    }
    return text
}
