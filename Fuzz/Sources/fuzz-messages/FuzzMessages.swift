import Foundation
import ZoneCore
import ZoneMessages

/// Reads and checks the bytes by both editions: whatever they are, that must end, and without a
/// trap.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    for edition in Edition.allCases {
        let message = readMessage(bytes, edition: edition)
        let report = checkMessage(bytes, options: CheckOptions(edition: edition))
        _ = message.decoded.rootValue("guid")
        _ = message.decoded.envelopePayload()
        // A message with a fault of structure is never called valid.
        let isXML = report.message == message.decoded.name
        precondition(report.verdict != .valid || !isXML || message.isSound(in: .structure))
    }
    return 0
}

/// With PILOTZONE_SEEDS=folder writes the seeds there and ends: a message of each type from the
/// dictionary.
@_cdecl("LLVMFuzzerInitialize")
public func fuzzInitialize(
    _ count: UnsafeMutablePointer<CInt>, _ arguments: UnsafeMutableRawPointer
) -> CInt {
    guard let folder = ProcessInfo.processInfo.environment["PILOTZONE_SEEDS"] else { return 0 }
    do {
        try writeSeeds(to: URL(fileURLWithPath: folder))
        exit(0)
    } catch {
        print("\(folder): \(error)")
        exit(1)
    }
}

private func writeSeeds(to folder: URL) throws {
    func write(_ text: String, _ name: String) throws {
        try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }
    for edition in Edition.allCases {
        for root in Grammar.of(edition).roots where root.family != .paymentData {
            for choice in MessageGenerator.Choice.allCases {
                var generator = MessageGenerator(edition: edition, choice: choice, seed: 1)
                let text = generator.message(root).xml
                try write(text, "\(edition.rawValue)-\(root.name)-\(choice)")
            }
        }
    }
    for (index, text) in CleanMessage.all.enumerated() { try write(text, "clean-\(index)") }
    try write("{\"orderNo\":\"1\",\"sessionID\":\"2\",\"serviceTime\":3}", "request.json")
    try write(
        "{\"sessionID\":\"2\",\"payExchangeInfoHead\":{\"guid\":\"A\",\"totalAmount\":1.5},"
            + "\"payExchangeInfoLists\":[{\"orderNo\":\"1\","
            + "\"goodsInfo\":[{\"gname\":\"\\u7a0e\"}]}]}",
        "upload.json")
}
