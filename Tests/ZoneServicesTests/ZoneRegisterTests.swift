import Foundation
import Testing
import ZoneCore

@testable import ZoneServices

@Suite struct ZoneRegisterTests {
    static let today = Day(year: 2026, month: 1, day: 1) ?? Day(number: 0)

    @Test func countsOfBatchesAndStates() throws {
        let register = try ZoneRegister.bundled()
        let counts = register.approvals.map { approval in
            register.zones.count { $0.approval.batch == approval.batch }
        }
        #expect(counts == [1, 12, 22, 24, 46, 27, 33, 16])
        #expect(register.zones(.init(on: Self.today, status: .active)).count == 178)
        let revoked = register.zones(.init(on: Self.today, status: .revoked)).map(\.code)
        #expect(revoked == ["haikou", "sanya", "alashankou"])
        #expect(Set(register.zones.map(\.nameZh)).count == 181)
    }

    /// The totals that the government stated after each batch.
    @Test(arguments: [
        ("2018-07-24", 35), ("2019-12-15", 59), ("2020-04-27", 105), ("2022-01-22", 132),
        ("2022-11-14", 165), ("2025-04-24", 165), ("2025-04-25", 178), ("2015-03-06", 0),
    ])
    func activeAsOfADay(day: String, count: Int) throws {
        let day = try #require(Day(day))
        #expect(try ZoneRegister.bundled().zones(.init(on: day, status: .active)).count == count)
    }

    @Test func aLifeFromApprovalToSuccessor() throws {
        let register = try ZoneRegister.bundled()
        let haikou = try #require(register.zone("haikou"))
        func stage(_ text: String) throws -> RegisteredZone.Stage? {
            haikou.stage(on: try #require(Day(text)))
        }
        #expect(try stage("2018-07-23") == nil)
        #expect(try stage("2018-07-24") == .approved)
        #expect(try stage("2025-04-24") == .approved)
        #expect(try stage("2025-04-25") == .merged)
        let record = try #require(ZoneRecord(haikou, on: Self.today))
        #expect(record.status == "revoked" && record.successor == "hainan")
        #expect(record.revokedOn == "2025-04-25" && record.revokedOnKind == "published")
        #expect(record.nameZh == "中国（海口）跨境电子商务综合试验区")
        let beijing = try #require(register.zone("beijing"))
        #expect(beijing.stage(on: try #require(Day("2018-12-17"))) == .approved)
        #expect(beijing.stage(on: try #require(Day("2018-12-18"))) == .planIssued)
    }

    @Test func countyLevelZonesDoNotRollUp() throws {
        let alone = try ZoneRegister.bundled().zones.filter { !$0.level.rollsUp }.map(\.code)
        #expect(
            Set(alone) == [
                "yiwu", "hunchun", "suifenhe", "manzhouli", "alashankou", "yanji", "tongjiang",
                "erenhot",
            ])
    }

    @Test func questionsByProvinceAndBatch() throws {
        let register = try ZoneRegister.bundled()
        for province in ["46", "海南省", "Hainan"] {
            let found = register.zones(.init(on: Self.today, province: province)).map(\.code)
            #expect(found == ["haikou", "sanya", "hainan"])
        }
        #expect(register.zones(.init(on: Self.today, batch: 2)).count == 12)
    }

    @Test func tilesDoNotOverlap() throws {
        let provinces = try ZoneRegister.bundled().provinces
        #expect(Set(provinces.map { [$0.column, $0.row] }).count == provinces.count)
    }

    /// Every defect of the tables is said, not only the first.
    @Test func allDefectsAtOnce() {
        let tables = [
            "provinces": "h\n46\t海南省\tHainan\t5\tx\n11\t北京市\tBeijing\t6\t1\n",
            "zone-approvals": "h\n1\t文\t2015-03-07\t\tyes\t\n2\t文\t\t\tyes\t\n",
            "zone-plans": "h\nnone\t\t2018-01-01\na\t\t2014-01-01\n",
            "zones": "h\n1\ta\t甲\t甲市\tA\t11\tcity\t1\t1\tmerged\tb\n"
                + "3\ta\t乙\t乙市\tB\t99\ttown\t7\t\t\t\n4\tc\n",
        ]
        #expect(throws: ZoneRegisterError.self) { try ZoneRegister { tables[$0] } }
        do {
            _ = try ZoneRegister { tables[$0] }
        } catch {
            #expect(error.problems.count == 12, "\(error)")
        }
    }

    @Test func agreesWithTheSharedList() throws {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../shared/reference/zones.tsv").standardized
        guard let text = try? String(contentsOf: path, encoding: .utf8) else {
            print("skipped: no shared list of zones at \(path.path)")
            return
        }
        let zones = try ZoneRegister.bundled().zones
        for (zone, line) in zip(zones, text.split(separator: "\n").dropFirst()) {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            #expect(fields[0] == String(zone.number) && fields[2] == zone.placeZh)
            #expect(fields[4] == zone.province.zh && fields[6] == zone.approval.document)
            #expect(fields[12].hasPrefix(zone.nameZh) && fields[7] == zone.approval.on.description)
            #expect((fields[10] == "revoked") == (zone.end != nil))
        }
    }
}
