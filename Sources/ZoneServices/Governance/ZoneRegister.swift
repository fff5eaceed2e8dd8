import Foundation
public import ZoneCore

/// The register of all pilot zones, active and ended.
public struct ZoneRegister: Sendable {
    /// In the order of approval.
    public let zones: [RegisteredZone]
    /// By code.
    public let provinces: [Province]
    /// By batch.
    public let approvals: [ZoneApproval]

    /// The register that comes with the program.
    public static func bundled() throws(ZoneRegisterError) -> ZoneRegister {
        try ZoneRegister { name in
            Bundle.module.url(forResource: "Resources/" + name, withExtension: "tsv")
                .flatMap { try? String(contentsOf: $0, encoding: .utf8) }
        }
    }

    /// Reads the register from its four tables; `table` gives one's text. All defects are reported at once.
    public init(table: (String) -> String?) throws(ZoneRegisterError) {
        var reader = ZoneRegisterReader()
        provinces = reader.provinces(table("provinces"))
        approvals = reader.approvals(table("zone-approvals"))
        let plans = reader.plans(table("zone-plans"))
        zones = reader.zones(
            table("zones"), provinces: provinces, approvals: approvals, plans: plans)
        reader.checkSuccessors(zones, plans: plans)
        guard reader.problems.isEmpty else { throw ZoneRegisterError(problems: reader.problems) }
    }

    /// The zone of that code.
    public func zone(_ code: String) -> RegisteredZone? { zones.first { $0.code == code } }

    /// What is asked of the register; what is nil is not asked.
    public struct Question: Sendable {
        /// The register as of this day.
        public var on: Day
        public var status: RegisteredZone.Status?
        /// A province by code or name.
        public var province: String?
        public var batch: Int?

        public init(
            on: Day, status: RegisteredZone.Status? = nil, province: String? = nil,
            batch: Int? = nil
        ) {
            (self.on, self.status, self.province, self.batch) = (on, status, province, batch)
        }
    }

    /// The zones that answer a question, in the order of approval; none that was not yet approved.
    public func zones(_ question: Question) -> [RegisteredZone] {
        zones.filter { zone in
            guard let status = zone.status(on: question.on) else { return false }
            return question.status.map { $0 == status } ?? true
                && question.batch.map { $0 == zone.approval.batch } ?? true
                && question.province.map {
                    [zone.province.code, zone.province.zh, zone.province.en].contains($0)
                } ?? true
        }
    }
}

/// What is wrong with the register's tables.
public struct ZoneRegisterError: Error, Equatable, CustomStringConvertible {
    /// One sentence a defect, with table and line.
    public var problems: [String]

    public var description: String { problems.joined(separator: "\n") }
}

/// Reads the tables and collects what is wrong with them.
private struct ZoneRegisterReader {
    private(set) var problems: [String] = []

    private static let rowCountMax = 10_000

    /// The rows below the heading, each with its line number.
    private mutating func rows(
        _ name: String, _ text: String?, fieldCount: Int
    ) -> [(place: String, fields: [String])] {
        guard let text else {
            problems.append("\(name): missing")
            return []
        }
        let lines = text.split(separator: "\n").dropFirst().prefix(Self.rowCountMax)
        return lines.enumerated().compactMap { index, line in
            let place = "\(name), line \(index + 2)"
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
                .map(String.init)
            guard fields.count == fieldCount else {
                problems.append("\(place): \(fields.count) fields, expected \(fieldCount)")
                return nil
            }
            return (place, fields)
        }
    }

    /// A day, or nil where the field is empty.
    private mutating func day(_ text: String, _ place: String) -> Day? {
        guard !text.isEmpty else { return nil }
        let day = Day(text)
        if day == nil { problems.append("\(place): no day: \(text)") }
        return day
    }

    mutating func provinces(_ text: String?) -> [Province] {
        rows("provinces", text, fieldCount: 5).compactMap { place, fields in
            guard let column = Int(fields[3]), let row = Int(fields[4]) else {
                problems.append("\(place): no tile: \(fields[3]), \(fields[4])")
                return nil
            }
            return Province(
                code: fields[0], zh: fields[1], en: fields[2], column: column, row: row)
        }
    }

