import HTTPTypes
import Hummingbird
import ZoneCore
import ZoneServices

/// Pages for officers: requests for payment data, what came, and addresses that wait for a judgement.
struct PaymentPageRoutes: Sendable {
    /// Requests on a page.
    static let rowCountMax = 100
    /// Largest form of the pages, bytes.
    private static let formByteCountMax = 16 << 10

    let zone: Zone

    func add(to router: Router<ZoneContext>) {
        router.get("/payment-requests", use: page)
        router.post("/payment-requests", use: ask)
        router.get("/payment-requests/{session}", use: requestPage)
        router.post("/payment-requests/{session}", use: act)
        router.post("/payment-addresses/{platform}/{id}", use: judge)
    }

    @Sendable func page(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let (visit, query) = (Visit(request), Query(request))
        let filter = try query.paymentFilter() ?? .open
        let requests = try zone.paymentRequests(
            filter, platforms: nil, before: try query.number("before", in: 1...Int64.max),
            countMax: Self.rowCountMax)
        let page = PaymentsPage(
            requests, filter: filter, figures: try zone.paymentFigures(),
            filed: try zone.filedPaymentAddresses(), now: zone.currentTime, visit: visit)
        return Templates.response(
            page, template: "payments", title: page.text.title, visit: visit)
    }

    @Sendable func ask(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let visit = Visit(request)
        let form = try await FormParts(request, upTo: Self.formByteCountMax)
        let made = try answeringEnterprise {
            try zone.askForPayment(
                platform: form.text("platform"), orderNo: form.text("orderNo"),
                reason: form.text("reason"), by: actingAs(form.text("by")))
        }
        return seeOther(made.request, visit)
    }

    @Sendable func requestPage(
        _ request: Request, _ context: ZoneContext
    ) async throws -> Response {
        let visit = Visit(request)
        guard let view = try zone.paymentRequest(try context.parameter("session")) else {
            throw Problem.notFound
        }
        let page = PaymentRequestPage(view, now: zone.currentTime, visit: visit)
        return Templates.response(
            page, template: "payment-request", title: page.text.title, visit: visit)
    }

    /// Sends the question again, or keeps what an officer concluded.
    @Sendable func act(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let visit = Visit(request)
        let session = try context.parameter("session")
        let form = try await FormParts(request, upTo: Self.formByteCountMax)
        let by = actingAs(form.text("by"))
        let changed = try answeringEnterprise {
            switch form.text("act") {
            case "repeat": try zone.askForPaymentAgain(session, by: by)
            case "review":
                try zone.reviewPayment(session, conclusion: form.text("conclusion"), by: by)
            default: throw Problem.valueRefused(name: "act", expected: "repeat, review")
            }
        }
        return seeOther(changed, visit)
    }

    @Sendable func judge(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let visit = Visit(request)
        let (platform, id) = (try context.parameter("platform"), try context.messageID())
        let form = try await FormParts(request, upTo: Self.formByteCountMax)
        _ = try answeringEnterprise {
            try zone.judgePaymentAddress(
                id, of: platform, isApproved: form.text("judgement") == "approve",
                reason: form.text("reason"), by: actingAs(form.text("by")))
        }
        return Response(
            status: .seeOther, headers: [.location: visit.url("/payment-requests")])
    }

    private func seeOther(_ request: PaymentRequest, _ visit: Visit) -> Response {
        Response(
            status: .seeOther,
            headers: [.location: visit.url("/payment-requests/\(request.sessionID)")])
    }
}
