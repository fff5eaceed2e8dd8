import ZoneCore
import ZoneServices

/// A page of cases of a book.
struct CaseListAnswer: Encodable {
    struct Row: Encodable {
        var id: String
        var zone: String
        var titleZh: String
        var titleEn: String
        var state: String
        var changed: String
    }

    var cases: [Row]
    /// What to ask the next page with; missing at the end.
    var nextAfter: String?

    init(_ rows: [CaseRow], countMax: Int) {
        cases = rows.prefix(countMax).map {
            Row(
                id: $0.id, zone: $0.heading.zone, titleZh: $0.heading.titleZh,
                titleEn: $0.heading.titleEn, state: $0.heading.state,
                changed: $0.changed.iso8601)
        }
        nextAfter = rows.count > countMax ? cases.last?.id : nil
    }
}

/// The operator's table of bodies.
struct BodiesAnswer: Encodable {
    struct Row: Encodable {
        var code: String
        var zh: String
        var en: String
        var level: String
    }

    var bodies: [Row]

    init(_ bodies: [GoverningBody]) {
        self.bodies = bodies.map {
            Row(code: $0.code, zh: $0.zh, en: $0.en, level: $0.level.rawValue)
        }
    }
}

/// What happened to a case.
struct CaseEventAnswer<Act: Encodable>: Encodable {
    var seq: Int
    /// When it was recorded.
    var at: String
    var by: String
    var body: String
    var act: Act

    init<Stored>(_ index: Int, _ event: CaseEvent<Stored>, _ act: Act) {
        (seq, at, by) = (index + 1, event.at.iso8601, event.actor)
        (body, self.act) = (event.body, act)
    }
}

extension Problem {
    /// The problem that the error is.
    init(_ error: CaseError) {
        switch error {
        case .notFound: self = .notFound
        case .refused(.notAllowed(let step, let zh, let en)):
            self = .actNotAllowed(event: step, status: "\(zh) \(en)")
        case .refused(.invalid(let problems)): self = .fieldsRefused(problems)
        case .refused(.full(let countMax)): self = .recordsFull(countMax: countMax)
        }
    }
}

/// What `body` answers, with what cases are refused for as a problem.
func answeringCase<T>(_ body: () throws -> T) throws -> T {
    do {
        return try answeringEnterprise(body)
    } catch let error as CaseError {
        throw Problem(error)
    }
}
