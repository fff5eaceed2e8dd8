import Foundation
import ZoneCore
import ZoneRules

/// Times risk screening on one core: what the memory tells, the draw, the rules, the bytes kept with
/// the decision, and the memory's update, for declarations of which next to none is suspicious.
///
/// Usage: bench-risk [orders in memory, default 1000000] [denied parties, default 100000]

/// Declarations of an ordinary trade: buyers who come back, 60 articles of 12 shops, prices that vary.
struct Trade {
    var state: UInt64

    mutating func draw(_ count: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((z ^ (z >> 31)) % UInt64(count))
    }

    /// A name of two or three characters out of some thousands.
    mutating func name() -> String {
        let surnames = Array("王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢")
        var text = String(surnames[draw(surnames.count)])
        for _ in 0...draw(2) {
            text.unicodeScalars.append(Unicode.Scalar(UInt16(0x4E00 + draw(4000))) ?? "文")
        }
        return text
    }

    static let names = ["保湿面霜", "复合维生素片", "婴儿配方奶粉2段", "速溶咖啡", "针织连体衣", "颈部按摩仪"]
    static let codes = [
        "3304990029", "2106909090", "1901101090", "2101120000", "6111200050", "9019101000",
    ]

    mutating func next(day: Day, buyerCount: Int) -> RiskSubject {
        let buyer = draw(buyerCount)
        var subject = RiskSubject(day: day, value: .zero)
        subject.buyerID = "11016019900101" + String(1_000_000 + buyer)
        subject.buyerName = name()
        subject.payerName = subject.buyerName
        subject.consignee = draw(5) == 0 ? name() : subject.buyerName
        subject.telephone = "140" + String(10_000_000 + buyer)
        subject.address = "示范省云港市海州新区望湖听涛路\(buyer % 800)号翠竹苑\(buyer / 800)幢1102室"
        subject.payerID = subject.buyerID
        subject.shop = "11059\(10_000 + draw(12))"
        subject.tradeMode = draw(2) == 0 ? "1210" : "9610"
        subject.country = "502"
        for number in 0...draw(4) {
            let goods = draw(60)
            var line = Inventory.Line()
            line.gnum = Int32(number + 1)
            line.itemNo = "SKU\(10_000 + goods)"
            line.gcode = Self.codes[goods % 6]
            line.gname = Self.names[goods % 6] + "\(goods)号"
            line.country = "502"
            line.unit = "011"
            line.unit1 = "035"
            line.qty = Fixed5(Int64(1 + draw(3)))
            line.qty1 = line.qty
            line.totalPrice = Fixed5(units: line.qty.units * Int64(80 + goods * 3 + draw(20)))
            subject.value += line.totalPrice.fen
            subject.lines.append(line)
        }
        return subject
    }
}

func microseconds(_ count: Int, _ body: () -> Void) -> Double {
    let time = ContinuousClock().measure(body)
    let (seconds, attoseconds) = time.components
    return (Double(seconds) * 1e6 + Double(attoseconds) / 1e12) / Double(count)
}

func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

let orderCount = CommandLine.arguments.count > 1 ? Int(CommandLine.arguments[1]) ?? 0 : 1_000_000
let partyCount = CommandLine.arguments.count > 2 ? Int(CommandLine.arguments[2]) ?? 0 : 100_000
let first = Day("2026-11-01") ?? Day(number: 0)
let secret = Array(repeating: UInt8(7), count: 32)
let book = try RuleBook.bundled()
let rules = book.rules(on: first.adding(days: 30)).risk
var limits = RiskMemory.Limits()
limits.orderCountMax = max(orderCount, 1024)
let memory = RiskMemory(secret: secret, limits: limits)
let sample = ControlSample(secret: secret, day: first.adding(days: 30))
var trade = Trade(state: 1)
let buyerCount = max(1000, orderCount / 2)
for place in 0..<orderCount {
    let subject = trade.next(
        day: first.adding(days: place * 30 / max(1, orderCount)), buyerCount: buyerCount)
    memory.note(memory.trace(of: subject))
    if place % 100 == 0 { memory.commit() }
}
memory.commit()

var listed = Trade(state: 2)
var parties = DeniedParties(
    NameIndex(
        NameList(
            (0..<partyCount).map {
                NameEntry(id: "L-\($0)", kind: .person, names: [listed.name()])
            })))

let roundCount = 21
var memo = ScreeningMemo()
let perRound = 5_000
var names = ["trace", "draw", "facts", "screen", "pack", "note", "names", "total"]
var times: [[Double]] = names.map { _ in [] }
var (hitCount, byteCount, lineCount, partyHitCount) = (0, 0, 0, 0)
for _ in 0..<roundCount {
    let subjects = (0..<perRound).map { _ in
        trade.next(day: first.adding(days: 30), buyerCount: buyerCount)
    }
    let numbers = (0..<perRound).map { "B20261201\(100_000_000 + $0)" }
    lineCount += subjects.reduce(0) { $0 + $1.lines.count }
    var traces: [RiskTrace] = []
    var draws: [SampleDraws] = []
    var facts: [RiskFacts] = []
    traces.reserveCapacity(perRound)
    draws.reserveCapacity(perRound)
    facts.reserveCapacity(perRound)
    var round: [Double] = []
    round.append(
        microseconds(perRound) {
            for subject in subjects { traces.append(memory.trace(of: subject)) }
        })
    round.append(
        microseconds(perRound) { for number in numbers { draws.append(sample.draws(number)) } })
    round.append(
        microseconds(perRound) {
            for (trace, draws) in zip(traces, draws) {
                var known = RiskFacts()
                known.yearAfter = Fen(1_000_000)
                known.draws = draws
                memory.addFacts(about: trace, rules.limits, to: &known)
                facts.append(known)
            }
        })
    round.append(
        microseconds(perRound) {
            for (subject, facts) in zip(subjects, facts) {
                let result = screen(subject, facts: facts, rules: rules, memo: &memo)
                hitCount += result.action > .pass ? 1 : 0
            }
        })
    round.append(
        microseconds(perRound) { for facts in facts { byteCount += facts.packed.count } })
    round.append(
        microseconds(perRound) {
            for trace in traces { memory.note(trace) }
            memory.commit()
        })
    round.append(
        microseconds(perRound) {
            for subject in subjects {
                partyHitCount += parties.facts(about: subject, rules.limits).isEmpty ? 0 : 1
            }
        })
    for (place, time) in (round + [round.reduce(0, +)]).enumerated() { times[place].append(time) }
}
let count = roundCount * perRound
print("orders in memory: \(memory.orderCount); declarations: \(count), \(lineCount) lines")
print("not passed: \(hitCount); bytes of facts: \(byteCount / count) a declaration")
print("names like one of \(partyCount) listed: \(partyHitCount)")
print("microseconds a declaration, median of \(roundCount) rounds (fastest):")
for (name, times) in zip(names, times) {
    print(
        name.padding(toLength: 8, withPad: " ", startingAt: 0)
            + String(format: "%8.2f  (%.2f)", median(times), times.min() ?? 0))
}
