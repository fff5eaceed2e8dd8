import ZoneCore
import ZoneRules

/// An enterprise, its records and the bundled rules of credit, to make cases from.
enum CreditExample {
    static let rules = CreditRules(Example.book)
    static let enterprise = code("91330100MA27XW1R0")
    static let start = Example.day("2026-01-01")

    /// The code whose first 17 characters are those.
    static func code(_ body: String) -> SocialCreditCode {
        let check = Array(body.utf8).withUnsafeBufferPointer { CheckDigit.socialCredit($0) }
        let text = body + String(Character(Unicode.Scalar(check ?? 0x30)))
        guard let code = SocialCreditCode(text) else { preconditionFailure(text) }
        return code
    }

    static func event(
        _ id: String, _ kind: String, _ happened: String, known: String? = nil,
        supersedes: String? = nil
    ) -> CreditEvent {
        CreditEvent(
            id: id, kind: kind, happened: Example.day(happened),
            known: Example.day(known ?? happened), evidence: "file " + id, supersedes: supersedes)
    }

    static func file(
        _ events: [CreditEvent], cases: [CreditCase] = [], listings: [CreditListing] = []
    ) -> CreditFile {
        CreditFile(enterprise: enterprise, events: events, cases: cases, listings: listings)
    }

    static func standing(
        _ file: CreditFile, _ day: String, knownBy: String? = nil
    ) -> CreditStanding {
        creditStanding(
            file, on: Example.day(day), knownBy: Example.day(knownBy ?? day), rules: rules)
    }

    static func dispute(
        _ event: String, opened: String, answerBy: String? = nil,
        _ answer: (String, CreditCase.Outcome)? = nil
    ) -> CreditCase {
        CreditCase(
            kind: .dispute, id: "d-" + event, event: event, opened: Example.day(opened),
            answerBy: answerBy.map(Example.day), ground: "not ours",
            answer: answer.map { .init(day: Example.day($0.0), outcome: $0.1, reason: "seen") })
    }

    /// A file drawn at random: records of two years, known up to 60 days later.
    static func random(_ random: inout SplitMix64) -> CreditFile {
        func day(from: Day, within days: Int) -> Day {
            from.adding(days: Int.random(in: 0...days, using: &random))
        }
        let kinds = rules.kinds.map(\.id) + ["unknown"]
        var file = CreditFile(enterprise: enterprise)
        for number in 0..<Int.random(in: 0...12, using: &random) {
            let happened = day(from: start, within: 730)
            file.events.append(
                CreditEvent(
                    id: "e\(number)", kind: kinds.randomElement(using: &random) ?? "",
                    happened: happened, known: day(from: happened, within: 60), evidence: "x",
                    supersedes: number > 0 && Int.random(in: 0..<8, using: &random) == 0
                        ? "e\(number - 1)" : nil))
        }
        for event in file.events where Bool.random(using: &random) {
            let kind = CreditCase.Kind.allCases.randomElement(using: &random) ?? .dispute
            let opened = day(from: event.known, within: 90)
            let outcomes = CreditCase.Outcome.allCases.filter { $0.kind == kind }
            var one = CreditCase(
                kind: kind, id: "c-" + event.id, event: event.id, opened: opened,
                answerBy: rules.answerDay(for: kind, opened: opened), ground: "g")
            if Bool.random(using: &random), let outcome = outcomes.randomElement(using: &random) {
                let answered = day(from: opened, within: 60)
                one.answer = .init(day: answered, outcome: outcome, reason: "r")
            }
            file.cases.append(one)
        }
        for number in 0..<Int.random(in: 0...2, using: &random) {
            let from = day(from: start, within: 730)
            var entry = CreditListing(
                id: "l\(number)", list: Bool.random(using: &random) ? .red : .black, from: from,
                to: Bool.random(using: &random) ? day(from: from, within: 200) : nil, known: from,
                reason: "r", source: "s")
            if Bool.random(using: &random) {
                entry.ending = .init(day: day(from: from, within: 200), reason: "r")
            }
            file.listings.append(entry)
        }
        return file
    }
}
