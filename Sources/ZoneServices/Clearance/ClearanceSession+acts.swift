public import ZoneCore
import ZoneMessages
import ZoneRules
import ZoneStore

/// What an officer or a site does with a declaration or with goods that go back.
public struct DeclarationAct: Sendable {
    /// What is done.
    public enum Event: Hashable, Sendable {
        /// One of the status model's events that are an officer's.
        case officer(ReturnStatus.Event)
        /// Goods that go back have arrived.
        case goodsArrived
    }

    public var event: Event
    /// The enterprise's number of the return that it is about; empty for the list itself.
    public var returnNo: String
    /// Why; goes to the declarant.
    public var reason: String
    /// Who.
    public var officer: String

    /// An act with all its parts.
    public init(event: Event, returnNo: String = "", reason: String, officer: String) {
        self.event = event
        self.returnNo = returnNo
        self.reason = reason
        self.officer = officer
    }

    /// The events of the status model that an officer may bring about.
    public static let officerEvents: [ReturnStatus.Event] = [
        .refer, .inspect, .detainForClearance, .detainForSmuggling, .detainForLegal,
        .detainOtherwise, .handOver, .suspend, .settle, .reject, .sendBack, .release, .close,
    ]
}

extension DeclarationAct.Event: RawRepresentable {
    public init?(rawValue: String) {
        if rawValue == "goodsArrived" {
            self = .goodsArrived
        } else if let event = ReturnStatus.Event(rawValue: rawValue),
            DeclarationAct.officerEvents.contains(event)
        {
            self = .officer(event)
        } else {
            return nil
        }
    }

    public var rawValue: String {
        switch self {
        case .officer(let event): event.rawValue
        case .goodsArrived: "goodsArrived"
        }
    }
}

/// What became of an act.
public enum ActOutcome: Equatable, Sendable {
    /// It is done; the status after it.
    case done(Int)
    /// There is no such declaration or return.
    case notFound
    /// The status does not allow it.
    case notAllowed(Int)
    /// A list whose taxes are not known can't be released.
    case taxUnknown
}

extension DeclarationAct {
    var packed: [UInt8] {
        var out = ByteWriter(capacity: 64)
        for text in [returnNo, reason, officer] { out.write(text) }
        return out.bytes
    }

    init?(event: String, packed: [UInt8]) {
        guard let event = Event(rawValue: event) else { return nil }
        var from = ByteReader(packed)
        self.init(
            event: event, returnNo: from.text(), reason: from.text(), officer: from.text())
    }
}

/// Acts of officers and sites.
extension ClearanceSession {
    /// Does it, where the status model allows it.
    mutating func act(_ act: DeclarationAct, on id: Int64) throws -> ActOutcome {
        guard let located = try locate(id) else { return .notFound }
        guard act.returnNo.isEmpty else { return try actOnReturn(act, located) }
        guard case .officer(let event) = act.event, let next = located.status.next(on: event) else {
            return .notAllowed(Int(located.work.row.status))
        }
        let work = located.work
        switch located.document {
        case .inventory(let list):
            if next == .released, work.row.lineTaxes.isEmpty { return .taxUnknown }
            try set(next, act, located, list)
            if next == .released {
                addTaxBill(work.row, list)
                try deductForGood(list, of: work)
            }
        case .exportInventory(let list):
            try set(next, act, located, list)
            if next == .released {
                noteOpen(work, list)
                try deductForGood(list, of: work)
                try fillOverseas(list, of: work)
            }
        default: return .notFound
        }
        return .done(Int(next.rawValue))
    }

    private mutating func set(
        _ next: ReturnStatus, _ act: DeclarationAct, _ located: LocatedList,
        _ list: some DeclaredList
    ) throws {
        let work = located.work
        if next == .rejected || next == .sentBack {
            try end(work, as: next, located.dossier, at: located.index)
        } else {
            work.row.status = Int64(next.rawValue)
            located.dossier.setStatus(work.row.status, at: located.index)
        }
        let info = act.reason.isEmpty ? "" : "[Code:\(next.rawValue);Desc:\(next.zh)：\(act.reason)]"
        work.note(
            TimelineEntry(
                at: now, status: Int(next.rawValue), info: info, zh: act.reason, en: "",
                source: act.officer))
        work.unsaid.append(Int64(next.rawValue))
        say(work, list, info: String(info.prefix(1000)))
    }

    private mutating func actOnReturn(
        _ act: DeclarationAct, _ located: LocatedList
    ) throws -> ActOutcome {
        let kind: DocumentKind = located.work.row.isExport ? .exportReturn : .goodsReturn
        let entry = located.dossier.live(kind).first {
            $0.row.number == act.returnNo && $0.row.declarationID == located.work.row.id
        }
        guard let entry,
            let status = ReturnStatus(rawValue: UInt16(clamping: entry.row.status))
        else { return .notFound }
        switch act.event {
        case .goodsArrived:
            guard status == .stored || status == .underReview else {
                return .notAllowed(Int(entry.row.status))
            }
            try settleReturn(entry, located)
            return .done(Int(entry.row.status))
        case .officer(let event):
            let receipt = located.work.row.isExport ? 214 : 626
            guard let next = status.next(on: event), next.receipts.contains(receipt) else {
                return .notAllowed(Int(entry.row.status))
            }
            if next == .released || next == .settled {
                try settleReturn(entry, located)
            } else {
                try setReturn(
                    entry, located, next, info: "[Code:\(next.rawValue);Desc:\(act.reason)]")
            }
            return .done(Int(next.rawValue))
        }
    }
}
