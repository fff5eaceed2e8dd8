import Foundation
public import ZoneCore
import ZoneMessages
import ZoneRules
import ZoneStore

/// An ordinary declaration with what comparing it with its order gives now.
public struct OrdinaryDeclarationView: Sendable {
    public var declaration: OrdinaryDeclaration
    public var receivedAt: Timestamp
    /// `matched`, `mismatched`, or `waiting` for the order.
    public var outcome: String
    public var differences: [Difference]

    /// A difference from the order.
    public struct Difference: Sendable {
        public var code: String
        public var declarationPath: String
        public var declared: String
        public var orderPath: String
        public var ordered: String
        public var zh: String
        public var en: String
        public var source: String
    }
}

/// Ordinary declarations of B2B exports that cite an order or a booking note.
///
/// They are not messages of the standard: they are kept as they came, and compared with the order as it is when somebody
/// asks, so an order that comes later or changes needs no second look.
extension Zone {
    /// Keeps a declaration without faults and compares it with its order.
    public func submit(_ declaration: OrdinaryDeclaration) throws -> OrdinaryDeclarationView {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        try store.put(
            EntryRow(
                entryID: declaration.entryId, atMs: now.ms, orderNo: declaration.orderNo ?? "",
                content: [UInt8](try encoder.encode(declaration))))
        return try view(declaration, at: now)
    }

    /// A declaration by its number; nil where there is none.
    public func ordinaryDeclaration(_ entryId: String) throws -> OrdinaryDeclarationView? {
        guard let row = try store.ordinaryDeclaration(entryId) else { return nil }
        let declaration = try JSONDecoder().decode(
            OrdinaryDeclaration.self, from: Data(row.content))
        return try view(declaration, at: Timestamp(ms: row.atMs))
    }

    private func view(
        _ declaration: OrdinaryDeclaration, at: Timestamp
    ) throws -> OrdinaryDeclarationView {
        var view = OrdinaryDeclarationView(
            declaration: declaration, receivedAt: at, outcome: "matched", differences: [])
        let result = match(declaration, order: try citedOrder(declaration))
        switch result {
        case .matched: break
        case .waiting: view.outcome = "waiting"
        case .mismatched(let mismatches):
            view.outcome = "mismatched"
            view.differences = mismatches.map {
                OrdinaryDeclarationView.Difference(
                    code: $0.code, declarationPath: $0.secondPath, declared: $0.second,
                    orderPath: $0.firstPath, ordered: $0.first, zh: $0.rule.zh, en: $0.rule.en,
                    source: $0.rule.source)
            }
        }
        return view
    }

    /// What is wrong with a declaration by itself: each field with what it should be.
    public func faults(
        of declaration: OrdinaryDeclaration
    ) -> [(field: String, expected: String)] {
        ZoneRules.faults(of: declaration)
    }

    /// The order that it cites: of the firm's, where several platforms have that number.
    private func citedOrder(_ declaration: OrdinaryDeclaration) throws -> ExportOrder? {
        let received = ReceivedDocuments()
        let rows = try store.documents(orderNo: declaration.orderNo ?? "").filter {
            $0.kind == Int64(DocumentKind.exportOrder.rawValue)
                && $0.status == Int64(ReturnStatus.stored.rawValue)
        }
        let orders = try rows.compactMap { row -> ExportOrder? in
            let document = try received.document(of: row, read: store.messageBytes)
            guard case .exportOrder(let order) = document else { return nil }
            return order
        }
        return orders.first { $0.ebcCode == declaration.ebcCode } ?? orders.first
    }
}
