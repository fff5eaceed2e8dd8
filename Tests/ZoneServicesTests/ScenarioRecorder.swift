import Foundation
import Testing
import ZoneCore
import ZoneMessages
import ZoneServices
import ZoneTraffic

/// Writes scenarios as files: `PILOTZONE_RECORD=FOLDER swift test -c release --filter ScenarioRecorder`. The receipts it
/// writes are those of the run: read them before you approve them.
@Suite(
    .enabled(
        if: ProcessInfo.processInfo.environment["PILOTZONE_RECORD"] != nil,
        "records scenarios only when PILOTZONE_RECORD names a folder"))
struct ScenarioRecorder {
    private let root = URL(
        filePath: ProcessInfo.processInfo.environment["PILOTZONE_RECORD"] ?? "/nowhere")
    private let traffic = TrafficGenerator(seed: 42, day: Day(year: 2026, month: 7, day: 1)!)

    /// Steps of a scenario, and its messages.
    private struct Script {
        var lines: [String] = []
        var files: [(name: String, bytes: [UInt8])] = []

        mutating func send(_ name: String, _ bytes: [UInt8]) {
            let number = files.count + 1
            let file = (number < 10 ? "0" : "") + "\(number)-\(name).xml"
            files.append((file, bytes))
            lines.append("send " + file)
        }

        mutating func send(_ name: String, all bodies: [[UInt8]]) {
            for body in bodies { send(name, body) }
        }
    }

    @Test func record() async throws {
        for (name, write) in [
            ("export-9610-summed-up", exportSummedUp), ("export-9610-simplified", simplified),
            ("export-1210", bondedExport), ("export-bonded-stock", bondedStock),
            ("export-9710", firmExport), ("export-9810", warehouse),
            ("export-9710-ceiling", ceiling), ("export-9710-short-code", shortCode),
            ("export-split-gap", splitGap), ("import-returned-partly", importReturnedPartly),
            ("export-cancelled", cancelled), ("export-refused", refused),
            ("export-returned", returned), ("export-bonded-returned", bondedReturned),
            ("export-split", split), ("import-9610-and-1210", imports),
            ("import-cancelled", importCancelled), ("import-returned", importReturned),
            ("import-returned-late", importLate), ("import-officers", officers),
            ("sandbox", sandbox),
        ] as [(String, (inout Script) throws -> Void)] {
            var script = Script()
            try write(&script)
            let folder = root.appending(path: name)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            for file in script.files {
                try Data(file.bytes).write(to: folder.appending(path: file.name))
            }
            try (script.lines.joined(separator: "\n") + "\n").write(
                to: folder.appending(path: "steps.txt"), atomically: true, encoding: .utf8)
            let outcome = try await Scenario(folder).run()
            try (outcome.receipts.joined(separator: "\n") + "\n").write(
                to: folder.appending(path: "receipts.txt"), atomically: true, encoding: .utf8)
        }
    }

    private let first = "46002026E000000001"
    private let second = "46002026E000000002"

    // MARK: Exports

    private func exportSummedUp(_ script: inout Script) throws {
        let trade = TradeMessages()
        script.send("export", all: try trade.export("N1") + trade.export("N2"))
        script.send("arrival", try trade.arrival("A1", ["N1", "N2"]))
        script.send("manifest", try trade.manifest("M1", ["N1", "N2"]))
        script.send("departure", try trade.departure("D1", ["N1", "N2"]))
        script.send("summary", try trade.summary("S1", [first, second]))
    }

    private func simplified(_ script: inout Script) throws {
        var trade = TradeMessages()
        trade.statisticsFlag = "A"
        script.send("export", all: try trade.export("N1"))
        script.send("parcel", all: try shipped(trade, "N1"))
        script.send("summary", try trade.summary("S1", [first]))
    }

    private func shipped(_ trade: TradeMessages, _ number: String) throws -> [[UInt8]] {
        [
            try trade.arrival("A" + number, [number]), try trade.manifest("M" + number, [number]),
            try trade.departure("D" + number, [number]),
        ]
    }

