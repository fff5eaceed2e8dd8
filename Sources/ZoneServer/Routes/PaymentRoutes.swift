import HTTPTypes
import Hummingbird
import NIOCore
import ZoneCore
import ZoneServices

/// Payment data on demand: what platforms are asked, what they upload, and where they are asked.
struct PaymentRoutes: Sendable {
    /// Where platforms upload, as the interface has it: a platform changes the host only.
    static let uploadPath = "/ceb2grab/grab/realTimeDataUpload"
    /// A form has each byte of the upload as three.
    private static let formByteCountMax = 3 * Zone.paymentUploadByteCountMax + 1024

    let zone: Zone
    let settings: ServerSettings

    func add(to router: Router<ZoneContext>) {
        router.post(RouterPath(Self.uploadPath), use: upload)
        router.get("/v1/payment-requests", use: list)
        router.post("/v1/payment-requests", use: ask)
        router.get("/v1/payment-requests/{session}", use: show)
        router.post("/v1/payment-requests/{session}/repeat", use: repeatQuestion)
        router.post("/v1/payment-requests/{session}/review", use: review)
        router.get("/v1/payment-addresses", use: filedAddresses)
        router.get("/v1/payment-addresses/{platform}", use: addresses)
        router.put("/v1/payment-addresses/{platform}", use: file)
        router.post("/v1/payment-addresses/{platform}/{id}/judgement", use: judge)
    }

    // MARK: Uploads

    /// Answered by the interface's codes, whatever is wrong, and always with status 200.
    @Sendable func upload(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let upload: [UInt8]
        do {
            upload = try await uploadedBytes(of: request)
        } catch Problem.bodyTooLarge {
            // One byte more than may be says the same to the zone.
            upload = [UInt8](repeating: 0x20, count: Zone.paymentUploadByteCountMax + 1)
        } catch is Problem {
            upload = []
        }
        return jsonResponse(PaymentReplyAnswer(try await zone.takePaymentUpload(upload)))
    }

    /// The form field `payExInfoStr`, urlencoded or multipart; or the JSON itself as the body.
    private func uploadedBytes(of request: Request) async throws -> [UInt8] {
        switch HeaderValue(request.headers[.contentType] ?? "").name {
        case "multipart/form-data":
            let parts = try await FormParts(request, upTo: Self.formByteCountMax)
            return Array(parts.text("payExInfoStr").utf8)
        case "application/json":
            return try await collectBytes(of: request, upTo: Zone.paymentUploadByteCountMax)
        default:
            let body = try await collectBytes(of: request, upTo: Self.formByteCountMax)
            return Array((FormFields(body)["payExInfoStr"] ?? "").utf8)
        }
    }

    // MARK: Requests

    @Sendable func list(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let query = Query(request)
        let countMax = try query.limit(countMax: 500, default: 100)
        let requests = try zone.paymentRequests(
            try query.paymentFilter() ?? .all,
            platforms: try query.text("platform").map { [$0] },
            before: try query.number("before", in: 1...Int64.max), countMax: countMax)
        return jsonResponse(
            PaymentRequestsAnswer(
                requests, figures: try zone.paymentFigures(), countMax: countMax,
                now: zone.currentTime))
    }

    /// 201 where it is new, 200 where one about the order is open.
    @Sendable func ask(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let body: PaymentQuestionBody = try await readJSON(
            request, upTo: settings.jsonByteCountMax, shape: PaymentQuestionBody.shape)
        return try answeringEnterprise {
            let (made, isNew) = try zone.askForPayment(
                platform: body.platform, orderNo: body.orderNo, reason: body.reason,
                by: actingAs(body.by))
            return jsonResponse(
                PaymentRequestAnswer(made, now: zone.currentTime), status: isNew ? .created : .ok)
        }
    }

