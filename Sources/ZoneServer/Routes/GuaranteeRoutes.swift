import Foundation
import HTTPTypes
import Hummingbird
import ZoneCore
import ZoneServices

/// The accounts of the firms that guarantee taxes.
struct GuaranteeRoutes: Sendable {
    /// 10^15 fen: far above any guarantee, and no JSON reader loses a digit of it.
    static let limitFenMax: Int64 = 1_000_000_000_000_000

    let zone: Zone
    let settings: ServerSettings

    func add(to router: Router<ZoneContext>) {
        router.get("/v1/guarantees", use: list)
        router.get("/v1/guarantees/{code}", use: guarantee)
        router.put("/v1/guarantees/{code}", use: setGuarantee)
    }

    @Sendable func list(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let own = context.ownCodes()
        let accounts = try zone.guarantees().filter { own?.contains($0.assureCode) ?? true }
        return jsonResponse(GuaranteeList(guarantees: accounts.map(GuaranteeAnswer.init)))
    }

    @Sendable func guarantee(_ request: Request, _ context: ZoneContext) async throws -> Response {
        guard let account = try account(try context.parameter("code")) else {
            throw Problem.notFound
        }
        return jsonResponse(GuaranteeAnswer(account))
    }

    /// Sets the limit, not below what is taken; that stays as it is.
    @Sendable func setGuarantee(_ request: Request, _ context: ZoneContext) async throws
        -> Response
    {
        let code = try context.parameter("code")
        guard (1...18).contains(code.utf8.count), code.utf8.allSatisfy(\.isIdentifierByte) else {
            throw Problem.valueRefused(name: "code", expected: "1...18 A-Z 0-9")
        }
        let limit = try await readLimit(request)
        let before = try account(code)
        let wanted = GuaranteeAccount(
            assureCode: code, limit: limit, used: before?.used ?? .zero)
        guard try await zone.setGuarantee(wanted) else {
            throw Problem.valueRefused(name: "limitFen", expected: ">= usedFen")
        }
        guard let now = try account(code) else { throw Problem.failed }
        return jsonResponse(GuaranteeAnswer(now), status: before == nil ? .created : .ok)
    }

    private func account(_ code: String) throws -> GuaranteeAccount? {
        try zone.guarantees().first { $0.assureCode == code }
    }

    private func readLimit(_ request: Request) async throws -> Fen {
        guard HeaderValue(request.headers[.contentType] ?? "").name == "application/json" else {
            throw Problem.contentTypeUnsupported(expected: "application/json")
        }
        let bytes = try await collectBytes(of: request, upTo: settings.jsonByteCountMax)
        guard let wanted = try? JSONDecoder().decode(GuaranteeLimit.self, from: Data(bytes)) else {
            throw Problem.jsonMalformed(expected: #"{"limitFen": integer}"#)
        }
        guard (0...Self.limitFenMax).contains(wanted.limitFen) else {
            throw Problem.valueRefused(name: "limitFen", expected: "0...\(Self.limitFenMax)")
        }
        return Fen(wanted.limitFen)
    }
}

/// What is sent to set a guarantee.
struct GuaranteeLimit: Codable {
    var limitFen: Int64
}

/// An account as the API shows it.
struct GuaranteeAnswer: Encodable {
    var assureCode: String
    var limitFen: Int64
    var usedFen: Int64
    var freeFen: Int64

    init(_ account: GuaranteeAccount) {
        assureCode = account.assureCode
        limitFen = account.limit.count
        usedFen = account.used.count
        freeFen = account.limit.count - account.used.count
    }
}

/// All accounts.
struct GuaranteeList: Encodable {
    var guarantees: [GuaranteeAnswer]
}
