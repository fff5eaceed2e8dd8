import ZoneCore
import ZoneStore

/// What clearance asks of the zone's registers, as of one moment.
///
/// History notes each state that decided something (``deed(since:)``) before what it decided, so that the very same
/// state decides again.
struct Registers: Sendable {
    /// An overseas warehouse, as far as clearance asks.
    struct Warehouse: Hashable, Sendable {
        var name: String
        var state: WarehouseFilingState
        /// How many events made it.
        var eventCount: Int
    }

    var enterprises = EnterpriseSnapshot(revision: 0, records: [])
    private var warehouses: [String: Warehouse] = [:]
    private var codes: [String: Set<String>] = [:]
    /// Grows with each change of a warehouse.
    private var warehouseRevision = 0

    /// The state of the warehouse that a booking note names or that has this code; of several of one name that which was
    /// accepted. Nil where the register has none.
    func warehouseState(name: String, code: String) -> WarehouseFilingState? {
        let named = (codes[name] ?? []).compactMap { warehouses[$0]?.state }
        return named.max { $0.rank < $1.rank } ?? warehouses[code]?.state
    }

    /// Takes a warehouse in; one that is older than what is known changes nothing.
    mutating func take(_ warehouse: Warehouse, code: String) {
        let known = warehouses[code]
        guard warehouse.eventCount > known?.eventCount ?? 0 else { return }
        if let known { codes[known.name]?.remove(code) }
        warehouses[code] = warehouse
        codes[warehouse.name, default: []].insert(code)
        warehouseRevision += 1
    }

    /// How history notes this state behind the one noted last; nil where nothing changed.
    func deed(since noted: Registers) -> StepRow.Deed? {
        guard
            enterprises.revision != noted.enterprises.revision
                || warehouseRevision != noted.warehouseRevision
        else { return nil }
        var out = ByteWriter()
        for (code, warehouse) in warehouses.sorted(by: { $0.key < $1.key })
        where noted.warehouses[code] != warehouse {
            for text in [code, warehouse.name, warehouse.state.rawValue] { out.write(text) }
            out.write(Int64(warehouse.eventCount))
        }
        return .registers(revision: enterprises.revision, detail: out.bytes)
    }

    /// Becomes the state that history noted.
    mutating func take(revision: Int64, detail: [UInt8], of history: StoredHistory) throws {
        if revision > enterprises.revision {
            let events = try history.enterpriseEvents(
                after: enterprises.revision, through: revision)
            try enterprises.take(events, revision: revision)
        }
        var from = ByteReader(detail)
        while !from.isAtEnd, !from.isExhausted {
            let (code, name) = (from.text(), from.text())
            let state = WarehouseFilingState(rawValue: from.text()) ?? .closed
            take(
                Warehouse(name: name, state: state, eventCount: Int(from.integer())), code: code)
        }
    }
}

extension WarehouseFilingState {
    /// Of two warehouses of one name the one with the higher rank is asked about.
    fileprivate var rank: Int {
        switch self {
        case .closed: 0
        case .refused: 1
        case .registered: 2
        case .filed: 3
        case .accepted: 4
        }
    }
}
