/// The record of an enterprise: its versions and what was decided, folded from its events.
public struct EnterpriseRecord: Hashable, Sendable {
    /// Most events of one enterprise.
    public static let eventCountMax = 2_000

    /// Whose.
    public let code: SocialCreditCode
    /// Oldest first.
    public private(set) var versions: [Version] = []
    /// Times in which a role, or all with nil, rested; the last may be open.
    public private(set) var suspensions: [Suspension] = []
    /// The first day it was over; nil while it is not.
    public private(set) var endedOn: Day?
    /// How many events made it.
    public private(set) var eventCount = 0

    /// One version of a filing.
    public struct Version: Hashable, Sendable {
        /// From 1 on.
        public var number: Int
        /// Its content.
        public var filing: EnterpriseFiling
        /// How far it has come; `approved` also while the enterprise is suspended.
        public var state: FilingState
        /// When it was last handed in or taken up.
        public var since: Timestamp
        /// Who reviews it, once somebody does.
        public var reviewer: Reviewer?
        /// What was decided of each role so far.
        public var decisions: [EnterpriseRole: Decision] = [:]
        /// Why it was given back, if it was.
        public var reasons: [ReviewReason] = []
        /// The day from which it stands.
        public var approvedOn: Day?
    }

    /// Somebody of a department.
    public struct Reviewer: Hashable, Sendable {
        /// Who.
        public var name: String
        /// Of which department.
        public var department: String

        /// Somebody of a department.
        public init(name: String, department: String) {
            self.name = name
            self.department = department
        }
    }

    /// What was decided of a role.
    public struct Decision: Hashable, Sendable {
        /// The first day it may be done; nil where it was refused.
        public var from: Day?
        /// The last day; nil where no end was set.
        public var until: Day?
        /// Why it was refused.
        public var reasons: [ReviewReason]
        /// Who decided.
        public var by: Reviewer
        /// The day of the decision.
        public var day: Day
    }

    /// A time in which a role rested.
    public struct Suspension: Hashable, Sendable {
        /// The role; nil for all.
        public var role: EnterpriseRole?
        /// The first day.
        public var from: Day
        /// The first day after it; nil while it lasts.
        public var to: Day?
        /// Why.
        public var reason: String
        /// Who did it.
        public var by: Reviewer

        /// Whether a role rests by it on a day.
        public func covers(_ role: EnterpriseRole, on day: Day) -> Bool {
            (self.role == nil || self.role == role) && from <= day && to.map { day < $0 } ?? true
        }
    }

    /// An enterprise of which nothing is known yet.
    public init(code: SocialCreditCode) {
        self.code = code
    }

    /// What these events, oldest first, made of it; nil where one can't follow the others.
    public init?(code: SocialCreditCode, events: some Sequence<EnterpriseEvent>) {
        self.init(code: code)
        for event in events {
            guard (try? apply(event)) != nil else { return nil }
        }
    }

    /// The version that is being written or reviewed; nil where none is.
    public var pending: Version? { versions.last.flatMap { $0.approvedOn == nil ? $0 : nil } }

    /// The version that stands at the end of a day; nil where none does. All, unless a day is said.
    public func standing(on day: Day? = nil) -> Version? {
        versions.last { version in
            version.approvedOn.map { approved in day.map { approved <= $0 } ?? true } ?? false
        }
    }

    /// The state of the record as a whole: of what stands, or else of what is being written.
    public var state: FilingState {
        if endedOn != nil { return .ended }
        guard standing() != nil else { return versions.last?.state ?? .draft }
        return suspensions.contains { $0.role == nil && $0.to == nil } ? .suspended : .approved
    }

    /// The version to show: what stands, or else the newest.
    public var current: Version? { standing() ?? versions.last }

    /// Takes an event in, or says why it can't be and changes nothing.
    public mutating func apply(_ event: EnterpriseEvent) throws(EnterpriseRefusal) {
        guard endedOn == nil else { throw .notAllowed(step: event.act.name, state: .ended) }
        guard eventCount < Self.eventCountMax else { throw .full }
        switch event.act {
        case .save(let filing): try save(filing, event)
        case .submit: try move(.submit, event)
        case .take: try move(.take, event)
        case .sendBack(let reasons):
            try move(.sendBack, event)
            versions[versions.count - 1].reasons = reasons
        case .approve(let role, let from, let until):
            try decide(role, event, from: from, until: until, reasons: [])
        case .refuse(let role, let reasons):
            try decide(role, event, from: nil, until: nil, reasons: reasons)
        case .suspend(let role, let reason): try suspend(role, reason, event)
        case .resume(let role, _): try resume(role, event)
        case .end:
            guard state.next(on: .end) != nil else {
                throw .notAllowed(step: event.act.name, state: state)
            }
            endedOn = event.at.day
        }
        eventCount += 1
    }

