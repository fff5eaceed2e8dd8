import ZoneCore
import ZoneMessages
import ZoneRules
import ZoneStore

/// Requests to sum released export lists up into declarations.
extension ClearanceSession {
    /// Most lists of one request.
    static var summaryListCountMax: Int { 10_000 }
    /// Most lines of one result message; longer results come in parts.
    private static var resultLineCountMax: Int { 500 }

    /// Takes a request or a part of one; the parts are worked on once all are there.
    mutating func takeSummary(
        _ request: SummaryRequest, _ prepared: PreparedDocument, messageID: Int64, outbox: Int
    ) throws -> DocumentOutcome {
        let (key, party, number) = prepared.key
        let dossier = try dossier(key)
        let known = dossier.index(.summary, party: party, number: number)
        if let known, let answer = try answerKnown(prepared, dossier.entries[known], outbox) {
            return answer
        }
        if known == nil, request.submission.kind != .new {
            return refuse(prepared, EPortCode.notFound(.summary), detail: request.copNo, outbox)
        }
        var status = ReturnStatus.submitting
        if request.submission.kind == .delete { status = .withdrawn }
        if request.submission.isDraft { status = .saved }
        let index = dossier.put(
            DocumentRow(
                orderNo: key, kind: Int64(DocumentKind.summary.rawValue), party: party,
                number: number, status: Int64(status.rawValue), messageID: messageID,
                slot: prepared.slot, declarationID: 0),
            prepared.document, at: known)
        add(prepared, statuses: [status == .saved ? 1 : 2], info: "", to: outbox)
        if status == .submitting { try sumUp(dossier, outbox) }
        return DocumentOutcome(max(1, Int(dossier.entries[index].row.status)))
    }

    /// Works on a request whose parts are all there.
    private mutating func sumUp(_ dossier: Dossier, _ outbox: Int) throws {
        var parts: [(entry: Dossier.Entry, request: SummaryRequest)] = []
        for entry in dossier.live(.summary) where entry.row.status == 2 {
            if case .summary(let request) = try document(of: entry) {
                parts.append((entry, request))
            }
        }
        guard let first = parts.first?.request, parts.count == Int(first.msgCount) else { return }
        var reasons: [Reason] = []
        if parts.contains(where: { $0.request.msgCount != first.msgCount }) {
            reasons.append(.partCount)
        }
        let lists = try listsToSum(parts.map(\.request), &reasons)
        let items = lists.compactMap { located -> ListToSum? in
            guard case .exportInventory(let list) = located.document else { return nil }
            return ListToSum(id: located.work.row.id, list: list)
        }
        let declarations = ZoneRules.sumUp(items, rules: rules)
        if declarations == nil { reasons.append(.cannotSum) }
        guard reasons.isEmpty, let declarations else {
            let info = Decision(status: .rejected, reasons: reasons).returnInfo()
            return answer(parts, dossier, .rejected, info: info, sumNo: "", outbox)
        }
        let serial = parts[0].entry.row.messageID * 100 + parts[0].entry.row.slot
        let sumNo = DeclarationNumbers.summaryNo(on: now.day, serial: serial)
        answer(parts, dossier, .settled, info: "", sumNo: sumNo, outbox)
        let byID = Dictionary(uniqueKeysWithValues: lists.map { ($0.work.row.id, $0) })
        for declaration in declarations {
            keep(declaration, first, sumNo: sumNo, byID, outbox)
        }
    }

    /// The lists that a request names, or those released in its period; what keeps one from being summed up is a reason.
    private mutating func listsToSum(
        _ requests: [SummaryRequest], _ reasons: inout [Reason]
    ) throws -> [LocatedList] {
        guard let first = requests.first else { return [] }
        var lists: [LocatedList] = []
        if !first.startTime.isEmpty {
            let start = Timestamp(text14: first.startTime)
            let end = Timestamp(text14: first.endTime)
            guard let start, let end, start <= end else {
                reasons.append(.noLists)
                return []
            }
            for row in try openLists(of: first.ebcCode, from: start, to: end) {
                if let located = try locate(row.declarationID),
                    located.work.row.customsCode == first.customsCode
                {
                    lists.append(located)
                }
            }
        } else {
            var seen: Set<String> = []
            for invtNo in requests.flatMap(\.invtNos) {
                guard seen.insert(invtNo).inserted,
                    let located = try locate(invtNo: invtNo, isExport: true)
                else {
                    reasons.append(.listUnknown(invtNo))
                    continue
                }
                if let reason = fault(of: located, invtNo, first) {
                    reasons.append(reason)
                } else {
                    lists.append(located)
                }
            }
        }
        if lists.isEmpty, reasons.isEmpty { reasons.append(.noLists) }
        if lists.count > Self.summaryListCountMax {
            reasons.append(.tooManyLists(lists.count, Self.summaryListCountMax))
        }
        return lists
    }

