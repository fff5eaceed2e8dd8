import Foundation

/// What a server answered to one message.
struct DrillAnswer: Decodable, Equatable, Sendable {
    var id: Int
    var guid: String
    var repeated: Bool
    var documents: [Document]

    struct Document: Decodable, Equatable, Sendable {
        var key: String
        var status: Int
    }

    private struct Answers: Decodable {
        var messages: [DrillAnswer]
    }

    /// From the body of an answer to one message; nil when it is none.
    init?(_ body: [UInt8]) {
        guard let answers = try? JSONDecoder().decode(Answers.self, from: Data(body)),
            answers.messages.count == 1
        else { return nil }
        self = answers.messages[0]
    }
}

/// All rounds of a drill: what was acknowledged, and what turned out to be wrong with it.
struct DrillBook {
    private(set) var faults: [String] = []
    private var rounds: [DrillRound] = []
    private var acknowledgedCount = 0
    private var underWayCount = 0
    private var receiptCount = 0
    private static let pageCountMax = 100_000

    mutating func add(_ round: DrillRound) {
        rounds.append(round)
        acknowledgedCount += round.acknowledged.count
        underWayCount += round.underWayCount
    }

    /// Sends the last round's messages again and compares; then counts everything there is.
    mutating func prove(at target: LoadTarget) throws {
        guard let round = rounds.last else { return }
        let connection = HTTPConnection(to: target, keepsBody: true)
        let acknowledged = round.acknowledged
        for (group, messages) in round.messages.enumerated() {
            for (number, body) in messages.enumerated() {
                let place = DrillRound.Place(group: group, message: number)
                let answer = DrillAnswer(try connection.post(body).body)
                guard let before = acknowledged[place] else {
                    if answer == nil { faults.append("not taken after the restart: \(place)") }
                    continue
                }
                guard let answer, answer.repeated, answer.id == before.id,
                    answer.guid == before.guid, answer.documents == before.documents
                else {
                    faults.append("lost: message \(before.id) \(before.guid)")
                    continue
                }
            }
        }
        try count(at: target)
    }

    private mutating func count(at target: LoadTarget) throws {
        let messageCount = rounds.reduce(0) { $0 + $1.messages.reduce(0) { $0 + $1.count } }
        let declarations = Set(
            rounds.flatMap { $0.messages.map { Self.orderNumbers(in: $0[0]) } }.joined())
        let metrics = String(decoding: try get("/metrics", at: target), as: UTF8.self)
        func expect(_ name: String, _ count: Int) {
            let line = metrics.split(separator: "\n").first { $0.hasPrefix(name + " ") }
            guard line.map(String.init) != "\(name) \(count)" else { return }
            faults.append("\(name): expected \(count), there is '\(line ?? "nothing")'")
        }
        expect("pilotzone_messages", messageCount)
        expect("pilotzone_declarations", declarations.count)
        try countReceipts(at: target, declarations: declarations)
    }

    private struct Page: Decodable {
        struct Receipt: Decodable {
            var message: String
            var fields: [String: String]
        }

        var receipts: [Receipt]
        var nextCursor: String
        var hasMore: Bool
    }

    /// Each document was stored once and said so once, and no receipt is there twice.
    private mutating func countReceipts(
        at target: LoadTarget, declarations: Set<String>
    ) throws {
        var seen: Set<[String]> = []
        var storedCounts: [String: Int] = [:]
        var cursor = ""
        for _ in 0..<Self.pageCountMax {
            let path = "/v1/receipts?limit=500" + (cursor.isEmpty ? "" : "&after=\(cursor)")
            let page = try JSONDecoder().decode(Page.self, from: Data(get(path, at: target)))
            for receipt in page.receipts {
                let fields = receipt.fields
                let key = [
                    receipt.message, fields["returnStatus"] ?? fields["status"] ?? "",
                    fields["ebpCode"] ?? "", fields["orderNo"] ?? "",
                    fields["payTransactionId"] ?? "", fields["logisticsCode"] ?? "",
                    fields["logisticsNo"] ?? "", fields["copNo"] ?? "", fields["taxNo"] ?? "",
                ]
                if !seen.insert(key).inserted { faults.append("twice: \(key)") }
                if fields["returnStatus"] == "120" {
                    storedCounts[receipt.message, default: 0] += 1
                }
            }
            cursor = page.nextCursor
            guard page.hasMore else { break }
        }
        receiptCount = seen.count
        for name in ["CEB312Message", "CEB412Message", "CEB512Message", "CEB622Message"]
        where storedCounts[name] != declarations.count {
            faults.append(
                "\(name) 120: expected \(declarations.count), there are \(storedCounts[name] ?? 0)")
        }
    }

    private func get(_ path: String, at target: LoadTarget) throws -> [UInt8] {
        let connection = HTTPConnection(
            to: target, method: "GET", path: target.base + path, keepsBody: true)
        return try connection.post([]).body
    }

    /// The order numbers in an order message.
    private static func orderNumbers(in message: [UInt8]) -> [String] {
        String(decoding: message, as: UTF8.self).components(separatedBy: "orderNo>")
            .enumerated().filter { $0.offset % 2 == 1 }
            .map { String($0.element.prefix { $0 != "<" }) }
    }

    /// One JSON object on one line.
    func json(rounds: Int) throws -> String {
        let figures = [
            "rounds": rounds, "acknowledged": acknowledgedCount, "under_way": underWayCount,
            "receipts": receiptCount, "faults": faults.count,
        ]
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return String(decoding: try encoder.encode(figures), as: UTF8.self)
    }
}
