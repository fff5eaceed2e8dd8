public import ZoneCore
import ZoneStore

/// Where a parcel is: what anybody who knows its number may see. No persons, no goods, no values.
public struct ParcelTrack: Sendable {
    /// The logistics firm's code.
    public var logisticsCode: String
    public var isExport: Bool
    /// What happened, oldest first.
    public var steps: [Step]

    /// Something that happened to a parcel.
    public struct Step: Sendable {
        public var at: Timestamp
        public var kind: Kind

        /// What happened.
        public enum Kind: String, Sendable, CaseIterable {
            /// The carrier reported the waybill.
            case waybill
            /// A declaration list names it.
            case declared
            /// Arrived at the supervised site.
            case arrived
            /// Tallied at the site (imports).
            case tallied
            /// Held: papers or goods are looked at.
            case held
            /// Released.
            case released
            /// Loaded under a bill of lading.
            case loaded
            /// Left the country.
            case departed
            /// Signed for.
            case signed
            /// Came back, and was tallied.
            case returned
        }
    }
}

/// A parcel's way by its waybill number.
extension Zone {
    /// The ways of all parcels with that number, one a logistics firm; empty where there is none.
    public func parcels(logisticsNo: String) throws -> [ParcelTrack] {
        try importParcels(logisticsNo) + exportParcels(logisticsNo)
    }

    private func importParcels(_ number: String) throws -> [ParcelTrack] {
        try store.waybills(logisticsNo: number).map { waybill in
            let rows = try store.documents(orderNo: waybill.orderNo)
            var track = ParcelTrack(
                logisticsCode: waybill.logisticsCode, isExport: false, steps: [])
            for row in rows {
                switch DocumentKind(rawValue: UInt8(row.kind)) {
                case .waybill
                where row.party == waybill.logisticsCode && row.number == number:
                    track.add(.waybill, try receivedAt(row))
                case .tally where row.number.hasSuffix(":" + number):
                    track.add(.tallied, try receivedAt(row))
                case .inventory:
                    if let list = try store.declaration(row.declarationID) { track.add(list) }
                default: continue
                }
            }
            if waybill.signedMs > 0 { track.add(.signed, Timestamp(ms: waybill.signedMs)) }
            return track.sorted
        }
    }

    private func exportParcels(_ number: String) throws -> [ParcelTrack] {
        var tracks: [String: ParcelTrack] = [:]
        for row in try store.documents(from: StoreKey.parcels(logisticsNo: number)) {
            let code = StoreKey.logisticsCode(ofParcel: row.orderNo)
            var track =
                tracks[code] ?? ParcelTrack(logisticsCode: code, isExport: true, steps: [])
            switch DocumentKind(rawValue: UInt8(row.kind)) {
            case .exportWaybill: track.add(.waybill, try receivedAt(row))
            case .arrival: track.add(.arrived, try receivedAt(row))
            case .manifest: track.add(.loaded, try receivedAt(row))
            case .departure: track.add(.departed, try receivedAt(row))
            case .returnTally: track.add(.returned, try receivedAt(row))
            case .exportInventory where row.status != Int64(ReturnStatus.withdrawn.rawValue):
                if let list = try store.declaration(row.declarationID) { track.add(list) }
            default: continue
            }
            tracks[code] = track
        }
        return tracks.values.sorted { $0.logisticsCode < $1.logisticsCode }.map(\.sorted)
    }

    private func receivedAt(_ row: DocumentRow) throws -> Timestamp {
        Timestamp(ms: try store.receivedMs(ofMessage: row.messageID) ?? 0)
    }
}

extension ParcelTrack {
    fileprivate mutating func add(_ kind: Step.Kind, _ at: Timestamp) {
        steps.append(Step(at: at, kind: kind))
    }

    /// What of a list's life the public may see.
    fileprivate mutating func add(_ list: DeclarationRow) {
        add(.declared, Timestamp(ms: list.receivedMs))
        for entry in History.entries(list.history) {
            switch ReturnStatus(rawValue: UInt16(clamping: entry.status)) {
            case .released: add(.released, entry.at)
            case .underReview, .inspection: add(.held, entry.at)
            default: continue
            }
        }
    }

    fileprivate var sorted: ParcelTrack {
        var track = self
        // What happened at one time stays in the order of the flow.
        track.steps = steps.enumerated()
            .sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
        return track
    }
}
