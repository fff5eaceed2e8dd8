import Foundation
import Testing
import ZoneCore
import ZoneMessages

/// Inputs that a fuzzer found must never break the engine again.
@Suite
struct CrasherTests {
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Fixtures/crashers")

    @Test func crashersAreRead() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        let causes = try String(
            contentsOf: Self.folder.appendingPathComponent("README.md"), encoding: .utf8)
        for file in files.sorted() where file != "README.md" {
            #expect(causes.contains(file), "README.md has no cause for \(file)")
            let bytes = [UInt8](try Data(contentsOf: Self.folder.appendingPathComponent(file)))
            for edition in Edition.allCases {
                let report = checkMessage(bytes, options: CheckOptions(edition: edition))
                #expect(report.findings.count <= MessageLimits().findingCountMax + 1)
            }
        }
    }
}