    private func bondedExport(_ script: inout Script) throws {
        var trade = TradeMessages()
        trade.tradeMode = "1210"
        script.send("export", all: try trade.export("N1"))
        script.send("parcel", all: try shipped(trade, "N1"))
    }

    /// A book of 15 covers one list of 10; the second waits for more goods.
    private func bondedStock(_ script: inout Script) throws {
        var trade = TradeMessages()
        trade.tradeMode = "1210"
        script.lines += ["book T4600W000001", "inbound T4600W000001 REC1 011 15"]
        script.send("export", all: try trade.export("N1") + trade.export("N2"))
        script.lines.append("inbound T4600W000001 REC1 011 5")
        trade.appTime = "20260701100000"
        script.send("again", try trade.list("N2"))
        script.lines.append("stock T4600W000001 REC1 011 0")
    }

    private func firmExport(_ script: inout Script) throws {
        var trade = TradeMessages()
        trade.tradeMode = "9710"
        trade.statisticsFlag = "A"
        script.send("export", all: try trade.export("B1"))
        script.send("parcel", all: try shipped(trade, "B1"))
    }

    /// At the ceiling of lists, and a fen over it.
    private func ceiling(_ script: inout Script) throws {
        var trade = TradeMessages()
        trade.tradeMode = "9710"
        trade.statisticsFlag = "A"
        for (number, price, total) in [("B1", "500", "5000"), ("B2", "500.001", "5000.01")] {
            let line = ["price": price, "totalPrice": total]
            script.send(
                "export", try trade.order(number, line: line) { $0["goodsValue"] = total })
            script.send("export", try trade.proceeds(number) { $0["charge"] = total })
            script.send("export", try trade.waybill(number))
            script.send("export", try trade.list(number, line: line))
        }
    }

    /// A code of six digits is written in the ten characters of the standard.
    private func shortCode(_ script: inout Script) throws {
        var trade = TradeMessages()
        trade.tradeMode = "9710"
        trade.statisticsFlag = "A"
        script.send("export", try trade.order("B1"))
        script.send("export", try trade.proceeds("B1"))
        script.send("export", try trade.waybill("B1"))
        script.send("export", try trade.list("B1", line: ["gcode": "691110"]))
        script.send("ten-characters", try trade.list("B1", line: ["gcode": "6911100000"]))
    }

    private func warehouse(_ script: inout Script) throws {
        var trade = TradeMessages()
        trade.tradeMode = "9810"
        trade.statisticsFlag = "A"
        script.send("export", all: try trade.export("W1"))
        script.send("parcel", all: try shipped(trade, "W1"))
    }

    private func cancelled(_ script: inout Script) throws {
        let trade = TradeMessages()
        script.send("list", try trade.list("N1"))
        script.send("cancel", try trade.cancelExport("X1", invtNo: first))
        script.send("export", all: try trade.export("N2"))
        script.send("cancel", try trade.cancelExport("X2", invtNo: second))
    }

    private func refused(_ script: inout Script) throws {
        let trade = TradeMessages()
        script.send("order", try trade.order("N1"))
        script.send("order-again", try trade.order("N1") { $0["note"] = "again" })
        script.send("proceeds", try trade.proceeds("N1") { $0["charge"] = "299" })
        script.send("waybill", try trade.waybill("N1") { $0["packNo"] = "2" })
        script.send("list", try trade.list("N1"))
        script.send("arrival", try trade.arrival("A1", ["N1", "N9"]))
        script.send("departure", try trade.departure("D1", ["N1"]))
        script.send("draft", try trade.order("N2") { $0["appStatus"] = "1" })
        script.send("no-message", Array("<Order/>".utf8))
    }

