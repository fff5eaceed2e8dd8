import Testing
import ZoneCore

@testable import ZoneServices

@Suite struct DutyCatalogueTests {
    private static let heading = "heading\n"

    /// A duty row with one column changed.
    private static func row(_ change: [Int: String] = [:]) -> String {
        var columns = [
            "a", "税务", "tax", "清单", "lists", "import", "800", "list", "60", "15", "json", "basis",
            "no", "",
        ]
        for (index, text) in change { columns[index] = text }
        return heading + columns.joined(separator: "\t") + "\n"
    }

    private static func problems(_ duties: String, _ fields: String) -> [String] {
        do {
            _ = try DutyCatalogue { ["duties": duties, "duty-fields": fields][$0] }
            return []
        } catch {
            return error.problems
        }
    }

    private static let fields = heading + "a\ttime\t\t何时\twhen\n"

    @Test func theBundledOneIsSound() throws {
        let catalogue = try DutyCatalogue.bundled()
        #expect(catalogue.duties.count == 7)
        let tax = try #require(catalogue.duty("tax-exports"))
        let six: [DutyValue] = [
            .exportDate, .goodsName, .unit, .quantity, .unitPrice, .amount,
        ]
        #expect(Set(six).isSubset(of: tax.fields.map(\.value)))
        #expect(tax.fields.allSatisfy { !$0.value.isPersonal })
        #expect(catalogue.duties.filter(\.isPersonal).map(\.code) == ["smuggling-holds"])
        // No person's value leaves whole.
        #expect(catalogue.duties.flatMap(\.fields).allSatisfy { $0.mask != .full })
        #expect(Self.problems(Self.row(), Self.fields) == [])
    }

    @Test(arguments: [
        ([0: "A"], "code A"), ([1: ""], "field 2 is empty"), ([5: "up"], "direction is up"),
        ([6: "100"], "status 100"), ([6: "800,x"], "status x"), ([7: "day"], "per is day"),
        ([8: "0"], "due_minutes is 0"), ([9: "60"], "the alarm"), ([10: "pdf"], "format is pdf"),
        ([12: "maybe"], "verified is maybe"),
    ])
    func oneDefectOfADuty(change: [Int: String], text: String) {
        let problems = Self.problems(Self.row(change), Self.fields)
        #expect(problems.contains { $0.contains(text) && $0.hasPrefix("dut") }, "\(problems)")
    }

    @Test(arguments: [
        ("a\tbuyerName\t\t何\twhat", "is personal"), ("a\tstatus\tname\t何\twhat", "is not personal"),
        ("a\tgnum\t\t何\twhat", "is of a line"), ("a\texportDate\t\t何\twhat", "only export lists"),
        ("a\tstatus\t\t\twhat", "the purpose"), ("a\tshoe\t\t何\twhat", "value is shoe"),
        ("b\ttime\t\t何\twhat", "there is no duty b"), ("a\ttime", "2 fields, expected 5"),
        ("a\ttime\t\t何\twhat", "stands twice"),
    ])
    func oneDefectOfAField(row: String, text: String) {
        let problems = Self.problems(Self.row(), Self.fields + row + "\n")
        #expect(problems.count == 1 && problems[0].contains(text), "\(problems)")
    }

    @Test func allDefectsAtOnce() {
        let problems = Self.problems(
            Self.row([5: "up", 8: "x", 10: "pdf"]), Self.fields + "a\tbuyerName\t\t\t\n")
        #expect(problems.count == 5)
        #expect(Self.problems(Self.row() + Self.row().dropFirst(8), Self.fields).count == 1)
        do {
            _ = try DutyCatalogue { _ in nil }
            Issue.record("a catalogue without tables")
        } catch {
            #expect(error.problems.count == 2)
        }
    }
}
