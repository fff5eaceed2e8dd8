public import ZoneCore

/// What an invented enterprise files: both its codes and the role it has in the traffic.
public struct FirmRegistration: Sendable, Hashable {
    public var creditCode: SocialCreditCode
    public var customsCode: CustomsCode
    public var name: String
    public var role: EnterpriseRole
}

extension FirmBook {
    /// Every firm of the traffic with the code that its messages do not name made up; the same firm
    /// gets the same codes always.
    public var registrations: [FirmRegistration] {
        let roles: [(EnterpriseRole, [Firm])] = [
            (.platform, platforms), (.seller, shops), (.payer, payers), (.logistics, carriers),
            (.declarant, agents), (.bondedWarehouse, warehouses),
        ]
        return roles.flatMap { role, firms in
            firms.enumerated().compactMap { number, firm in
                Self.registration(of: firm, role, number)
            }
        }
    }

    /// Firms that are in no traffic, to show filings on their way.
    public var applicants: [FirmRegistration] {
        ["岚山", "云帆", "海桥"].enumerated().compactMap { number, word in
            let seed = platforms.first?.code ?? ""
            var random = SplitMix64(seed: Self.hash(seed + word))
            let code = Self.customsCode(kind: 9, number, &random)
            return Self.registration(
                of: Firm(code: code, name: "\(word)海外仓储(云港)有限公司"), .overseasWarehouse,
                number)
        }
    }

    private static func registration(
        of firm: Firm, _ role: EnterpriseRole, _ number: Int
    ) -> FirmRegistration? {
        var random = SplitMix64(seed: hash(firm.code))
        let isCredit = firm.code.utf8.count == 18
        let credit = isCredit ? firm.code : creditCode(&random)
        let customs =
            isCredit ? customsCode(kind: role == .payer ? 3 : 2, number, &random) : firm.code
        guard let creditCode = SocialCreditCode(credit), let customsCode = CustomsCode(customs)
        else { return nil }
        return FirmRegistration(
            creditCode: creditCode, customsCode: customsCode, name: firm.name, role: role)
    }

    private static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
