import Testing

@testable import ZoneServer

/// The rule explorer: the same question on two days, and what lies between.
@Suite struct RuleRouteTests {
    @Test func theLimitOfATransactionBeforeAndAfter2019() async throws {
        try await Site.open { site in
            for (day, value) in [("2018-12-31", "2000"), ("2019-01-01", "5000")] {
                let answer = try await site.get(
                    "/v1/rules/retail-import.transaction-value-max?on=\(day)"
                ).json
                let inForce = answer["versions"].array.filter { $0["inForce"].bool == true }
                #expect(inForce.map { $0["value"].string } == [value])
                #expect(inForce.first?["instrument"].string?.isEmpty == false)
            }
        }
    }

    @Test func whatWasNotYetKnownDoesNotCount() async throws {
        try await Site.open { site in
            let answer = try await site.get(
                "/v1/rules/retail-import.yearly-value-max?on=2019-01-01&known=2018-11-28"
            ).json
            let inForce = answer["versions"].array.filter { $0["inForce"].bool == true }
            #expect(inForce.map { $0["value"].string } == ["20000"])
        }
    }

    @Test func theDifferenceOfTwoDaysIsWhatChanged() async throws {
        try await Site.open { site in
            let answer = try await site.get("/v1/rules?since=2018-12-31&on=2019-01-01").json
            let ids = answer["rules"].array.compactMap { $0["id"].string }
            #expect(ids.contains("retail-import.transaction-value-max"))
            #expect(ids.contains("retail-import.yearly-value-max"))
            #expect(!ids.contains("intake.document-wait-days"))
            let none = try await site.get("/v1/rules?since=2025-01-01&on=2025-01-01").json
            #expect(none["rules"].array.isEmpty)
        }
    }

    /// A figure, a code on a list, a table, a risk rule, its goods and an event of credit, each with
    /// its law; a space in an id is written as %20.
    @Test(arguments: [
        ("vat.standard", "parameter", "0.13"),
        ("supervision.modes%209610", "list", "direction both"),
        ("export.channel", "table", "small: "), ("state.denied-party", "risk", "action hold"),
        ("biosafety.prohibited-code%20live-animals", "risk", "codes "),
        ("credit.late-declaration", "credit", "counts-days "),
    ])
    func everyPartOfTheBookHasAnAddress(id: String, part: String, value: String) async throws {
        try await Site.open { site in
            let answer = try await site.get("/v1/rules/\(id)?on=2026-01-01").json
            #expect(answer["part"].string == part)
            let inForce = answer["versions"].array.first { $0["inForce"].bool == true }
            #expect(inForce?["value"].string?.contains(value) == true, "\(id): \(answer)")
            #expect(inForce?["instrument"].string?.isEmpty == false)
            let html = try await site.get("/rules/\(id)?lang=en").text
            #expect(TagChecker.complaint(html) == nil)
            #expect(html.contains("/risk?on=") == (part == "risk"))
        }
    }

    @Test func aSearchGoesThroughItsPagesWithoutRepeating() async throws {
        try await Site.open { site in
            var after = ""
            var ids: [String] = []
            repeat {
                let page = try await site.get(
                    "/v1/rules?part=list&search=supervision.modes&limit=3" + after
                ).json
                ids += page["rules"].array.compactMap { $0["id"].string }
                after = page["nextAfter"].string.map { "&after=" + $0.percentEncoded() } ?? ""
                #expect(page["rules"].array.count <= 3)
                #expect(page["total"].int ?? 0 > 3)
            } while !after.isEmpty && ids.count < 1_000
            #expect(ids.count == Set(ids).count)
            #expect(ids.contains("supervision.modes 9610"))
            #expect(ids.allSatisfy { $0.hasPrefix("supervision.modes ") })
            #expect(try await site.get("/v1/rules?after=none").status == 400)
            #expect(try await site.get("/v1/rules?part=none").status == 400)
            #expect(try await site.get("/rules?limit=501").status == 400)
            let empty = try await site.get("/v1/rules?search=zzzz").json
            #expect(empty["rules"].array.isEmpty)
        }
    }

    /// Who has no account reads the law, and not how risk is screened.
    @Test func howRiskIsScreenedIsNotForEverybody() async throws {
        var settings = ServerSettings()
        settings.accounts = .required
        try await Site.open(settings) { site in
            #expect(try await site.get("/v1/rules/vat.standard").status == 200)
            for id in ["state.denied-party", "risk.control-rate", "risk.inspection-rate"] {
                #expect(try await site.get("/v1/rules/\(id)").status == 404, "\(id)")
                #expect(try await site.get("/rules/\(id)").status == 404, "\(id)")
            }
            let found = try await site.get("/v1/rules?limit=500").json
            let ids = found["rules"].array.compactMap { $0["id"].string }
            #expect(ids.contains("vat.standard") && !ids.contains { $0.hasPrefix("risk.") })
            #expect(try await site.get("/v1/rules?part=risk").json["total"].int == 0)
            #expect(!(try await site.get("/rules?lang=en").text.contains("risk rules")))
        }
    }

    /// A code that comes onto a list is a change, as is a table's new rows.
    @Test func listsAndTablesDifferBetweenTwoDays() async throws {
        try await Site.open { site in
            let answer = try await site.get("/v1/rules?since=2014-02-09&on=2014-02-10").json
            let ids = answer["rules"].array.compactMap { $0["id"].string }
            #expect(ids.contains("supervision.modes 9610"))
            let tables = try await site.get(
                "/v1/rules?part=table&since=2018-12-31&on=2019-01-01"
            ).json
            #expect(
                tables["rules"].array.compactMap { $0["id"].string } == [
                    "enterprise.qualification", "export.release",
                ])
        }
    }

    @Test func pageShowsTheLawBesideBothValues() async throws {
        try await Site.open { site in
            let html = try await site.get("/rules?since=2018-12-31&on=2019-01-01&lang=en").text
            #expect(html.contains("5000 CNY"))
            #expect(html.contains("2000 CNY"))
            #expect(html.contains("财关税〔2018〕49号"))
            #expect(TagChecker.complaint(html) == nil)
            let refused = try await site.get("/rules?on=x")
            #expect(refused.status == 400)
        }
    }

    @Test(arguments: [
        ("0.13", "ratio", "13%"), ("0.175", "ratio", "17.5%"), ("0", "ratio", "0%"),
        ("1", "ratio", "100%"), ("0.7", "ratio", "70%"), ("0.005", "ratio", "0.5%"),
        ("1", "day", "1 day"), ("7", "day", "7 days"), ("true", "flag", "yes"),
        ("false", "flag", "no"), ("5000", "CNY", "5000 CNY"),
    ])
    func valuesReadAsPeopleWriteThem(value: String, unit: String, text: String) {
        #expect(RuleValue.text(value, unit: unit, .en) == text)
    }
}
