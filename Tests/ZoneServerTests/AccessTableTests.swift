import Foundation
import Testing
import ZoneCore

@testable import ZoneServer

/// Every route of the API and every role, held against the rules that no entry may break.
@Suite struct AccessTableTests {
    static let table = AccessTable.bundled
    static let routes = table.all.keys.sorted()

    @Test func everyRouteHasAnEntry() {
        #expect(
            Self.table.defects == [],
            "openapi.json: give each operation x-permission (ZoneCore/Access/Permission.swift)")
        #expect(Self.routes.count > 100)
    }

    @Test(arguments: routes)
    func whoMayUseIt(_ route: String) throws {
        let access = try #require(Self.table.all[route])
        let (permission, owner) = (access.permission, access.owner)
        #expect((reach(of: nil, permission) == .all) == (permission == .open))
        for role in Role.allCases {
            let principal = Principal(name: "p", role: role, codes: ["4403W60001"])
            let reach = reach(of: principal, permission)
            if reach == .own {
                #expect(owner != nil, "\(route): x-owner is missing, but \(role) sees only its own")
            }
            #expect(mayDo(principal, permission, on: ["4403W60001"]) == (reach != .none))
            #expect(mayDo(principal, permission, on: ["4403W60002"]) == (reach == .all))
            #expect(mayDo(principal, permission) == (reach == .all))
        }
        if case .path(let name) = owner { #expect(route.contains("{\(name)}")) }
    }

    /// What stays open to everybody, in full: a route gets here by decision and not by accident.
    @Test func openRoutes() {
        let open = Self.table.all.filter { $0.value.permission == .open }.keys
        let prefixes = [
            "GET /health", "GET /openapi.json", "GET /assets/", "GET /reference", "GET /rules",
            "GET /zones", "GET /parcels", "GET /v1/schemas/", "GET /v1/codes", "GET /v1/findings",
            "GET /v1/rules", "GET /v1/risk/samples/", "GET /v1/parcels/", "GET /v1/zones",
            "GET /v1/credit-kinds", "GET /v1/certification-key", "GET /login", "POST /login",
            "GET /verify", "POST /verify", "GET /v1/verify", "POST /v1/verify",
            "GET /v1/evidence", "POST /v1/evidence/cosignatures", "GET /audit", "GET /open-data",
            "GET /v1/open-data",
            // Proves itself by its signature.
            "POST /ceb2grab/grab/realTimeDataUpload",
        ]
        for route in open {
            #expect(prefixes.contains { route.hasPrefix($0) }, "\(route) is open to everybody")
        }
    }

    /// Nobody but customs decides, and who gives rights has none of the others'.
    @Test func separationOfDuties() {
        for permission: Permission in [
            .declarationsDecide, .creditRecord, .creditAnswer, .guaranteesSet, .enterprisesReview,
            .paymentsAsk,
        ] {
            for role in Role.allCases {
                let reach = reach(of: Principal(name: "p", role: role), permission)
                #expect((reach == .none) == (role != .officer), "\(permission) \(role)")
            }
        }
        let administrator = Principal(name: "a", role: .administrator)
        let held = Permission.allCases.filter { reach(of: administrator, $0) != .none }
        #expect(
            held == [.open, .session, .zoneRead, .metricsRead, .accountsManage, .auditRead])
    }

    @Test func scopesOnlyNarrow() {
        let narrowed = Principal(
            name: "c", role: .declarant, codes: ["A"], scopes: [.receiptsRead, .accountsManage])
        #expect(mayDo(narrowed, .receiptsRead, on: ["A"]))
        #expect(!mayDo(narrowed, .messagesSubmit, on: ["A"]))
        #expect(!mayDo(narrowed, .accountsManage))
        #expect(mayDo(narrowed, .open))
    }

    @Test func emptyCodesOwnNothing() {
        let principal = Principal(name: "p", role: .declarant, codes: [""])
        #expect(!mayDo(principal, .receiptsRead, on: [""]))
    }

    @Test func aRouteWithoutAnEntryIsADefect() {
        let text = """
            {"paths": {"/a": {"get": {"x-permission": "open"}, "put": {}},
            "/b": {"get": {"x-permission": "open", "x-owner": "moon"}}}}
            """
        let table = AccessTable(Data(text.utf8))
        #expect(table.defects.sorted() == ["GET /b", "PUT /a"])
        #expect(table["HEAD", "/a"]?.permission == .open)
        #expect(table["PUT", "/a"] == nil)
    }
}
