import ZoneCore
import ZoneRules

/// What the zone's registers say of a list whose documents are there: one look a firm.
extension ClearanceSession {
    /// Of the firms of an import list.
    mutating func registerCheck(of list: Inventory, payment: Payment?) -> RegisterCheck {
        var check = RegisterCheck()
        add(Party.parties(of: list, payment: payment), to: &check)
        return check
    }

    /// Of the firms of an export list, and of its overseas warehouse.
    mutating func registerCheck(
        of list: ExportInventory, order: ExportOrder?, proceeds: Proceeds?
    ) -> RegisterCheck {
        var check = RegisterCheck()
        add(Party.parties(of: list, proceeds: proceeds), to: &check)
        if list.tradeMode == "9810" {
            let name = order?.ebpName ?? ""
            check.add(
                overseasWarehouse: name, code: list.party,
                registers.warehouseState(name: name, code: list.party), rules: rules)
        }
        return check
    }

    private mutating func add(_ parties: [Party], to check: inout RegisterCheck) {
        for party in parties {
            let standing = partyEffects.standing(of: party) {
                registers.enterprises.standing(of: party.code, role: party.role, on: now.day)
            }
            check.add(party, standing, on: now.day, &partyEffects)
        }
    }
}
