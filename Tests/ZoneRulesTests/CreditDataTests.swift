import Testing
import ZoneCore
import ZoneRules

@Suite struct CreditDataTests {
    private static func problems(_ path: String, _ old: String, _ new: String) -> [String] {
        var files = RuleBookFiles.bundled()
        files.texts[path] = files.texts[path]?.replacing(old, with: new)
        return checkRuleBook(files).map { "\($0.place): \($0.kind)" }
    }

    @Test func theBundledKindsAreTermsThatCanCount() {
        #expect(CreditExample.rules.kinds.count == 15)
        for kind in CreditExample.rules.kinds {
            #expect(kind.kind == .setting, "\(kind.id)")
            #expect(kind.versions.allSatisfy { !$0.isVerified }, "\(kind.id)")
        }
    }

    private static let kind = "credit/false-orders.yaml"
    static let faults: [(String, String, String, String)] = [
        (kind, "points: \"-20\"", "points: \"0\"", "\(kind) values[0]: badValue"),
        (kind, "points: \"-20\"", "points: \"-1001\"", "\(kind) values[0]: badValue"),
        (kind, "counts-days: \"730\"", "counts-days: \"0\"", "\(kind) values[0]: badValue"),
        (kind, "points: \"-20\"", "points: \"20\"", "\(kind) values[0] repair: badValue"),
        (kind, "no-new-penalty", "no-penalty", "\(kind) values[0] repair needs[1]: badValue"),
        (kind, "after-days: \"180\"", "days: \"180\"", "\(kind) values[0] repair: unknownField"),
        (kind, "instrument:", "instruments:", "\(kind) values[0]"),
        (kind, "id: false-orders", "id: fake-orders", "\(kind): wrongPlace"),
        (kind, "known: 2016-04-08", "known: 2016-04-09", "credit.false-orders: badKnown"),
        (
            "parameters/credit/points-min-a.yaml", "\"120\"", "\"80\"",
            "credit.points-min-a: badValue"
        ),
    ]

    @Test(arguments: faults)
    func faultsAreFound(path: String, old: String, new: String, expected: String) {
        let found = Self.problems(path, old, new)
        #expect(found.contains { $0.hasPrefix(expected) }, "\(found)")
    }
}
