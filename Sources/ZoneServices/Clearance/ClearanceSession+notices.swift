import ZoneCore
import ZoneMessages
import ZoneRules
import ZoneStore

/// Notices of sites and carriers: parcels that arrived, were loaded, left, were tallied.
///
/// What happened to a parcel is a row in its dossier that names the notice's message, so the parcel's track is one read. A
/// notice with a parcel that can't have come that far is rejected whole, with all such parcels; its parts are taken each
/// by itself.
extension ClearanceSession {
    /// Takes a notice or a part of one.
    mutating func takeNotice(
        _ notice: ParcelNotice, _ prepared: PreparedDocument, messageID: Int64, outbox: Int
    ) throws -> DocumentOutcome {
        let kind = notice.documentKind
        let (key, party, number) = prepared.key
        let dossier = try dossier(key)
        let known = dossier.index(kind, party: party, number: number)
        if let known, let answer = try answerKnown(prepared, dossier.entries[known], outbox) {
            return answer
        }
        if known == nil, notice.submission.kind != .new {
            return refuse(prepared, EPortCode.notFound(kind), detail: notice.copNo, outbox)
        }
        var statuses: [Int64] = [Self.saved]
        var info = ""
        if notice.submission.kind == .delete {
            statuses = [2, Self.withdrawn]
        } else if !notice.submission.isDraft {
            var reasons = try splitFaults(notice, dossier)
            let parcels = try notice.parcels.map { try find($0, notice, &reasons) }
            if reasons.isEmpty {
                statuses = [2, Int64(kind.taken.rawValue)]
                for case let parcel? in parcels {
                    try advance(parcel, notice, prepared, messageID: messageID)
                }
            } else {
                statuses = [2, 100]
                info = Decision(status: .rejected, reasons: reasons).returnInfo()
            }
        }
        dossier.put(
            DocumentRow(
                orderNo: key, kind: Int64(kind.rawValue), party: party, number: number,
                status: statuses.last ?? 0, messageID: messageID, slot: prepared.slot,
                declarationID: 0),
            prepared.document, at: known)
        let said = statuses.filter { $0 != Self.withdrawn }
        add(prepared, statuses: said, info: info, to: outbox)
        return DocumentOutcome(Int(said.last ?? 2), info: info.isEmpty ? nil : info)
    }

    /// What a notice or part of a request that came before came to, or why it can't come again; nil where it may.
    mutating func answerKnown(
        _ prepared: PreparedDocument, _ entry: Dossier.Entry, _ outbox: Int
    ) throws -> DocumentOutcome? {
        let kind = prepared.document.kind
        if try document(of: entry) == prepared.document {
            return DocumentOutcome(Int(entry.row.status))
        }
        switch ReturnStatus(rawValue: UInt16(clamping: entry.row.status)) {
        case .saved, .rejected, .withdrawn: return nil
        case let status:
            let isNew = prepared.document.submission.kind == .new
            return refuse(
                prepared, isNew ? EPortCode.duplicate(kind) : EPortCode.wrongState(kind),
                detail: status?.zh ?? "", outbox)
        }
    }

    /// Parts of one notice have to agree on how many there are.
    private func splitFaults(_ notice: ParcelNotice, _ dossier: Dossier) throws -> [Reason] {
        for entry in dossier.live(notice.documentKind) {
            guard case .notice(let other) = try document(of: entry),
                other.msgSeqNo != notice.msgSeqNo, other.msgCount != notice.msgCount
            else { continue }
            return [.splitCount(notice.msgCount, other.msgCount)]
        }
        return []
    }

    /// A parcel of a notice with its list, where it has one.
    private struct FoundParcel {
        var dossier: Dossier
        var list: LocatedList?
        var parcel: ParcelNotice.Parcel
        /// A return that the tally of a parcel is about.
        var goodsReturn: Dossier.Entry?
    }

    /// The parcel, or a reason why the notice can't be true of it.
    private mutating func find(
        _ parcel: ParcelNotice.Parcel, _ notice: ParcelNotice, _ reasons: inout [Reason]
    ) throws -> FoundParcel? {
        switch notice.kind {
        case .tally: return try findImport(parcel, notice, &reasons)
        case .returnTally: return try findReturn(parcel, notice, &reasons)
        case .arrival, .manifest, .departure: break
        }
        let dossier = try self.parcel(parcel.logisticsNo, notice.logisticsCode)
        guard !dossier.live(.exportWaybill).isEmpty else {
            reasons.append(.parcelUnknown(parcel.logisticsNo))
            return nil
        }
        let list = try dossier.claim.flatMap { try locate($0.row.declarationID) }
        let found = FoundParcel(dossier: dossier, list: list, parcel: parcel)
        guard dossier.live(.departure).isEmpty else {
            reasons.append(.parcelLeft(parcel.logisticsNo))
            return nil
        }
        guard notice.kind != .arrival else { return found }
        guard let list, list.status == .released else {
            reasons.append(.parcelNotReleased(parcel.logisticsNo, list?.status))
            return nil
        }
        let invtNo = DeclarationNumbers.invtNo(list.work.row)
        if !parcel.invtNo.isEmpty, parcel.invtNo != invtNo {
            reasons.append(.parcelOfOther(parcel.logisticsNo, parcel.invtNo, invtNo))
        }
        if notice.kind == .departure {
            if dossier.live(.arrival).isEmpty {
                reasons.append(.parcelNotArrived(parcel.logisticsNo))
            }
            let row = list.work.row
            let rules = rules(at: row.customsCode, mode: row.tradeMode)
            if isCheckedFirst(rules: rules), dossier.live(.manifest).isEmpty {
                reasons.append(.parcelNotLoaded(parcel.logisticsNo, rules))
            }
        }
        return found
    }

