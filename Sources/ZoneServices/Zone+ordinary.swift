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
    /// What the registers of enterprises and of overseas warehouses say of it on the day it came.
    public var remarks: [Remark]

    /// What a register says: a list would be rejected for it, or go to a person.
    public struct Remark: Sendable {
        public var isRefusal: Bool
        public var code: String
        public var zh: String
        public var en: String
        public var source: String
    }

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
/// asks, so an order that comes later or changes needs no second look. Their firms, and the warehouse of 9810, are looked up in
/// the registers as those of a list are: by the same dated rules, as of the day the declaration came. History decides
/// nothing about them, so there is nothing to replay.
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
        let order = try citedOrder(declaration)
        var view = OrdinaryDeclarationView(
            declaration: declaration, receivedAt: at, outcome: "matched", differences: [],
            remarks: remarks(on: declaration, order: order, day: at.day))
        let result = match(declaration, order: order)
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

    /// What the registers say of its firms and of its overseas warehouse.
    private func remarks(
        on declaration: OrdinaryDeclaration, order: ExportOrder?, day: Day
    ) -> [OrdinaryDeclarationView.Remark] {
        let rules = ruleBook.rules(on: day).at(
            RuleScope(
                district: RuleScope.district(ofOffice: declaration.customsCode),
                mode: declaration.tradeMode))
        let registers = enterpriseDesk.registers
        var (check, effects) = (RegisterCheck(), PartyEffects(rules))
        for party in Party.parties(of: declaration, order: order) {
            let standing = registers.enterprises.standing(
                of: party.code, role: party.role, on: day)
            check.add(party, standing, on: day, &effects)
        }
        if declaration.tradeMode == "9810", let order {
            let code = exportParty(ebpCode: order.ebpCode, ebcCode: declaration.ebcCode)
            check.add(
                overseasWarehouse: order.ebpName, code: code,
                registers.warehouseState(name: order.ebpName, code: code), rules: rules)
        }
        func remark(_ reason: Reason, isRefusal: Bool) -> OrdinaryDeclarationView.Remark {
            OrdinaryDeclarationView.Remark(
                isRefusal: isRefusal, code: reason.code, zh: reason.zh, en: reason.en,
                source: reason.source)
        }
        return check.refusals.map { remark($0, isRefusal: true) }
            + check.doubts.map { remark($0, isRefusal: false) }
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
