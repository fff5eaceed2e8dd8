import Testing
import ZoneCore
import ZoneRules

@Suite struct RuleBookCheckTests {
    @Test func theBookHasNoDefectAndIsCheckedInTime() {
        let clock = ContinuousClock()
        let files = RuleBookFiles.bundled()
        var problems: [RuleBookProblem] = []
        let took = clock.measure { problems = checkRuleBook(files) }
        for problem in problems { Issue.record("\(problem)") }
        print("rule book: \(files.texts.count) files checked in \(took)")
        #expect(took < .seconds(2))
    }

    /// Six seeds, each with every way to spoil a book at a file of its choice: over 300 defects.
    @Test(arguments: 0..<6)
    func seededDefectsAreFound(_ seed: UInt64) {
        let files = RuleBookFiles.bundled()
        var random = SplitMix64(seed: 20_261_127 + seed)
        var (seeded, found) = (0, 0)
        for defect in RuleBookDefect.all {
            guard let spoilt = Self.spoilt(files, by: defect, &random) else {
                Issue.record("seed \(seed): no file can have \(defect.name)")
                continue
            }
            seeded += 1
            let kinds = Set(checkRuleBook(spoilt.files).map(\.kind))
            if kinds.isDisjoint(with: defect.expected) {
                print("seed \(seed): missed \(defect.name) in \(spoilt.path): \(kinds)")
            } else {
                found += 1
            }
        }
        print("seed \(seed): \(found) of \(seeded) defects found")
        #expect(seeded >= 50)
        #expect(found * 100 >= seeded * 99)
    }

    private static func spoilt(
        _ files: RuleBookFiles, by defect: RuleBookDefect, _ random: inout SplitMix64
    ) -> (files: RuleBookFiles, path: String)? {
        let paths = files.texts.keys.filter { path in
            defect.folders.contains { path.hasPrefix($0 + "/") }
        }.sorted().shuffled(using: &random)
        for path in paths {
            if let spoilt = defect.spoil(files, path, &random) { return (spoilt, path) }
        }
        return nil
    }
}