    @Sendable func show(_ request: Request, _ context: ZoneContext) async throws -> Response {
        guard let view = try zone.paymentRequest(try context.parameter("session")) else {
            throw Problem.notFound
        }
        return jsonResponse(PaymentRequestViewAnswer(view, now: zone.currentTime))
    }

    /// 202: the next round sends it.
    @Sendable func repeatQuestion(
        _ request: Request, _ context: ZoneContext
    ) async throws -> Response {
        let body: ActorBody = try await readJSON(
            request, upTo: settings.jsonByteCountMax, shape: ActorBody.shape)
        let session = try context.parameter("session")
        return try answeringEnterprise {
            let asked = try zone.askForPaymentAgain(session, by: actingAs(body.by))
            return jsonResponse(
                PaymentRequestAnswer(asked, now: zone.currentTime), status: .accepted)
        }
    }

    @Sendable func review(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let body: PaymentReviewBody = try await readJSON(
            request, upTo: settings.jsonByteCountMax, shape: PaymentReviewBody.shape)
        let session = try context.parameter("session")
        return try answeringEnterprise {
            let reviewed = try zone.reviewPayment(
                session, conclusion: body.conclusion, by: actingAs(body.by))
            return jsonResponse(PaymentRequestAnswer(reviewed, now: zone.currentTime))
        }
    }

    // MARK: Addresses

    @Sendable func filedAddresses(
        _ request: Request, _ context: ZoneContext
    ) async throws -> Response {
        jsonResponse(PaymentAddressesAnswer(try zone.filedPaymentAddresses()))
    }

    @Sendable func addresses(_ request: Request, _ context: ZoneContext) async throws -> Response {
        jsonResponse(
            PaymentAddressesAnswer(
                try zone.paymentAddresses(of: try context.parameter("platform"))))
    }

    /// 201 where it is new, 200 where it was filed before.
    @Sendable func file(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let body: PaymentAddressBody = try await readJSON(
            request, upTo: settings.jsonByteCountMax, shape: PaymentAddressBody.shape)
        let platform = try context.parameter("platform")
        return try answeringEnterprise {
            let (addresses, isNew) = try zone.filePaymentAddress(
                body.url, of: platform, by: actingAs(body.by))
            return jsonResponse(
                PaymentAddressesAnswer(addresses), status: isNew ? .created : .ok)
        }
    }

    @Sendable func judge(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let body: PaymentJudgementBody = try await readJSON(
            request, upTo: settings.jsonByteCountMax, shape: PaymentJudgementBody.shape)
        let (platform, id) = (try context.parameter("platform"), try context.messageID())
        return try answeringEnterprise {
            let judged = try zone.judgePaymentAddress(
                id, of: platform, isApproved: body.approved, reason: body.reason,
                by: actingAs(body.by))
            return jsonResponse(PaymentAddressAnswer(judged))
        }
    }
}

extension Query {
    /// Which requests are wanted; nil where nothing is said.
    func paymentFilter() throws(Problem) -> PaymentFilter? {
        guard let text = try text("filter") else { return nil }
        guard let filter = PaymentFilter(rawValue: text) else {
            let names = PaymentFilter.allCases.map(\.rawValue).joined(separator: ", ")
            throw .parameterInvalid(name: "filter", expected: names)
        }
        return filter
    }
}

/// A question as sent.
struct PaymentQuestionBody: Decodable {
    static let shape = #"{"platform", "orderNo", "reason", "by"}"#

    var platform: String
    var orderNo: String
    var reason: String
    var by: String
}

/// A conclusion as sent.
struct PaymentReviewBody: Decodable {
    static let shape = #"{"conclusion", "by"}"#

    var conclusion: String
    var by: String
}

/// An address as filed.
struct PaymentAddressBody: Decodable {
    static let shape = #"{"url", "by"}"#

    var url: String
    var by: String
}

/// A judgement of an address as sent.
struct PaymentJudgementBody: Decodable {
    static let shape = #"{"approved": true, "reason", "by"}"#

    var approved: Bool
    var reason: String
    var by: String
}
