import ArgumentParser
import Foundation
import ZoneCore
import ZoneServices

/// Prints the register of pilot zones.
struct Zones: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints the register of pilot zones, one a line.")

    @Flag(help: "One JSON object a zone.")
    var json = false
    @Option(help: "The register as of this day; today where missing.")
    var on: Day?
    @Option(help: "Only zones that are active, or revoked.")
    var status: RegisteredZone.Status?
    @Option(help: "Only zones of this province: code of GB/T 2260, Chinese or English name.")
    var province: String?
    @Option(help: "Only zones of this batch.")
    var batch: Int?

    func run() throws {
        let day = on ?? Timestamp(ms: Int64(Date().timeIntervalSince1970 * 1000)).day
        let zones = try ZoneRegister.bundled().zones(
            .init(on: day, status: status, province: province, batch: batch))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        for zone in zones {
            guard let record = ZoneRecord(zone, on: day) else { continue }
            if json {
                print(String(decoding: try encoder.encode(record), as: UTF8.self))
            } else {
                let fields = [
                    String(record.number), record.code, record.status, record.nameZh,
                    record.nameEn, record.provinceZh, record.approvalDocument, record.approvedOn,
                ]
                print(fields.joined(separator: "\t"))
            }
        }
    }
}
