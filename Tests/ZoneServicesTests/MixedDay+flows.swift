import ZoneServices
import ZoneMessages

/// The flows that the generator has no traffic of: B2B, bonded exports, cancellations, and exports that come back.
extension MixedDay {
    mutating func otherFlows(_ group: Int) async throws {
        for (mode, flag) in [("9710", "A"), ("9810", "A"), ("1210", "A"), ("9610", "A")] {
            var trade = TradeMessages()
            trade.tradeMode = mode
            trade.statisticsFlag = flag
            let number = "V\(mode)G\(group)"
            for body in try trade.export(number) { _ = try await test.submit(body) }
            guard let view = try test.zone.declaration(trade.platform + ":" + number),
                view.status == 800
            else {
                misjudged.append("export \(number) was not released")
                continue
            }
            cleanCount += 1
            var notices = [
                (try trade.arrival("A" + number, [number]), 399),
                (try trade.manifest("M" + number, [number]), 120),
                (try trade.departure("D" + number, [number]), 399),
                // After it left, a list is not cancelled any more.
                (try trade.cancelExport("C" + number, invtNo: view.invtNo), -623005),
            ]
            if mode == "1210" || mode == "9610" {
                notices += [
                    (try trade.returnExport("R" + number, number: number, invtNo: view.invtNo), 120)
                ]
            }
            try await expect(notices, of: number)
        }
        try await cancel(group)
    }

    /// A list that waits for its order is cancelled.
    private mutating func cancel(_ group: Int) async throws {
        let trade = TradeMessages()
        let number = "WG\(group)"
        _ = try await test.submit(try trade.list(number))
        guard let view = try test.zone.declaration(trade.platform + ":" + number), view.status == 2
        else {
            misjudged.append("list \(number) does not wait")
            return
        }
        cleanCount += 1
        let invtNo = trade.customsCode + "2026E" + view.preNo.suffix(9)
        try await expect(
            [(try trade.cancelExport("C" + number, invtNo: invtNo), 399)], of: number)
        if try test.zone.declaration(view.id)?.status != 0 {
            misjudged.append("list \(number) is not cancelled")
        }
    }

    private mutating func expect(_ notices: [([UInt8], Int)], of number: String) async throws {
        noticeCount += notices.count
        for (place, (body, status)) in notices.enumerated() {
            let answer = try await test.submit(body)
            if answer.documents.map(\.status) != [status] {
                let told = answer.documents.map { "\($0.status) \($0.info)" }
                misjudged.append("notice \(place) of \(number): \(told)")
            }
        }
    }
}