    private func fault(
        of located: LocatedList, _ invtNo: String, _ request: SummaryRequest
    ) -> Reason? {
        guard case .exportInventory(let list) = located.document else {
            return .listUnknown(invtNo)
        }
        if list.ebcCode != request.ebcCode { return .listOfOther(invtNo, list.ebcCode) }
        if list.statisticsFlag != "B" { return .listSimplified(invtNo) }
        if !located.status.isReleased { return .listNotReleased(invtNo, located.status) }
        if located.work.row.summaryID != 0 { return .listSummedUp(invtNo) }
        return nil
    }

    /// A firm's lists that were released in a period and are to be summed up, those of this transaction included.
    private func openLists(
        of ebcCode: String, from start: Timestamp, to end: Timestamp
    ) throws -> [SummaryOpenRow] {
        // A list is due in the month behind its release, moved over rest days.
        let days = Int64(start.day.number)...Int64(end.day.number) + 62
        var rows = Set(
            try books.summaryOpen(
                ebcCode: ebcCode, dueDays: days, countMax: Int64(Self.summaryListCountMax) + 1))
        for (row, isOpen) in summaryOpen where row.ebcCode == ebcCode {
            if isOpen { rows.insert(row) } else { rows.remove(row) }
        }
        return rows.filter { (start.ms...end.ms + 999).contains($0.releasedMs) }
            .sorted { $0.declarationID < $1.declarationID }
    }

    private mutating func answer(
        _ parts: [(entry: Dossier.Entry, request: SummaryRequest)], _ dossier: Dossier,
        _ status: ReturnStatus, info: String, sumNo: String, _ outbox: Int
    ) {
        for part in parts {
            let row = part.entry.row
            guard let index = dossier.index(.summary, party: row.party, number: row.number) else {
                continue
            }
            dossier.setStatus(Int64(status.rawValue), at: index)
            var texts = TradeDocument.summary(part.request).receiptTexts(
                serial: row.messageID * 100 + row.slot)
            texts[4] = sumNo
            outboxes[outbox].add(
                JournalEvent(
                    receipt: 702, status: Int64(status.rawValue), info: info,
                    texts: [part.request.submission.guid] + texts))
        }
    }

    /// Stores a summary declaration, marks its lists, and says it, in parts where it is long.
    private mutating func keep(
        _ declaration: SummaryDeclaration, _ request: SummaryRequest, sumNo: String,
        _ lists: [Int64: LocatedList], _ outbox: Int
    ) {
        let id = next.summary
        next.summary += 1
        let declSeqNo = DeclarationNumbers.summaryNo(on: now.day, serial: id)
        var members:
            [(invtNo: String, logisticsNo: String, gcode: String, gnum: Int64, line: Int64)] = []
        for (line, own) in declaration.lines.enumerated() {
            for member in own.members {
                guard let located = lists[member.list],
                    case .exportInventory(let list) = located.document
                else { continue }
                members.append(
                    (
                        DeclarationNumbers.invtNo(located.work.row), list.logisticsNo, own.gcode,
                        Int64(member.gnum), Int64(line + 1)
                    ))
            }
        }
        for member in declaration.lists {
            guard let located = lists[member], case .exportInventory(let list) = located.document
            else { continue }
            if let row = openRow(located.work, list) { summaryOpen[row] = false }
            located.work.row.summaryID = id
            located.work.note(
                TimelineEntry(
                    at: now, status: Int(located.work.row.status), info: "汇总[\(declSeqNo)]",
                    zh: "已汇总申报", en: "summed up into " + declSeqNo, source: "CEB701"))
        }
        summaries.append(
            SummaryRow(
                id: id, atMs: now.ms, ebcCode: request.ebcCode,
                request: request.agentCode + ":" + request.copNo,
                listCount: Int64(declaration.lists.count), content: declaration.packed))
        let size = Self.resultLineCountMax
        let count = max(1, (members.count + size - 1) / size)
        for part in 0..<count {
            let own = members[part * size..<min(members.count, (part + 1) * size)]
            let head = [
                "", request.customsCode, sumNo, declSeqNo, "A", request.agentCode,
                request.ebcCode, request.declAgentCode, declaration.grossWeight.description,
                declaration.netWeight.description, String(count), String(part + 1),
            ]
            outboxes[outbox].add(
                JournalEvent(
                    receipt: 792, status: 0,
                    texts: head + own.flatMap { [$0.invtNo, $0.logisticsNo, $0.gcode] },
                    numbers: own.flatMap { [$0.gnum, $0.line] }))
        }
    }
}

