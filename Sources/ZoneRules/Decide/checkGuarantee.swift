public import ZoneCore

/// Who of a list's firms stands for its tax.
///
/// The texts differ: the PDF of the standard allows platform, e-commerce firm and logistics firm,
/// its XSD declarant, e-commerce firm and logistics firm. The union is accepted.
///
/// Source: message standard 202205, CEB621 assureCode.
public enum Guarantor: String, Sendable, CaseIterable {
    /// 电商企业 (ebcCode)
    case ecommerceFirm
    /// 电商平台企业 (ebpCode)
    case platform
    /// 物流企业 (logisticsCode)
    case logisticsFirm
    /// 申报企业 (agentCode)
    case declarant
}

/// The first of e-commerce firm, platform, logistics firm and declarant whose code is `assureCode`;
/// nil where it is none of them or empty.
public func guarantor(of inventory: Inventory) -> Guarantor? {
    let code = inventory.assureCode
    if code.isEmpty { return nil }
    if code == inventory.ebcCode { return .ecommerceFirm }
    if code == inventory.ebpCode { return .platform }
    if code == inventory.logisticsCode { return .logisticsFirm }
    return code == inventory.agentCode ? .declarant : nil
}

/// Whether a guarantor's free balance covers the tax. A balance of exactly the tax does; no tax
/// needs none. Pure: the store enforces that concurrent lists together stay within the balance.
public func guaranteeCovers(_ tax: Fen, free: Fen) -> Bool {
    tax.count <= 0 || tax <= free
}
