import Foundation
import HTTPTypes
import Hummingbird
import ZoneCore
import ZoneServices

/// Everything a request can be refused for.
///
/// Wrong data in a message is no problem: it becomes findings.
enum Problem: Error, Equatable {
    case bodyEmpty
    case bodyTooLarge(byteCountMax: Int)
    case contentTypeUnsupported(expected: String)
    case multipartMalformed(reason: String)
    case idempotencyKeyInvalid(lengthMax: Int)
    case idempotencyConflict
    case tooManyMessages(count: Int, countMax: Int)
    case queueFull(retryAfterSeconds: Int)
    case stopped
    case parameterInvalid(name: String, expected: String)
    case jsonMalformed(expected: String)
    case valueRefused(name: String, expected: String)
    case draftRefused([String])
    case simulationBusy
    case recordConflict
    case actNotAllowed(event: String, status: String)
    case caseOpen(id: String)
    case repairHindered(zh: String, en: String)
    case recordsFull(countMax: Int)
    case fieldsRefused([FilingProblem])
    case fileRefused(expected: String)
    case unauthenticated
    case certificateRefused(ClientCertificateFault)
    case forbidden(permission: String)
    case senderForeign(code: String)
    case formForeign
    case tooOften(retryAfterSeconds: Int)
    case nameTaken
    case samePerson
    case notFound
    case methodNotAllowed([String])
    case failed

    init(_ error: SubmitError) {
        switch error {
        case .empty: self = .bodyEmpty
        case .tooManyMessages(let count, let countMax):
            self = .tooManyMessages(count: count, countMax: countMax)
        case .queueFull(let seconds): self = .queueFull(retryAfterSeconds: seconds)
        case .idempotencyConflict: self = .idempotencyConflict
        case .stopped: self = .stopped
        case .foreignSender(let code): self = .senderForeign(code: code)
        }
    }

    init(_ error: AccessError) {
        switch error {
        case .invalid(let problems): self = .fieldsRefused(problems)
        case .notFound: self = .notFound
        case .nameTaken: self = .nameTaken
        case .full(let countMax): self = .recordsFull(countMax: countMax)
        case .busy: self = .tooOften(retryAfterSeconds: 5)
        case .lastAdministrator:
            self = .actNotAllowed(
                event: "close, change", status: "唯一的账户管理员 the only administrator")
        case .samePerson: self = .samePerson
        }
    }

    init(_ refusal: SimulationRefusal) {
        switch refusal {
        case .draftSize(let fileCountMax, let byteCountMax):
            self = .valueRefused(
                name: "files", expected: "1...\(fileCountMax), <= \(byteCountMax) bytes")
        case .draft(let problems): self = .draftRefused(problems)
        case .busy: self = .simulationBusy
        case .failed: self = .failed
        }
    }

    init(_ error: CreditError) {
        switch error {
        case .refused(let field, let expected):
            self = .valueRefused(name: field, expected: expected)
        case .conflict: self = .recordConflict
        case .notFound: self = .notFound
        case .alreadyOpen(let id): self = .caseOpen(id: id)
        case .hindered(let hindrances):
            self = .repairHindered(
                zh: hindrances.map(\.zh).joined(separator: "；"),
                en: hindrances.map(\.en).joined(separator: "; "))
        case .full: self = .recordsFull(countMax: CreditFile.recordCountMax)
        }
    }

    var status: HTTPResponse.Status {
        switch self {
        case .bodyEmpty, .multipartMalformed, .idempotencyKeyInvalid, .parameterInvalid,
            .jsonMalformed:
            .badRequest
        case .unauthenticated, .certificateRefused: .unauthorized
        case .forbidden, .senderForeign, .formForeign, .samePerson: .forbidden
        case .bodyTooLarge: .contentTooLarge
        case .contentTypeUnsupported: .unsupportedMediaType
        case .idempotencyConflict, .simulationBusy, .recordConflict, .caseOpen,
            .actNotAllowed, .nameTaken:
            .conflict
        case .tooManyMessages, .valueRefused, .draftRefused, .repairHindered, .recordsFull,
            .fieldsRefused, .fileRefused:
            .unprocessableContent
        case .queueFull, .tooOften: .tooManyRequests
        case .stopped: .serviceUnavailable
        case .notFound: .notFound
        case .methodNotAllowed: .methodNotAllowed
        case .failed: .internalServerError
        }
    }