    private mutating func save(
        _ filing: EnterpriseFiling, _ event: EnterpriseEvent
    ) throws(EnterpriseRefusal) {
        if let version = pending {
            guard let next = version.state.next(on: .save) else {
                throw .notAllowed(step: event.act.name, state: version.state)
            }
            versions[versions.count - 1].filing = filing
            versions[versions.count - 1].state = next
            versions[versions.count - 1].since = event.at
        } else {
            versions.append(
                Version(
                    number: versions.count + 1, filing: filing, state: .draft, since: event.at))
        }
    }

    /// Moves the version that is being written or reviewed.
    private mutating func move(
        _ step: FilingStep, _ event: EnterpriseEvent
    ) throws(EnterpriseRefusal) {
        guard let version = pending, let next = version.state.next(on: step) else {
            throw .notAllowed(step: event.act.name, state: pending?.state ?? state)
        }
        let last = versions.count - 1
        versions[last].state = next
        versions[last].since = event.at
        if step == .submit {
            versions[last].decisions = [:]
            versions[last].reasons = []
            versions[last].reviewer = nil
        }
        if step == .take { versions[last].reviewer = Reviewer(event) }
    }

    /// Decides one role; the last one decides the version.
    private mutating func decide(
        _ role: EnterpriseRole, _ event: EnterpriseEvent, from: Day?, until: Day?,
        reasons: [ReviewReason]
    ) throws(EnterpriseRefusal) {
        guard let version = pending, version.state.next(on: .decideRole) != nil else {
            throw .notAllowed(step: event.act.name, state: pending?.state ?? state)
        }
        guard version.filing.roles.contains(role) else { throw .roleNotAsked(role) }
        guard version.decisions[role] == nil else { throw .roleDecided(role) }
        let last = versions.count - 1
        versions[last].decisions[role] = Decision(
            from: from, until: until, reasons: reasons, by: Reviewer(event), day: event.at.day)
        versions[last].since = event.at
        guard versions[last].decisions.count == version.filing.roles.count else { return }
        if versions[last].decisions.values.contains(where: { $0.from != nil }) {
            versions[last].state = .approved
            versions[last].approvedOn = event.at.day
        } else {
            versions[last].state = .returned
            versions[last].reasons = EnterpriseRole.allCases.flatMap {
                versions[last].decisions[$0]?.reasons ?? []
            }
        }
    }

    private mutating func suspend(
        _ role: EnterpriseRole?, _ reason: String, _ event: EnterpriseEvent
    ) throws(EnterpriseRefusal) {
        guard standing() != nil, !suspensions.contains(where: { $0.to == nil && $0.role == role })
        else { throw .notAllowed(step: event.act.name, state: state) }
        suspensions.append(
            Suspension(
                role: role, from: event.at.day, to: nil, reason: reason, by: Reviewer(event)))
    }

    private mutating func resume(
        _ role: EnterpriseRole?, _ event: EnterpriseEvent
    ) throws(EnterpriseRefusal) {
        guard let index = suspensions.lastIndex(where: { $0.to == nil && $0.role == role }) else {
            throw .notAllowed(step: event.act.name, state: state)
        }
        suspensions[index].to = event.at.day
    }
}

extension EnterpriseRecord.Reviewer {
    /// Who did an event.
    init(_ event: EnterpriseEvent) {
        self.init(name: event.actor, department: event.department)
    }
}

/// Why an event can't follow what was.
public enum EnterpriseRefusal: Error, Hashable, Sendable {
    /// The step can't be taken in that state.
    case notAllowed(step: String, state: FilingState)
    /// The version does not ask for the role.
    case roleNotAsked(EnterpriseRole)
    /// The role was decided already.
    case roleDecided(EnterpriseRole)
    /// The record has as many events as it may.
    case full
}
