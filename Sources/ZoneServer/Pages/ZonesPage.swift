import ZoneCore
import ZoneServices

/// The register of pilot zones: a map of tiles, one a province, and a table.
struct ZonesPage {
    /// A province's tile as finished coordinates.
    struct Tile {
        var x: String
        var y: String
        var textX: String
        var nameY: String
        var countY: String
        var name: String
        var count: String
        var url: String
        /// Whether any zone answers the question there.
        var isEmpty: Bool
        /// Name and count in one sentence, for those who don't see the map.
        var words: String
    }

    struct Row {
        var number: String
        var name: String
        var place: String
        var province: String
        var batch: String
        var document: String
        var approved: String
        var status: String
        var end: String
        var url: String
    }

    private static let tileSize = 72
    private static let gap = 4

    var title: String
    var lead: String
    var mapTitle: String
    var tiles: [Tile]
    var rows: [Row]
    var heads: [String]
    var day: String
    var dayLabel: String
    var button: String
    var formLanguage: String?
    var allLabel: String
    var allURL: String
    var width: String
    var height: String

    /// A province's name as it fits on a tile: two characters, three for 内蒙古 and 黑龙江.
    private static func short(_ name: String) -> String {
        String(name.prefix(name.hasPrefix("内") || name.hasPrefix("黑") ? 3 : 2))
    }

    init(_ register: ZoneRegister, _ question: ZoneRegister.Question, visit: Visit) {
        let isZh = visit.language == .zh
        let zones = register.zones(question)
        let active = zones.count { $0.status(on: question.on) == .active }
        title = isZh ? "综合试验区名录" : "Pilot zones"
        day = question.on.description
        lead =
            isZh
            ? "截至 \(day)：\(active) 个在用，\(zones.count - active) 个已撤销。县级综试区的数据不计入所在地级市。"
            : "As of \(day): \(active) active, \(zones.count - active) revoked. "
                + "Figures of county-level zones do not count towards the prefecture around them."
        mapTitle = isZh ? "各省在用综试区数量" : "Active zones by province"
        var map = question
        map.province = nil
        map.status = .active
        var counts: [String: Int] = [:]
        for zone in register.zones(map) { counts[zone.province.code, default: 0] += 1 }
        let step = Self.tileSize + Self.gap
        tiles = register.provinces.map { province in
            let count = counts[province.code] ?? 0
            let (x, y) = ((province.column - 1) * step, province.row * step)
            let name = isZh ? province.zh : province.en
            return Tile(
                x: String(x), y: String(y), textX: String(x + Self.tileSize / 2),
                nameY: String(y + 28), countY: String(y + 54),
                name: isZh ? Self.short(name) : name,
                count: countText(count),
                url: visit.url(
                    "/zones", [("province", province.code), ("on", question.on.description)]),
                isEmpty: count == 0, words: "\(name): \(count)")
        }
        width = String((register.provinces.map(\.column).max() ?? 1) * step)
        height = String(((register.provinces.map(\.row).max() ?? 0) + 1) * step)
        rows = zones.map { Row($0, on: question.on, visit: visit) }
        heads =
            isZh
            ? ["序号", "名称", "省", "批次", "批准文件", "批准日期", "状态"]
            : ["No.", "Name", "Province", "Batch", "Approved by", "Approved on", "Status"]
        dayLabel = isZh ? "日期" : "Day"
        button = isZh ? "查看" : "Show"
        formLanguage = visit.isExplicit ? visit.language.rawValue : nil
        allLabel = isZh ? "全部综试区" : "All zones"
        allURL = visit.url("/zones")
    }
}

extension ZonesPage.Row {
    init(_ zone: RegisteredZone, on day: Day, visit: Visit) {
        let isZh = visit.language == .zh
        number = String(zone.number)
        name = isZh ? zone.nameZh : zone.nameEn
        place = isZh ? zone.placeZh : zone.placeEn
        province = isZh ? zone.province.zh : zone.province.en
        batch = String(zone.approval.batch)
        document = zone.approval.document
        let mark = zone.approval.isVerified ? "" : isZh ? "（未核对）" : " (unverified)"
        approved = zone.approval.on.description + mark
        url = "/v1/zones/" + zone.code
        let isRevoked = zone.status(on: day) == .revoked
        status =
            isRevoked
            ? (isZh ? "已撤销" : "revoked")
            : zone.stage(on: day) == .planIssued
                ? (isZh ? "在用，实施方案已印发" : "active, plan issued") : (isZh ? "在用" : "active")
        end = ""
        if isRevoked, let ending = zone.end {
            end = "\(ending.approval.on), \(ending.approval.document) → \(ending.successor)"
        }
    }
}