    mutating func approvals(_ text: String?) -> [ZoneApproval] {
        var approvals: [ZoneApproval] = []
        for (place, fields) in rows("zone-approvals", text, fieldCount: 6) {
            let (signed, published) = (day(fields[2], place), day(fields[3], place))
            guard let batch = Int(fields[0]), !fields[1].isEmpty,
                let approval = ZoneApproval(
                    batch: batch, document: fields[1], signed: signed, published: published,
                    isVerified: fields[4] == "yes", note: fields[5])
            else {
                problems.append("\(place): batch, document or day is missing")
                continue
            }
            approvals.append(approval)
        }
        return approvals
    }

    mutating func plans(_ text: String?) -> [String: ZonePlanIssue] {
        var plans: [String: ZonePlanIssue] = [:]
        for (place, fields) in rows("zone-plans", text, fieldCount: 3) {
            guard let day = day(fields[2], place) else {
                problems.append("\(place): the day of issue is missing")
                continue
            }
            plans[fields[0]] = ZonePlanIssue(document: fields[1], on: day)
        }
        return plans
    }

    mutating func zones(
        _ text: String?, provinces: [Province], approvals: [ZoneApproval],
        plans: [String: ZonePlanIssue]
    ) -> [RegisteredZone] {
        var zones: [RegisteredZone] = []
        var codes: Set<String> = []
        for (place, fields) in rows("zones", text, fieldCount: 11) {
            let province = provinces.first { $0.code == fields[5] }
            let level = RegisteredZone.Level(rawValue: fields[6])
            let approval = approvals.first { String($0.batch) == fields[7] }
            if province == nil { problems.append("\(place): no province: \(fields[5])") }
            if level == nil { problems.append("\(place): no level: \(fields[6])") }
            if approval == nil { problems.append("\(place): no batch: \(fields[7])") }
            if !codes.insert(fields[1]).inserted {
                problems.append("\(place): stands twice: \(fields[1])")
            }
            if fields[0] != String(zones.count + 1) {
                problems.append("\(place): number \(fields[0]), expected \(zones.count + 1)")
            }
            let end = end(fields, place, after: approval?.on, approvals)
            guard let province, let level, let approval else { continue }
            zones.append(
                RegisteredZone(
                    number: zones.count + 1, code: fields[1], styledZh: fields[2],
                    placeZh: fields[3], placeEn: fields[4], province: province, level: level,
                    approval: approval, plan: plans[fields[1]], end: end))
        }
        return zones
    }

    private mutating func end(
        _ fields: [String], _ place: String, after approved: Day?, _ approvals: [ZoneApproval]
    ) -> RegisteredZone.End? {
        guard fields[8...].contains(where: { !$0.isEmpty }) else { return nil }
        guard let approval = approvals.first(where: { String($0.batch) == fields[8] }),
            let how = RegisteredZone.Ending(rawValue: fields[9]), !fields[10].isEmpty
        else {
            problems.append("\(place): an end needs the batch that ended it, how and successor")
            return nil
        }
        if let approved, approval.on <= approved {
            problems.append("\(place): ended on \(approval.on), approved on \(approved)")
        }
        return RegisteredZone.End(approval: approval, how: how, successor: fields[10])
    }

    /// What a zone or a plan names has to be there.
    mutating func checkSuccessors(_ zones: [RegisteredZone], plans: [String: ZonePlanIssue]) {
        let byCode = Dictionary(zones.map { ($0.code, $0) }) { first, _ in first }
        for zone in zones {
            guard let end = zone.end else { continue }
            if byCode[end.successor]?.status(on: end.approval.on) != .active {
                problems.append("zones: \(zone.code) is followed by no zone: \(end.successor)")
            }
        }
        for (code, plan) in plans.sorted(by: { $0.key < $1.key }) {
            guard let zone = byCode[code] else {
                problems.append("zone-plans: no zone: \(code)")
                continue
            }
            if plan.on < zone.approval.on {
                problems.append("zone-plans: \(code) issued \(plan.on), before its approval")
            }
        }
    }
}
