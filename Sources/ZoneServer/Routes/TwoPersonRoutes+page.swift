import Foundation
import HTTPTypes
import Hummingbird
import ZoneCore
import ZoneServices

/// The page of acts that two persons have to want.
extension TwoPersonRoutes {
    /// Acts of the past that the page shows.
    private static let historyCountMax = 100

    @Sendable func page(_ request: Request, _ context: ZoneContext) async throws -> Response {
        try page(request, context, notice: nil)
    }

    private func page(
        _ request: Request, _ context: ZoneContext, notice: ActsPage.Notice?,
        problem: Problem? = nil
    ) throws -> Response {
        let visit = Visit(request)
        let past = try zone.access.decidedActs(before: nil, countMax: Self.historyCountMax)
        let page = ActsPage(
            waiting: try waiting(context), past: past.filter { isShown($0, to: context) },
            viewer: actingAs(""), mayRelease: context.may(.declarationsDecide),
            maySetGuarantees: context.may(.guaranteesSet), notice: notice,
            error: problem?.detail(in: visit.language), visit: visit)
        return Templates.response(
            page, template: "acts", title: page.title, visit: visit,
            status: problem?.status ?? .ok)
    }

    /// What the pressed button says, then the page again; what is wrong is shown on it.
    @Sendable func act(_ request: Request, _ context: ZoneContext) async throws -> Response {
        do {
            let parts = try await FormParts(request, upTo: LogInRoutes.formByteCountMax)
            return try page(request, context, notice: try await act(parts, context))
        } catch let problem as Problem {
            return try page(request, context, notice: nil, problem: problem)
        }
    }

    private func act(_ parts: FormParts, _ context: ZoneContext) async throws -> ActsPage.Notice {
        let id = Int64(parts.text("id")) ?? 0
        let by = actingAs("")
        switch parts.text("do") {
        case "confirm":
            let act = try await settle(id, confirms: true, by: by, context)
            _ = try await carryOut(act, by: by, context)
            return .done
        case "refuse":
            _ = try await settle(id, confirms: false, by: by, context)
            return .refused
        case "again": return .asked(try await askAgain(id, context))
        case "release", "handOver":
            let body = OfficerAct(
                event: parts.text("do"), reason: parts.text("reason"), officer: by)
            return try await ask(
                .post, "/v1/declarations/\(parts.text("declaration").percentEncoded())/acts",
                .declarationsDecide, body, parts, ["declaration", "reason"], context)
        case "guarantee":
            guard let yuan = Int64(parts.text("yuan")),
                (0...GuaranteeRoutes.limitFenMax / 100).contains(yuan)
            else {
                throw Problem.valueRefused(
                    name: "yuan", expected: "0...\(GuaranteeRoutes.limitFenMax / 100)")
            }
            return try await ask(
                .put, "/v1/guarantees/\(parts.text("code").percentEncoded())", .guaranteesSet,
                GuaranteeLimit(limitFen: yuan * 100), parts, ["code"], context)
        default:
            throw Problem.valueRefused(
                name: "do", expected: "confirm, refuse, again, release, handOver, guarantee")
        }
    }

    /// Keeps an act for a second person, as the API does with the same request.
    private func ask(
        _ method: HTTPRequest.Method, _ path: String, _ permission: Permission,
        _ body: some Encodable, _ parts: FormParts, _ needed: [String],
        _ context: ZoneContext
    ) async throws -> ActsPage.Notice {
        try context.require(permission)
        let empty = needed.filter { parts.text($0).isEmpty }
        guard empty.isEmpty else {
            throw Problem.fieldsRefused(
                empty.map {
                    FilingProblem(field: $0, value: "", zh: "请填写此项。", en: "Fill in this field.")
                })
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let bytes = try encoder.encode(body)
        let id = try await answeringAccess {
            try zone.access.requestAct(
                method: method.rawValue, path: path, permission: permission, body: [UInt8](bytes),
                by: actingAs(""))
        }
        return .asked(id)
    }
}

/// The body of an officer's act, as the API takes it.
private struct OfficerAct: Encodable {
    var event: String
    var reason: String
    var officer: String
}