    private mutating func findImport(
        _ parcel: ParcelNotice.Parcel, _ notice: ParcelNotice, _ reasons: inout [Reason]
    ) throws -> FoundParcel? {
        let key = WaybillKey(
            logisticsNo: parcel.logisticsNo, logisticsCode: notice.logisticsCode)
        guard let orderNo = try waybillOwner(key) else {
            reasons.append(.parcelUnknown(parcel.logisticsNo))
            return nil
        }
        return FoundParcel(dossier: try dossier(orderNo), list: nil, parcel: parcel)
    }

    private mutating func findReturn(
        _ parcel: ParcelNotice.Parcel, _ notice: ParcelNotice, _ reasons: inout [Reason]
    ) throws -> FoundParcel? {
        let dossier = try self.parcel(parcel.logisticsNo, notice.logisticsCode)
        let claimed = try dossier.claim.flatMap { try locate($0.row.declarationID) }
        let list =
            try claimed ?? locate(invtNo: parcel.invtNo, isExport: true)
        guard let list else {
            reasons.append(.parcelUnknown(parcel.logisticsNo))
            return nil
        }
        let request = list.dossier.live(.exportReturn).first {
            $0.row.number == notice.copNo && $0.row.declarationID == list.work.row.id
                && $0.row.status == Int64(ReturnStatus.stored.rawValue)
        }
        guard let request else {
            reasons.append(.returnUnknown(notice.copNo))
            return nil
        }
        return FoundParcel(dossier: dossier, list: list, parcel: parcel, goodsReturn: request)
    }

    /// Notes in the parcel's dossier what happened, and moves on what waits for it.
    private mutating func advance(
        _ found: FoundParcel, _ notice: ParcelNotice, _ prepared: PreparedDocument,
        messageID: Int64
    ) throws {
        let kind = notice.documentKind
        let number =
            kind == .tally ? notice.copNo + ":" + found.parcel.logisticsNo : notice.copNo
        found.dossier.put(
            DocumentRow(
                orderNo: found.dossier.orderNo, kind: Int64(kind.rawValue), party: notice.party,
                number: number, status: Int64(kind.taken.rawValue), messageID: messageID,
                slot: prepared.slot, declarationID: found.list?.work.row.id ?? 0),
            nil, at: found.dossier.index(kind, party: notice.party, number: number))
        guard let list = found.list else { return }
        if kind == .departure {
            try close(list)
        } else if let request = found.goodsReturn {
            try settleReturn(request, list)
        }
    }

    /// The goods of a released list have left: its file is closed.
    private mutating func close(_ located: LocatedList) throws {
        guard let next = located.status.next(on: .close),
            case .exportInventory(let list) = located.document
        else { return }
        located.work.row.status = Int64(next.rawValue)
        record(next, of: located.work)
        located.dossier.setStatus(Int64(next.rawValue), at: located.index)
        say(located.work, list, info: "")
    }
}

extension Reason {
    private static let standard = "202205 规范 CEB507, CEB509, CEB607, CEB711, CEB215"

    fileprivate static func splitCount(_ count: Int32, _ other: Int32) -> Reason {
        Reason(
            code: "split.count", zh: "拆分总数\(count)与已收到部分的\(other)不一致",
            en: "number of parts \(count) differs from \(other) of a part that came before",
            source: "202205 规范 msgCount")
    }

    fileprivate static func parcelUnknown(_ number: String) -> Reason {
        Reason(
            code: "parcel.unknown", zh: "运单[\(number)]不存在", en: "no waybill \(number)",
            source: standard)
    }

    fileprivate static func parcelLeft(_ number: String) -> Reason {
        Reason(
            code: "parcel.left", zh: "运单[\(number)]已离境", en: "parcel \(number) has left",
            source: standard)
    }

    fileprivate static func parcelNotReleased(_ number: String, _ status: ReturnStatus?) -> Reason {
        Reason(
            code: "parcel.notReleased",
            zh: "运单[\(number)]的清单未放行（\(status?.zh ?? "无清单")）",
            en: "the list of parcel \(number) is not released (\(status?.en ?? "no list"))",
            source: standard)
    }

    fileprivate static func parcelOfOther(
        _ number: String, _ named: String, _ own: String
    ) -> Reason {
        Reason(
            code: "parcel.list", zh: "运单[\(number)]的清单编号为\(own)，不是\(named)",
            en: "the list of parcel \(number) is \(own), not \(named)", source: standard)
    }

    fileprivate static func parcelNotArrived(_ number: String) -> Reason {
        Reason(
            code: "parcel.notArrived", zh: "运单[\(number)]没有运抵记录",
            en: "parcel \(number) has not arrived at the site", source: standard)
    }

    fileprivate static func parcelNotLoaded(_ number: String, _ rules: Rules) -> Reason {
        Reason(
            code: "parcel.notLoaded", zh: "运单[\(number)]没有装载记录（先查验后装运须逐环节记录）",
            en:
                "parcel \(number) was not loaded: where goods are checked first, each step is recorded",
            source: rules.version(of: .checksFirst)?.source.description ?? standard)
    }

    fileprivate static func returnUnknown(_ number: String) -> Reason {
        Reason(
            code: "return.unknown", zh: "没有待运抵的退货申请[\(number)]",
            en: "no return \(number) waits for its goods", source: standard)
    }
}