    /// Stable code with one meaning for ever; listed on the page of problems.
    var code: String {
        switch self {
        case .bodyEmpty: "body_empty"
        case .bodyTooLarge: "body_too_large"
        case .contentTypeUnsupported: "content_type_unsupported"
        case .multipartMalformed: "multipart_malformed"
        case .idempotencyKeyInvalid: "idempotency_key_invalid"
        case .idempotencyConflict: "idempotency_conflict"
        case .tooManyMessages: "too_many_messages"
        case .queueFull: "queue_full"
        case .stopped: "stopped"
        case .parameterInvalid: "parameter_invalid"
        case .jsonMalformed: "json_malformed"
        case .valueRefused: "value_refused"
        case .draftRefused: "draft_refused"
        case .simulationBusy: "simulation_busy"
        case .recordConflict: "record_conflict"
        case .actNotAllowed: "act_not_allowed"
        case .caseOpen: "case_open"
        case .repairHindered: "repair_hindered"
        case .recordsFull: "records_full"
        case .fieldsRefused: "fields_refused"
        case .fileRefused: "file_refused"
        case .unauthenticated: "unauthenticated"
        case .certificateRefused: "certificate_refused"
        case .forbidden: "forbidden"
        case .senderForeign: "sender_foreign"
        case .formForeign: "form_foreign"
        case .tooOften: "too_often"
        case .nameTaken: "name_taken"
        case .samePerson: "same_person"
        case .notFound: "not_found"
        case .methodNotAllowed: "method_not_allowed"
        case .failed: "failed"
        }
    }

    /// The parameter or field it is about.
    var parameter: String? {
        switch self {
        case .parameterInvalid(let name, _), .valueRefused(let name, _): name
        case .idempotencyKeyInvalid, .idempotencyConflict: "Idempotency-Key"
        case .contentTypeUnsupported: "Content-Type"
        case .draftRefused: "files"
        case .fieldsRefused(let problems): problems.first?.field
        case .fileRefused: "file"
        case .bodyEmpty, .bodyTooLarge, .multipartMalformed, .tooManyMessages, .queueFull,
            .simulationBusy, .stopped, .jsonMalformed, .recordConflict, .caseOpen,
            .actNotAllowed, .repairHindered, .recordsFull, .unauthenticated,
            .certificateRefused, .forbidden, .senderForeign, .formForeign, .tooOften, .nameTaken,
            .samePerson, .notFound,
            .methodNotAllowed, .failed:
            nil
        }
    }

    /// One of each, for the page of problems and the tests.
    static let examples: [Problem] = [
        .bodyEmpty, .multipartMalformed(reason: "boundary"),
        .idempotencyKeyInvalid(lengthMax: 255),
        .parameterInvalid(name: "limit", expected: "1...500"), .jsonMalformed(expected: "JSON"),
        .notFound, .methodNotAllowed(["GET", "HEAD"]), .idempotencyConflict,
        .bodyTooLarge(byteCountMax: 64 << 20),
        .contentTypeUnsupported(expected: "application/xml"),
        .tooManyMessages(count: 101, countMax: 100),
        .valueRefused(name: "limitFen", expected: "0..."),
        .draftRefused(["parameters/vat/low.yaml: missingSource: source"]), .simulationBusy,
        .queueFull(retryAfterSeconds: 1), .failed, .stopped, .recordConflict,
        .caseOpen(id: "d-1"), .actNotAllowed(event: "inspect", status: "800 released"),
        .repairHindered(
            zh: RepairHindrance.noEvidence.zh, en: RepairHindrance.noEvidence.en),
        .recordsFull(countMax: CreditFile.recordCountMax),
        .fieldsRefused([
            FilingProblem(field: "name", value: "", zh: "请填写此项。", en: "Fill in this field.")
        ]), .fileRefused(expected: "1...5242880 bytes"), .unauthenticated,
        .forbidden(permission: "declarations.decide"), .senderForeign(code: "4403160AAA"),
        .formForeign, .tooOften(retryAfterSeconds: 5), .nameTaken, .samePerson,
        .certificateRefused(.unknown(fingerprint: "00")),
    ]
}

/// The body of an error answer: RFC 9457 with our members.
struct ProblemBody: Encodable {
    var type: String
    var title: String
    var status: Int
    var code: String
    var detail: String
    var zh: String
    var en: String
    var parameter: String?
    /// All fields that are wrong, where several can be.
    var fields: [Field]?
    var requestId: String

    /// A field that is wrong, with how to repair it.
    struct Field: Encodable {
        var field: String
        var value: String
        var zh: String
        var en: String
    }
}

extension Problem {
    private var fields: [ProblemBody.Field]? {
        guard case .fieldsRefused(let problems) = self else { return nil }
        return problems.map { .init(field: $0.field, value: $0.value, zh: $0.zh, en: $0.en) }
    }

    /// The answer as `application/problem+json`.
    func response(in language: Language, requestID: String) -> Response {
        let body = ProblemBody(
            type: "/reference/problems#" + code, title: title(in: language), status: status.code,
            code: code, detail: detail(in: language), zh: detail(in: .zh), en: detail(in: .en),
            parameter: parameter, fields: fields, requestId: requestID)
        return jsonResponse(body, status: status, type: "application/problem+json")
    }
}
