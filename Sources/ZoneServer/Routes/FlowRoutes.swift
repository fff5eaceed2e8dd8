import HTTPTypes
import Hummingbird
import ZoneCore
import ZoneServices

/// Acts of officers and sites, parcels' ways, and summaries of export lists.
struct FlowRoutes: Sendable {
    /// Most entries of one page.
    static let entryCountMax = 200
    /// Longest reason, in characters: the receipt holds 1000.
    static let reasonCountMax = 500

    let zone: Zone
    let settings: ServerSettings

    func add(to router: Router<ZoneContext>) {
        router.post("/v1/declarations/{id}/acts", use: act)
        router.get("/v1/parcels/{logisticsNo}", use: parcel)
        router.get("/parcels", use: parcelPage)
        router.get("/v1/summaries", use: summaries)
        router.get("/v1/summaries/due", use: due)
    }

    @Sendable func act(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let body: ActBody = try await readJSON(
            request, upTo: settings.jsonByteCountMax, shape: ActBody.shape)
        let id = try context.parameter("id")
        let act = try body.act()
        if act.event != .goodsArrived { try context.require(.declarationsDecide) }
        switch try await zone.act(act, on: id) {
        case .notFound: throw Problem.notFound
        case .notAllowed(let status):
            throw Problem.actNotAllowed(
                event: body.event, status: "\(status) \(statusName(status, in: .en))")
        case .taxUnknown:
            throw Problem.actNotAllowed(event: body.event, status: "taxes not assessed")
        case .done(let status): return jsonResponse(ActAnswer(status: StatusAnswer(status)))
        }
    }

    @Sendable func parcel(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let number = try context.parameter("logisticsNo")
        let tracks = try zone.parcels(logisticsNo: number)
        guard !tracks.isEmpty else { throw Problem.notFound }
        return jsonResponse(ParcelAnswer(logisticsNo: number, tracks))
    }

    @Sendable func parcelPage(_ request: Request, _ context: ZoneContext) async throws
        -> Response
    {
        let visit = Visit(request)
        let number = try Query(request).text("number", lengthMax: 80)?.trimmed() ?? ""
        let tracks = number.isEmpty ? [] : try zone.parcels(logisticsNo: number)
        let page = ParcelPage(number, tracks, visit: visit)
        return Templates.response(page, template: "parcel", title: page.title, visit: visit)
    }

    @Sendable func summaries(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let query = Query(request)
        let countMax = try query.limit(countMax: Self.entryCountMax, default: 50)
        let page = try zone.summaries(
            ebcCode: try query.text("enterprise"),
            before: try query.number("before", in: 0...Int64.max), countMax: countMax)
        return jsonResponse(
            SummaryPageAnswer(
                summaries: page.map(SummaryAnswer.init),
                nextBefore: page.count == countMax ? page.last?.id : nil))
    }

    @Sendable func due(_ request: Request, _ context: ZoneContext) async throws -> Response {
        let query = Query(request)
        let due = try zone.summariesDue(
            ebcCode: try query.text("enterprise"),
            countMax: try query.limit(countMax: Self.entryCountMax, default: 50))
        return jsonResponse(
            SummariesDueAnswer(
                due: due.map {
                    .init(
                        dueDay: $0.dueDay.description, enterprise: $0.ebcCode, lists: $0.listCount,
                        isLate: $0.dueDay < zone.today)
                }))
    }
}

/// An act as sent.
struct ActBody: Decodable {
    static let shape =
        #"{"event": string, "reason": string, "officer": string, "returnNo"?: string}"#

    var event: String
    var reason: String
    var officer: String
    var returnNo: String?

    func act() throws(Problem) -> DeclarationAct {
        guard let event = DeclarationAct.Event(rawValue: event) else {
            let known = DeclarationAct.officerEvents.map(\.rawValue) + ["goodsArrived"]
            throw .valueRefused(name: "event", expected: known.joined(separator: ", "))
        }
        guard (1...FlowRoutes.reasonCountMax).contains(reason.count) else {
            throw .valueRefused(name: "reason", expected: "1...500 characters")
        }
        guard (1...100).contains(officer.count) else {
            throw .valueRefused(name: "officer", expected: "1...100 characters")
        }
        return DeclarationAct(
            event: event, returnNo: returnNo ?? "", reason: reason,
            officer: actingAs(officer))
    }
}

/// Where a declaration or return stands after an act.
struct ActAnswer: Encodable {
    var status: StatusAnswer
}

/// A parcel's way, one a logistics firm.
struct ParcelAnswer: Encodable {
    struct Track: Encodable {
        var logisticsCode: String
        var direction: String
        var steps: [Step]
    }

    struct Step: Encodable {
        var at: String
        var step: String
        var zh: String
        var en: String
    }

    var logisticsNo: String
    var parcels: [Track]

    init(logisticsNo: String, _ tracks: [ParcelTrack]) {
        self.logisticsNo = logisticsNo
        parcels = tracks.map { track in
            Track(
                logisticsCode: track.logisticsCode,
                direction: track.isExport ? "export" : "import",
                steps: track.steps.map { step in
                    let (zh, en) = step.kind.labels
                    return Step(
                        at: step.at.iso8601, step: step.kind.rawValue, zh: zh, en: en)
                })
        }
    }
}

extension ParcelTrack.Step.Kind {
    /// Its name for people.
    var labels: (zh: String, en: String) {
        switch self {
        case .waybill: ("已揽收，运单已报送", "waybill reported by the carrier")
        case .declared: ("已申报", "declared")
        case .arrived: ("已运抵监管场所", "arrived at the supervised site")
        case .tallied: ("已理货入库", "tallied at the site")
        case .held: ("审核或查验中", "being reviewed or inspected")
        case .released: ("海关放行", "released")
        case .loaded: ("已装载", "loaded")
        case .departed: ("已离境", "left the country")
        case .signed: ("已签收", "signed for")
        case .returned: ("已退回", "came back")
        }
    }
}

/// A summary declaration.
struct SummaryAnswer: Encodable {
    struct Line: Encodable {
        var gcode: String
        var unit: String
        var currency: String
        var qty: String
        var totalPrice: String
        var lines: Int
    }

    var declSeqNo: String
    var at: String
    var enterprise: String
    var request: String
    var head: [String: String]
    var grossWeight: String
    var netWeight: String
    var lists: Int
    var lines: [Line]

    init(_ view: SummaryView) {
        declSeqNo = view.declSeqNo
        at = view.at.iso8601
        enterprise = view.ebcCode
        request = view.request
        head = view.head
        grossWeight = view.grossWeight.description
        netWeight = view.netWeight.description
        lists = view.listCount
        lines = view.lines.map {
            Line(
                gcode: $0.gcode, unit: $0.unit, currency: $0.currency, qty: $0.qty.description,
                totalPrice: $0.totalPrice.description, lines: $0.memberCount)
        }
    }
}

/// A page of summary declarations, newest first.
struct SummaryPageAnswer: Encodable {
    var summaries: [SummaryAnswer]
    /// What to ask `before` with for the older ones; missing at the end.
    var nextBefore: Int64?
}

/// What has to be summed up until when.
struct SummariesDueAnswer: Encodable {
    struct Due: Encodable {
        var dueDay: String
        var enterprise: String
        var lists: Int
        var isLate: Bool
    }

    var due: [Due]
}