    private func returned(_ script: inout Script) throws {
        let trade = TradeMessages()
        script.send("export", all: try trade.export("N1"))
        script.send("parcel", all: try shipped(trade, "N1"))
        script.send(
            "return", try trade.returnExport("E1", number: "N1", invtNo: first, qty: "4"))
        script.send("too-much", try trade.returnExport("E2", number: "N1", invtNo: first, qty: "7"))
        script.send("tally", try trade.tallyReturn("E1", number: "N1", invtNo: first))
        script.lines.append("days 365")
        script.send(
            "last-day", try trade.returnExport("E3", number: "N1", invtNo: first, qty: "1"))
        script.lines.append("days 1")
        script.lines.append("wait 100 E3")
        script.send(
            "too-late", try trade.returnExport("E4", number: "N1", invtNo: first, qty: "1"))
    }

    private func bondedReturned(_ script: inout Script) throws {
        var trade = TradeMessages()
        trade.tradeMode = "1210"
        script.send("export", all: try trade.export("N1"))
        script.send("parcel", all: try shipped(trade, "N1"))
        script.send("return", try trade.returnExport("E1", number: "N1", invtNo: first))
        let id = trade.platform + ":N1"
        script.lines += [
            "act refer \(id) E1", "act inspect \(id) E1", "act handOver \(id) E1",
        ]
        script.send("return", try trade.returnExport("E2", number: "N1", invtNo: first, qty: "1"))
    }

    private func split(_ script: inout Script) throws {
        let trade = TradeMessages()
        script.send("export", all: try trade.export("N1") + trade.export("N2"))
        script.send("arrival", try trade.arrival("A1", ["N2"], part: (2, 2)))
        script.send("arrival", try trade.arrival("A1", ["N1"], part: (1, 2)))
        script.send("manifest", try trade.manifest("M1", ["N1"], part: (1, 2)))
        script.send("manifest", try trade.manifest("M1", ["N2"], part: (2, 2)))
        script.send("departure", try trade.departure("D1", ["N1"], part: (1, 2)))
        script.send("departure", try trade.departure("D1", ["N2"], part: (2, 2)))
        script.send("summary", try trade.summary("S1", [second], part: (2, 2)))
        script.send("summary", try trade.summary("S1", [first], part: (1, 2)))
        script.send(
            "period",
            try trade.summary("S2", []) {
                $0["startTime"] = "20260701000000"
                $0["endTime"] = "20260731235959"
            })
    }

    /// Parts that say another count, and a request that waits for the part in between.
    private func splitGap(_ script: inout Script) throws {
        let trade = TradeMessages()
        let third = "46002026E000000003"
        script.send(
            "export", all: try trade.export("N1") + trade.export("N2") + trade.export("N3"))
        script.send("arrival", try trade.arrival("A1", ["N2"], part: (3, 3)))
        script.send("arrival", try trade.arrival("A1", ["N1"], part: (1, 3)))
        script.send("arrival-of-two", try trade.arrival("A1", ["N1"], part: (2, 2)))
        script.send("summary", try trade.summary("S1", [first], part: (1, 3)))
        script.send("summary", try trade.summary("S1", [second], part: (3, 3)))
        script.send("summary-gap", try trade.summary("S1", [third], part: (2, 3)))
    }

    // MARK: Imports

    /// Declarations whose goods are in the tariff table, so that they are released.
    private func declarations(_ mode: SyntheticDeclaration.Mode) -> [SyntheticDeclaration] {
        let known: Set<String> = ["3307300000", "1901101090", "0409000000", "3304990029"]
        return (0..<4000).lazy.map(traffic.declaration(at:)).filter { declaration in
            declaration.mode == mode
                && declaration.lines.allSatisfy { known.contains(Goods.catalogue[$0.goods].hsCode) }
        }
    }

    private func importOne(
        _ declaration: SyntheticDeclaration, _ script: inout Script
    ) -> Inventory {
        let list = traffic.inventory(of: declaration)
        script.lines.append("guarantee \(list.assureCode) 1000000")
        for kind in ZoneTraffic.DocumentKind.clearing {
            script.send(
                kind.messageName.lowercased().prefix(6).description,
                traffic.message(kind, of: declaration))
        }
        return list
    }

