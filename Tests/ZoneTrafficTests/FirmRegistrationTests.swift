import Testing
import ZoneCore
import ZoneTraffic

@Suite struct FirmRegistrationTests {
    @Test func everyFirmHasBothCodesOnce() throws {
        let day = try #require(Day(year: 2026, month: 7, day: 1))
        let firms = TrafficGenerator(seed: 42, day: day, buyerCount: 1_000).firms
        let all = firms.registrations + firms.applicants
        let firmCount =
            firms.platforms.count + firms.shops.count + firms.payers.count + firms.carriers.count
            + firms.agents.count + firms.warehouses.count
        #expect(firms.registrations.count == firmCount && firms.applicants.count == 3)
        #expect(Set(all.map(\.creditCode)).count == all.count)
        #expect(Set(all.map(\.customsCode)).count == all.count)
        let again = TrafficGenerator(seed: 42, day: day, buyerCount: 1_000).firms
        #expect(again.registrations == firms.registrations)
        for firm in firms.payers {
            #expect(
                firms.registrations.contains {
                    $0.creditCode.description == firm.code && $0.role == .payer
                })
        }
    }
}
