/// Something that happened to a case of a book. Never changed, only followed by others.
public struct CaseEvent<Act: CaseAct>: Hashable, Sendable {
    /// What happened.
    public var act: Act
    /// When it was recorded, by the zone's clock. When something was true is a part of the act.
    public var at: Timestamp
    /// Who did it.
    public var actor: String
    /// The code of the body it was done for.
    public var body: String

    /// An event with all its parts.
    public init(act: Act, at: Timestamp, actor: String, body: String) {
        (self.act, self.at, self.actor, self.body) = (act, at, actor, body)
    }
}

/// What can happen to a case, with the permission it needs on the body that does it.
public protocol CaseAct: Hashable, Sendable, Codable {
    /// Its name in the API and in the log.
    var name: String { get }
    /// What somebody needs to do it.
    var permission: Permission { get }
}

/// The books of cases with steps. One store keeps all of them.
public enum CaseBook: String, CaseIterable, Sendable {
    /// Implementation plans of zones.
    case plan
    /// Policies and construction projects reported for approval.
    case approval
}

/// A case folded from its events.
public protocol CaseRecord: Sendable {
    associatedtype Act: CaseAct
    /// The book it lies in.
    static var book: CaseBook { get }
    /// Its id in the book; ``isCreditID(_:)`` says the form.
    var id: String { get }
    /// How many events made it.
    var eventCount: Int { get }
    /// What lists show of it.
    var heading: CaseHeading { get }

    /// A case of which nothing is known yet.
    init(id: String)
    /// Takes an event in, or says why it can't be and changes nothing.
    mutating func apply(_ event: CaseEvent<Act>) throws(CaseRefusal)
}

extension CaseRecord {
    /// What these events, oldest first, made of it; nil where one can't follow the others.
    public init?(id: String, events: some Sequence<CaseEvent<Act>>) {
        self.init(id: id)
        for event in events {
            guard (try? apply(event)) != nil else { return nil }
        }
    }
}

/// What lists show of a case.
public struct CaseHeading: Hashable, Sendable {
    /// The zone's code.
    public var zone: String
    public var titleZh: String
    public var titleEn: String
    /// The name of the state.
    public var state: String

    /// A heading with all its parts.
    public init(zone: String, titleZh: String, titleEn: String, state: String) {
        (self.zone, self.titleZh, self.titleEn, self.state) = (zone, titleZh, titleEn, state)
    }
}

/// A case as lists show it.
public struct CaseRow: Hashable, Sendable {
    public var id: String
    public var heading: CaseHeading
    /// When something happened to it last.
    public var changed: Timestamp

    /// A row with all its parts.
    public init(id: String, heading: CaseHeading, changed: Timestamp) {
        (self.id, self.heading, self.changed) = (id, heading, changed)
    }
}

/// What every case is held to.
public enum CaseLimits {
    /// Most events of one case.
    public static let eventCountMax = 5_000
    /// Longest text, bytes.
    public static let textByteCountMax = 4_000
    /// Longest title, bytes.
    public static let titleByteCountMax = 400
    /// Most bodies that are asked at once, or that support a task.
    public static let bodyCountMax = 40
}

/// Why an event can't follow what was. Nothing changes.
public enum CaseRefusal: Error, Hashable, Sendable {
    /// The step can't be taken in that state; what the state is or what is missing.
    case notAllowed(step: String, zh: String, en: String)
    /// Values that are not as they have to be, all of them.
    case invalid([FilingProblem])
    /// The case has as many events as it may.
    case full(countMax: Int)

    /// One value.
    static func field(_ name: String, _ value: String, zh: String, en: String) -> CaseRefusal {
        .invalid([FilingProblem(field: name, value: value, zh: zh, en: en)])
    }

    /// The step belongs to other bodies.
    static func body(_ body: String, expected: [String]) -> CaseRefusal {
        let names = expected.joined(separator: ", ")
        return .field(
            "body", body, zh: "该步骤应由以下部门办理：\(names)。", en: "This step is for: \(names).")
    }
}
