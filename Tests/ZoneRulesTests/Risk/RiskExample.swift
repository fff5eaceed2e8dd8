import ZoneCore
import ZoneRules

/// A day's trade as screening sees it: orders that are screened and then remembered.
struct RiskExample {
    static let day = Example.day
    static let rules = Example.rules.risk
    static let secret = Array("a secret of the tests, 32 bytes.".utf8)

    let memory: RiskMemory
    var rules = Self.rules

    init(limits: RiskMemory.Limits = RiskMemory.Limits()) {
        memory = RiskMemory(secret: Self.secret, limits: limits)
    }

    /// An order like any other: one line of 200 yuan.
    static func subject(
        buyer: String, value: Int64 = 200, day: Day = Self.day, goods: String = "2106909090",
        name: String = "复合维生素片"
    ) -> RiskSubject {
        var subject = RiskSubject(day: day, value: Fen(value * 100))
        subject.buyerID = buyer
        subject.buyerName = "李小宝"
        subject.telephone = "140" + buyer.suffix(8)
        subject.address = "示范省云港市望湖路\(buyer)号"
        subject.payerID = buyer
        subject.shop = "1105910159"
        subject.tradeMode = "9610"
        subject.country = "502"
        var line = Example.line(goods, price: String(value))
        line.gname = name
        line.country = "502"
        line.itemNo = ""
        subject.lines = [line]
        return subject
    }

    /// What is known of an order, from the memory.
    func facts(_ subject: RiskSubject, yearAfter: Int64? = nil) -> RiskFacts {
        var facts = RiskFacts()
        memory.addFacts(about: memory.trace(of: subject), rules.limits, to: &facts)
        facts.yearAfter = yearAfter.map { Fen($0 * 100) }
        return facts
    }

    /// Screens an order and remembers it.
    @discardableResult
    func take(_ subject: RiskSubject, yearAfter: Int64? = nil) -> RiskResult {
        let result = screen(subject, facts: facts(subject, yearAfter: yearAfter), rules: rules)
        memory.note(memory.trace(of: subject))
        memory.commit()
        return result
    }
}

extension RiskResult {
    /// The names of the rules that hit.
    var names: [String] { rules.rules.map(\.name) }
}