    private func imports(_ script: inout Script) throws {
        let trade = TradeMessages()
        for mode in SyntheticDeclaration.Mode.allCases {
            guard let declaration = declarations(mode).first else { continue }
            let list = importOne(declaration, &script)
            if mode == .direct {
                script.send(
                    "tally", try trade.tally("T1", [(list.logisticsCode, list.logisticsNo)]))
            }
            script.send("signed", traffic.message(.waybillStatus, of: declaration))
            script.lines.append("act close \(list.ebpCode):\(list.orderNo)")
        }
    }

    private func importCancelled(_ script: inout Script) throws {
        guard let declaration = declarations(.bonded).first else { return }
        let list = traffic.inventory(of: declaration)
        script.send("list", traffic.message(.list, of: declaration))
        script.send(
            "cancel",
            try TradeMessages().cancelImport("C1", invtNo: "46122026I000000001", of: list))
    }

    private func importReturned(_ script: inout Script) throws {
        guard let declaration = declarations(.bonded).first else { return }
        let list = importOne(declaration, &script)
        script.lines.append("days 30")
        script.send(
            "return",
            try TradeMessages().returnImport(
                "R1", invtNo: "46122026I000000001", of: list,
                lines: list.lines.map { (gnum: $0.gnum, qty: $0.qty.description) }))
        script.lines.append("days 15")
        script.lines.append("act goodsArrived \(list.ebpCode):\(list.orderNo) R1")
    }

    /// One of three goes back, then more than is left, then the rest.
    private func importReturnedPartly(_ script: inout Script) throws {
        guard let declaration = declarations(.bonded).first,
            let line = traffic.inventory(of: declaration).lines.first
        else { return }
        let list = importOne(declaration, &script)
        for (copNo, name, qty) in [
            ("R1", "return", "1"), ("R2", "too-much", "3"), ("R3", "return", "2"),
        ] {
            script.send(
                name,
                try TradeMessages().returnImport(
                    copNo, invtNo: "46122026I000000001", of: list,
                    lines: [(gnum: line.gnum, qty: qty)]))
        }
        for copNo in ["R1", "R3"] {
            script.lines.append("act goodsArrived \(list.ebpCode):\(list.orderNo) \(copNo)")
        }
    }

    private func importLate(_ script: inout Script) throws {
        guard let declaration = declarations(.bonded).first,
            let line = traffic.inventory(of: declaration).lines.first
        else { return }
        let list = importOne(declaration, &script)
        let trade = TradeMessages()
        let lines = [(gnum: line.gnum, qty: "1")]
        script.send(
            "return",
            try trade.returnImport("R1", invtNo: "46122026I000000001", of: list, lines: lines))
        script.lines.append("days 31")
        script.send(
            "too-late",
            try trade.returnImport("R2", invtNo: "46122026I000000001", of: list, lines: lines))
        script.lines.append("days 15")
        script.lines.append("wait 100 R1")
    }

    /// A list that waits is led through every status of an officer.
    private func officers(_ script: inout Script) throws {
        guard let declaration = declarations(.bonded).first else { return }
        let list = traffic.inventory(of: declaration)
        script.send("list", traffic.message(.list, of: declaration))
        let id = "\(list.ebpCode):\(list.orderNo)"
        script.lines += [
            "refer", "suspend", "inspect", "detainForClearance", "detainForSmuggling",
            "detainForLegal", "detainOtherwise", "handOver", "sendBack",
        ].map { "act \($0) \(id)" }
    }

    /// Each status by its marker.
    private func sandbox(_ script: inout Script) throws {
        script.lines.append("sandbox")
        let trade = TradeMessages()
        for status in ReturnStatus.allCases where status.receipts.contains(604) {
            script.send("list", try trade.list("N1") { $0["copNo"] = "C-T\(status.rawValue)" })
        }
        for status in ReturnStatus.allCases where status.receipts.contains(214) {
            let number = "E-T\(status.rawValue)"
            script.send("return", try trade.returnExport(number, number: "N1", invtNo: first))
        }
        script.send("error", try trade.order("O-E301013"))
    }
}
