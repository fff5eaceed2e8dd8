import ZoneCore
import ZoneServices

/// The way of a parcel for anybody who knows its number.
struct ParcelPage {
    struct Track {
        var title: String
        var steps: [Step]
    }

    struct Step {
        var at: String
        var text: String
    }

    var title: String
    var lead: String
    var label: String
    var hint: String
    var button: String
    var number: String
    /// Said where a number was given that no parcel has.
    var nothing: String?
    var tracks: [Track]
    var formLanguage: String?

    init(_ number: String, _ tracks: [ParcelTrack], visit: Visit) {
        let isZh = visit.language == .zh
        title = isZh ? "包裹查询" : "Track a parcel"
        lead =
            isZh
            ? "输入运单编号即可查看包裹经过的各环节。不显示个人信息、商品与金额。"
            : "Give a waybill number to see which steps a parcel has passed. No persons, goods or values are shown."
        label = isZh ? "运单编号" : "Waybill number"
        hint = isZh ? "物流企业给出的编号" : "The number the carrier gave"
        button = isZh ? "查询" : "Show"
        self.number = number
        nothing =
            number.isEmpty || !tracks.isEmpty
            ? nil : isZh ? "没有该编号的包裹。请核对编号。" : "No parcel has that number. Check it."
        self.tracks = tracks.map { track in
            let direction =
                track.isExport ? (isZh ? "出口" : "export") : (isZh ? "进口" : "import")
            return Track(
                title: "\(direction) · \(track.logisticsCode)",
                steps: track.steps.map { step in
                    let (zh, en) = step.kind.labels
                    return Step(at: clockText(step.at), text: isZh ? zh : en)
                })
        }
        formLanguage = visit.isExplicit ? visit.language.rawValue : nil
    }
}
