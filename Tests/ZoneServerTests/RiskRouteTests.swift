import Testing
import ZoneCore

@testable import ZoneServer

/// The five safeties and the control sample, as everybody may see them.
@Suite struct RiskRouteTests {
    @Test func everySafetyTellsItsOwnerItsRulesAndWhatTheyHit() async throws {
        try await Site.open { site in
            try await site.submitAll(of: "A1")
            let answer = try await site.get("/v1/risk").json
            let safeties = answer["safeties"].array
            #expect(
                safeties.map { $0["id"].string } == [
                    "state", "network", "transaction", "biosafety", "quality",
                ])
            for safety in safeties {
                #expect(safety["ownerZh"].string?.isEmpty == false)
                #expect(!safety["rules"].array.isEmpty)
            }
            let rules = safeties.flatMap { $0["rules"].array }
            let splitting = rules.first { $0["id"].string == "transaction.splitting" }
            #expect(splitting?["coverage"].string == "evaluated")
            let denied = rules.first { $0["id"].string == "state.denied-party" }
            #expect(denied?["coverage"].string == "deniedParties")
        }
    }

    @Test func aRuleIsNotInForceBeforeItsDay() async throws {
        try await Site.open { site in
            func coverage(_ day: String) async throws -> String? {
                try await site.get("/v1/risk?on=\(day)").json["safeties"].array
                    .flatMap { $0["rules"].array }
                    .first { $0["id"].string == "biosafety.prohibited-code" }?["coverage"].string
            }
            let (before, after) = (
                try await coverage("2021-09-30"), try await coverage("2021-10-01")
            )
            #expect(before == "notInForce" && after == "evaluated")
            let refused = try await site.get("/v1/risk?on=x")
            #expect(refused.status == 400)
        }
    }

    @Test func withoutASecretThereIsNoSample() async throws {
        try await Site.open { site in
            let none = try await site.get("/v1/risk/samples/2026-07-01")
            #expect(none.status == 404)
            let refused = try await site.get("/v1/risk/samples/yesterday")
            #expect(refused.status == 400)
        }
    }

    @Test func thePageShowsNoThreshold() async throws {
        try await Site.open { site in
            let html = try await site.get("/risk?lang=en").text
            #expect(html.contains("order splitting"))
            #expect(html.contains("no list of denied parties"))
            #expect(html.contains("财关税〔2018〕49号"))
            #expect(!html.contains("{limit"))
            #expect(TagChecker.complaint(html) == nil)
        }
    }
}
