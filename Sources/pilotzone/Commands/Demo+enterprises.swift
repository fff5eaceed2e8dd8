import ZoneCore
import ZoneServices
import ZoneTraffic

/// The filings of the demo's firms: those of the traffic approved, and some others on their way.
func registerFirms(_ firms: FirmBook, in zone: Zone) throws {
    let today = zone.today
    for (number, firm) in firms.registrations.enumerated() {
        try submit(firm, to: zone, lastDay: today.adding(days: number == 0 ? 20 : 400))
        try approve(firm, in: zone, until: today.adding(days: firm.role == .declarant ? 45 : 365))
    }
    let reason = ReviewReason(
        field: "address", zh: "地址与营业执照不符", en: "The address is not that of the licence")
    for (number, firm) in firms.applicants.enumerated() {
        try submit(firm, to: zone, lastDay: nil)
        switch number {
        case 0:
            try approve(firm, in: zone, until: nil)
            _ = try zone.putOverseasWarehouse(
                OverseasWarehouse(
                    code: "HWC-1", name: "云港北美一号仓", country: "502", address: "1 Sample Road",
                    areaM2: 12_000, operatorCode: firm.creditCode.description, tenure: .leased),
                by: "经办人")
        case 1:
            try take(firm, in: zone)
            try zone.actOnEnterprise(
                firm.creditCode, .sendBack([reason]), by: "李审核", department: "商务局")
        default: break
        }
    }
}

private func submit(_ firm: FirmRegistration, to zone: Zone, lastDay: Day?) throws {
    let needs: [EnterpriseRole: QualificationNeed] = [
        .logistics: .expressLicence, .payer: .paymentLicence,
    ]
    let shown = needs[firm.role].map { need in
        EnterpriseFiling.Qualification(
            role: firm.role, kind: need.rawValue, number: "DEMO-\(firm.customsCode)",
            lastDay: lastDay)
    }
    try zone.saveFiling(
        EnterpriseFiling(
            customsCode: firm.customsCode.description, name: firm.name, address: "云港市示例路1号",
            contactName: "示例联系人", contactPhone: "000-0000", roles: [firm.role],
            qualifications: [shown].compactMap { $0 }),
        of: firm.creditCode, by: "经办人", submits: true)
}

private func take(_ firm: FirmRegistration, in zone: Zone) throws {
    try zone.actOnEnterprise(firm.creditCode, .take, by: "李审核", department: "商务局")
}

private func approve(_ firm: FirmRegistration, in zone: Zone, until: Day?) throws {
    try take(firm, in: zone)
    try zone.actOnEnterprise(
        firm.creditCode, .approve(firm.role, from: zone.today, until: until), by: "李审核",
        department: "商务局")
}