extension SummaryDeclaration {
    /// As the store keeps it.
    var packed: [UInt8] {
        var out = ByteWriter(capacity: 256)
        out.write(Int64(head.count))
        for (name, value) in head.sorted(by: { $0.key < $1.key }) {
            out.write(name)
            out.write(value)
        }
        out.write(grossWeight.units)
        out.write(netWeight.units)
        out.write(Int64(lists.count))
        for list in lists { out.write(list) }
        out.write(Int64(lines.count))
        for line in lines {
            for text in [line.gcode, line.unit, line.currency] { out.write(text) }
            out.write(line.qty.units)
            out.write(line.totalPrice.units)
            out.write(Int64(line.members.count))
            for member in line.members {
                out.write(member.list)
                out.write(Int64(member.gnum))
            }
        }
        return out.bytes
    }

    init(packed: [UInt8]) {
        var from = ByteReader(packed)
        self.init(head: [:])
        for _ in 0..<max(0, from.integer()) where !from.isExhausted {
            let name = from.text()
            head[name] = from.text()
        }
        grossWeight = Fixed5(units: from.integer())
        netWeight = Fixed5(units: from.integer())
        for _ in 0..<max(0, from.integer()) where !from.isExhausted { lists.append(from.integer()) }
        for _ in 0..<max(0, from.integer()) where !from.isExhausted {
            var line = Line(gcode: from.text(), unit: from.text(), currency: from.text())
            line.qty = Fixed5(units: from.integer())
            line.totalPrice = Fixed5(units: from.integer())
            for _ in 0..<max(0, from.integer()) where !from.isExhausted {
                line.members.append(
                    Member(
                        list: from.integer(), gnum: Int32(truncatingIfNeeded: from.integer())))
            }
            lines.append(line)
        }
    }
}

extension Reason {
    private static let standard = "202205 规范 CEB701"

    fileprivate static let partCount = Reason(
        code: "split.count", zh: "各拆分部分的拆分总数不一致",
        en: "the parts differ in how many they say there are", source: standard)

    fileprivate static let cannotSum = Reason(
        code: "summary.failed", zh: "无法汇总：规则库当日没有汇总条件，或合计超出范围",
        en: "can't be summed up: the rule book has no key on that day, or a sum is out of range",
        source: "export.summary-key")

    fileprivate static let noLists = Reason(
        code: "summary.empty", zh: "没有可汇总的清单", en: "there are no lists to sum up",
        source: standard)

    fileprivate static func tooManyLists(_ count: Int, _ countMax: Int) -> Reason {
        Reason(
            code: "summary.size", zh: "清单数\(count)超过一次申请的上限\(countMax)",
            en: "\(count) lists, at most \(countMax) a request", source: "PilotZone's limit")
    }

    fileprivate static func listUnknown(_ invtNo: String) -> Reason {
        Reason(
            code: "summary.unknown", zh: "清单[\(invtNo)]不存在或重复",
            en: "no list \(invtNo), or it is named twice", source: standard)
    }

    fileprivate static func listOfOther(_ invtNo: String, _ ebcCode: String) -> Reason {
        Reason(
            code: "summary.firm", zh: "清单[\(invtNo)]的电商企业为\(ebcCode)",
            en: "list \(invtNo) is of firm \(ebcCode)", source: standard)
    }

    fileprivate static func listSimplified(_ invtNo: String) -> Reason {
        Reason(
            code: "summary.simplified", zh: "清单[\(invtNo)]为简化申报（A），不汇总",
            en: "list \(invtNo) is simplified (A) and not summed up", source: standard)
    }

    fileprivate static func listNotReleased(_ invtNo: String, _ status: ReturnStatus) -> Reason {
        Reason(
            code: "summary.notReleased", zh: "清单[\(invtNo)]未放行（\(status.zh)）",
            en: "list \(invtNo) is not released (\(status.en))", source: standard)
    }

    fileprivate static func listSummedUp(_ invtNo: String) -> Reason {
        Reason(
            code: "summary.done", zh: "清单[\(invtNo)]已经汇总",
            en: "list \(invtNo) is summed up already",
            source: standard)
    }
}
