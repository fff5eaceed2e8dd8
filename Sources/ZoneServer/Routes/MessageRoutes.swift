import HTTPTypes
import Hummingbird
import ZoneServices

extension HTTPField.Name {
    static let idempotencyKey = Self("Idempotency-Key")!
    static let link = Self("Link")!
    static let prefer = Self("Prefer")!
    static let preferenceApplied = Self("Preference-Applied")!
}

/// Submitting messages, checking them, reading them again.
struct MessageRoutes: Sendable {
    let zone: Zone
    let settings: ServerSettings

    func add(to router: Router<ZoneContext>) {
        router.post("/v1/messages", use: submit)
        router.post("/v1/check", use: check)
        router.get("/v1/messages/{id}", use: message)
        router.get("/v1/messages/{id}/payment-comparison", use: paymentComparison)
    }

    @Sendable func submit(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let form = try answerForm(request)
        let key = try idempotencyKey(request)
        let messages = try await readMessages(of: request, settings: settings)
        let answers: [MessageAnswer]
        do {
            answers = try await zone.submit(
                messages, idempotencyKey: key, senders: context.ownCodes())
        } catch {
            throw Problem(error)
        }
        var headers = HTTPFields()
        if let first = answers.first { headers[.location] = "/v1/messages/\(first.id)" }
        if answers.count > 1 {
            headers[.link] = answers.map { "</v1/messages/\($0.id)>; rel=\"item\"" }
                .joined(separator: ", ")
        }
        if form == .short, request.headers[.prefer] != nil {
            headers[.preferenceApplied] = "return=minimal"
        }
        return response(
            writeAnswers(answers, form: form), type: "application/json", status: .accepted,
            headers: headers)
    }

    @Sendable func check(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let messages = try await readMessages(of: request, settings: settings)
        do {
            let answers = try await zone.check(messages, senders: context.ownCodes())
            return response(writeAnswers(answers, form: .check), type: "application/json")
        } catch {
            throw Problem(error)
        }
    }

    /// The answer of then, or the bytes as they came where XML is asked for.
    @Sendable func message(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let id = try context.messageID()
        try context.checkOwner(try zone.messageOwners(id))
        guard Accept(request.headers[.accept]).prefersXML else {
            guard let answer = try zone.message(id) else { throw Problem.notFound }
            return response(writeAnswer(answer), type: "application/json")
        }
        guard let bytes = try zone.messageBytes(id) else { throw Problem.notFound }
        let isJSON = bytes.first { !$0.isSpace } == UInt8(ascii: "{")
        // Strangers wrote these bytes, so a browser may save them and not show them.
        return response(
            bytes, type: isJSON ? "application/json" : "application/xml",
            headers: [
                .contentDisposition:
                    "attachment; filename=\"message-\(id).\(isJSON ? "json" : "xml")\""
            ])
    }

    /// What a platform uploaded of a payment, held against the payment documents of its orders.
    @Sendable func paymentComparison(
        _ request: Request, _ context: ZoneContext
    ) async throws -> Response {
        let id = try context.messageID()
        try context.checkOwner(try zone.messageOwners(id))
        guard let comparison = try zone.paymentComparison(id) else { throw Problem.notFound }
        return jsonResponse(PaymentComparisonAnswer(comparison))
    }

    private func answerForm(_ request: Request) throws(Problem) -> AnswerForm {
        let prefer = request.headers[.prefer] ?? ""
        if HeaderValue.split(prefer, at: ",").contains(where: { $0.trimmed() == "return=minimal" })
        {
            return .short
        }
        switch try Query(request).text("answer") {
        case nil, "full": return .full
        case "short": return .short
        default: throw .parameterInvalid(name: "answer", expected: "full, short")
        }
    }

    private func idempotencyKey(_ request: Request) throws(Problem) -> String? {
        guard let key = request.headers[.idempotencyKey] else { return nil }
        guard (1...settings.idempotencyKeyLengthMax).contains(key.utf8.count),
            key.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { throw .idempotencyKeyInvalid(lengthMax: settings.idempotencyKeyLengthMax) }
        return key
    }
}

extension UInt8 {
    /// White space of XML and JSON, and the bytes of a byte order mark.
    fileprivate var isSpace: Bool {
        [0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains(self)
    }
}
