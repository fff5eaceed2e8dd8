import Hummingbird
import Mustache

/// What every page has around its content.
struct PageFrame {
    struct Tab {
        var label: String
        var url: String
        /// Whether this page belongs to it.
        var isCurrent: Bool
    }

    var lang: String
    var title: String
    var homeURL: String
    var otherLanguageURL: String
    var otherLanguageTag: String
    var tabs: [Tab]
    var account: AccountStrip

    init(title: String, visit: Visit) {
        let text = PageText.of(visit.language)
        lang = visit.language.tag
        self.title = title
        homeURL = visit.url("/")
        otherLanguageURL = visit.otherLanguageURL
        otherLanguageTag = visit.language.other.tag
        account = AccountStrip(.current, visit)
        tabs = [
            ("/", text.home), ("/declarations", text.declarations), ("/check", text.check),
            ("/receipts", text.receipts),
            ("/parcels", visit.language == .zh ? "包裹查询" : "Parcels"),
            ("/enterprises", EnterpriseText.of(visit.language).title), ("/credit", text.credit),
            ("/warehouses", WarehouseText.of(visit.language).title), ("/rules", text.rules),
            ("/risk", RiskText.of(visit.language).title), ("/simulations", text.simulations),
            ("/payment-requests", PaymentText.of(visit.language).title),
            ("/export-data", ExportDataText.of(visit.language).title),
            ("/gateway", GatewayText.of(visit.language).title),
            ("/audit", AuditText.of(visit.language).title),
            ("/duties", DutyText.of(visit.language).title),
            ("/log", LogText.of(visit.language).title),
            ("/statistics", StatisticsText.of(visit.language).title),
            ("/evaluation", visit.language == .zh ? "年度评估" : "Evaluation"),
            ("/measures", MeasureText.of(visit.language).title),
            ("/inspections", InspectionText.of(visit.language).title),
            ("/plans", CaseText.of(visit.language).plans),
            ("/approvals", CaseText.of(visit.language).approvals),
            ("/zones", visit.language == .zh ? "综试区名录" : "Zones"),
            ("/reference", text.reference),
        ].map { path, label in
            let isBelow = path != "/" && visit.path.hasPrefix(path + "/")
            return Tab(
                label: label, url: visit.url(path), isCurrent: visit.path == path || isBelow)
        }
    }
}

/// The templates of the pages, parsed once.
enum Templates {
    /// The root of what a template sees: `t` texts, `frame`, `page`.
    private struct Root {
        var t: PageTextTable
        var frame: PageFrame
        var page: Any
    }

    static let parsed: MustacheLibrary = {
        var library = MustacheLibrary()
        for file in ServerResource.names(in: "templates") where file.hasSuffix(".mustache") {
            do {
                try library.register(
                    ServerResource.text("templates/" + file), named: String(file.dropLast(9)))
            } catch {
                preconditionFailure("template \(file): \(error)")
            }
        }
        return library
    }()

    /// A page as HTML.
    static func html(_ page: some Any, template: String, title: String, visit: Visit) -> String {
        let root = Root(
            t: .of(visit.language), frame: PageFrame(title: title, visit: visit), page: page)
        guard let html = parsed.render(root, withTemplate: template) else {
            preconditionFailure("template \(template) is missing from the build")
        }
        return html
    }

    /// A page as an answer.
    static func response(
        _ page: some Any, template: String, title: String, visit: Visit,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        var response = ZoneServer.response(
            Array(html(page, template: template, title: title, visit: visit).utf8),
            type: "text/html; charset=utf-8", status: status,
            headers: [.contentLanguage: visit.language.tag])
        response.headers[.vary] = "Accept-Language"
        return response
    }
}
