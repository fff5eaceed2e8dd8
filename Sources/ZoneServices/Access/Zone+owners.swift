import ZoneCore
import ZoneStore

/// Whom things belong to.
extension Zone {
    /// Newest declarations among which one page of an enterprise's own is looked for.
    static let ownScanCountMax: Int64 = 100_000

    /// Whom a message belongs to: the transmitting enterprise; empty where there is no such message.
    public func messageOwners(_ id: Int64) throws -> [String] {
        try store.message(id).map { [$0.recipient] } ?? []
    }

    /// Whom a receipt belongs to: the enterprise that it goes to; empty where there is none.
    public func receiptOwners(_ cursor: ReceiptCursor) throws -> [String] {
        let row = try store.journal(from: cursor.seq, recipient: nil, eventCount: 1).first
        return row.flatMap { $0.seq == cursor.seq ? [$0.recipient] : nil } ?? []
    }

    /// Declarations that one of `codes` sent or whose platform it is, newest first: among so many that a page costs
    /// no more than that.
    public func declarations(
        of codes: [String], before cursor: Int64?, status: Int?, countMax: Int
    ) throws -> [DeclarationSummary] {
        try store.declarations(
            of: codes, before: cursor, status: status.map(Int64.init),
            scanCountMax: Self.ownScanCountMax, countMax: countMax
        ).map(DeclarationSummary.init)
    }
}

extension DeclarationView {
    /// Whom it belongs to: platform, e-commerce firm, and who declares for them.
    public var owners: [String] {
        var owners = [String(id.prefix { $0 != ":" })]
        if let inventory { owners += [inventory.ebpCode, inventory.ebcCode, inventory.agentCode] }
        if let list = exportInventory {
            owners += [list.ebpCode, list.ebcCode, list.agentCode, list.ownerCode]
        }
        return owners.filter { !$0.isEmpty }
    }
}
