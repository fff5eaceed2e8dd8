import Foundation
import ZoneCore
import ZoneMessages
import ZoneStore

/// Why a case file was not made.
public enum CaseFileError: Error, Equatable, Sendable {
    case notFound
    /// The zone has no secret to sign with.
    case noKey
    /// It would be larger than ``CaseFile/byteCountMax``.
    case tooLarge
}

/// Case files of declarations.
extension Zone {
    /// Everything the zone keeps of one declaration as one signed archive; that somebody took it is logged first.
    ///
    /// A message that also holds documents of others stays out: its digest is named instead.
    public func caseFile(_ id: String, by: String, purpose: String) throws -> [UInt8] {
        guard let key = reportKey else { throw CaseFileError.noKey }
        guard let view = try declaration(id), let declarationID = try declarationID(id) else {
            throw CaseFileError.notFound
        }
        let now = now
        try store.add([
            PersonAccessRow(
                atMs: now.ms, declarationID: declarationID, who: by, purpose: purpose,
                channel: "case-file")
        ])
        var entries = try caseEntries(view, id)
        guard entries.reduce(0, { $0 + $1.bytes.count + 1024 }) < CaseFile.byteCountMax else {
            throw CaseFileError.tooLarge
        }
        let files = entries.map {
            CaseManifest.File(
                name: $0.name, byteCount: $0.bytes.count, sha256: CaseFile.sha256($0.bytes))
        }
        let head = try caseJSON(
            CaseManifest(
                format: CaseFile.format, declaration: id, at: now.iso8601, by: by,
                purpose: purpose, program: Self.program, key: Data(key).base64EncodedString(),
                files: files))
        guard let signature = try signature(of: head) else { throw CaseFileError.noKey }
        let text = Data(signature).base64EncodedString()
        entries =
            [
                .init(name: CaseFile.manifestName, bytes: head),
                .init(name: CaseFile.signatureName, bytes: Array(text.utf8)),
            ] + entries
        return TarFile.bytes(of: entries, atSeconds: now.ms / 1000)
    }

    private func caseEntries(_ view: DeclarationView, _ id: String) throws -> [TarFile.Entry] {
        let (documents, messages) = try caseDocuments(view, id)
        let recipients = Set(try documents.compactMap { try store.message($0.message)?.recipient })
        let receipts = try caseReceipts(view, id, recipients)
        let accesses = try personAccesses(declaration: id, before: nil, countMax: 10_000) ?? []
        var entries: [TarFile.Entry] = [
            .init(name: "declaration.json", bytes: try caseJSON(CaseDeclaration(view))),
            .init(name: "documents.json", bytes: try caseJSON(documents)),
            .init(name: "receipts.json", bytes: try caseJSON(receipts.map(CaseReceipt.init))),
            .init(name: "accesses.json", bytes: try caseJSON(accesses.map(CaseAccess.init))),
        ]
        entries += messages
        for receipt in receipts {
            guard let cursor = ReceiptCursor(receipt.cursor),
                let file = try evidence(of: cursor)
            else { continue }
            entries.append(
                .init(name: "evidence/\(receipt.cursor).json", bytes: try file.bytes))
        }
        return entries
    }

    /// The documents' rows, and the messages in which nothing else lies.
    private func caseDocuments(
        _ view: DeclarationView, _ id: String
    ) throws -> ([CaseDocument], [TarFile.Entry]) {
        guard let colon = id.firstIndex(of: ":") else { return ([], []) }
        let (party, orderNo) = (String(id[..<colon]), String(id[id.index(after: colon)...]))
        var rows = Dossier(orderNo: orderNo, rows: try store.documents(orderNo: orderNo))
            .own(of: party)
        if let list = view.exportInventory {
            rows += try store.documents(
                orderNo: StoreKey.parcel(
                    logisticsNo: list.logisticsNo, logisticsCode: list.logisticsCode)
            ).filter { $0.kind != Int64(DocumentKind.exportInventory.rawValue) }
        }
        let received = ReceivedDocuments()
        var (documents, files) = ([CaseDocument](), [Int64: TarFile.Entry]())
        for row in rows {
            let bytes = try messageBytes(row.messageID) ?? []
            let count = try received.documents(of: row.messageID, read: store.messageBytes).count
            let own = Set(rows.filter { $0.messageID == row.messageID }.map(\.slot)).count
            let isWhole = count == own && !Self.isShared(row.kind)
            let name = "messages/\(row.messageID).xml"
            if isWhole { files[row.messageID] = .init(name: name, bytes: bytes) }
            documents.append(
                CaseDocument(
                    kind: DocumentKind(rawValue: UInt8(row.kind)).map { "\($0)" }
                        ?? String(row.kind),
                    party: row.party, number: row.number, status: row.status,
                    message: row.messageID, place: row.slot, messageSHA256: CaseFile.sha256(bytes),
                    file: isWhole ? name : nil, documentsInMessage: count))
        }
        return (documents, files.sorted { $0.key < $1.key }.map(\.value))
    }

    /// Notices and summaries name the parcels of many.
    private static func isShared(_ kind: Int64) -> Bool {
        switch DocumentKind(rawValue: UInt8(kind)) {
        case .arrival, .manifest, .departure, .tally, .returnTally, .summary: true
        default: false
        }
    }

    /// The receipts that name the declaration, of those that were sent to whoever sent its documents.
    private func caseReceipts(
        _ view: DeclarationView, _ id: String, _ recipients: Set<String>
    ) throws -> [ReceiptView] {
        let subject = CaseSubject(view, id)
        var found: [ReceiptView] = []
        for recipient in recipients.sorted() {
            var (cursor, count) = (ReceiptCursor?.none, 0)
            while count < Self.certifiedReceiptCountMax {
                let page = try receipts(for: recipient, after: cursor, countMax: 1000)
                found += page.receipts.filter { subject.isNamed(in: $0.fields) }
                count += page.receipts.count
                cursor = ReceiptCursor(page.nextCursor)
                if !page.hasMore { break }
            }
        }
        return found.sorted {
            (JournalPlace($0.cursor) ?? .start) < (JournalPlace($1.cursor) ?? .start)
        }
    }

    private func caseJSON(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        return Array(try encoder.encode(value)) + [UInt8(ascii: "\n")]
    }
}

/// By which numbers receipts name a declaration.
private struct CaseSubject {
    private var numbers: [String: Set<String>]
    /// `payCode:payTransactionId`.
    private var payments: Set<String>

    init(_ view: DeclarationView, _ id: String) {
        let orderNo = id.split(separator: ":", maxSplits: 1).last.map(String.init) ?? ""
        let named: [String: Set<String>] = [
            "invtNo": [view.invtNo], "preNo": [view.preNo], "orderNo": [orderNo],
            "taxNo": [view.tax?.taxNo ?? ""],
            "logisticsNo": [
                view.inventory?.logisticsNo ?? view.exportInventory?.logisticsNo ?? ""
            ],
        ]
        numbers = named.mapValues { $0.filter { !$0.isEmpty } }
        payments = Set(view.documents.filter { $0.kind == .payment }.map(\.key))
    }

    func isNamed(in fields: [String: String]) -> Bool {
        if let code = fields["payCode"], let number = fields["payTransactionId"],
            payments.contains("\(code):\(number)")
        {
            return true
        }
        return numbers.contains { name, values in fields[name].map(values.contains) ?? false }
    }
}

private struct CaseDocument: Encodable {
    var kind: String
    var party: String
    var number: String
    var status: Int64
    var message: Int64
    var place: Int64
    var messageSHA256: String
    /// Missing where the message holds documents of others too.
    var file: String?
    var documentsInMessage: Int
}

private struct CaseDeclaration: Encodable {
    struct Event: Encodable {
        var at: String
        var status: Int
        var info: String
        var zh: String
        var en: String
        var source: String
    }

    var id: String
    var status: Int
    var preNo: String
    var invtNo: String
    var timeline: [Event]
    var taxNo: String?
    var taxTrace: [String]?

    init(_ view: DeclarationView) {
        id = view.id
        status = view.status
        preNo = view.preNo
        invtNo = view.invtNo
        timeline = view.timeline.map {
            Event(
                at: $0.at.iso8601, status: $0.status, info: $0.info, zh: $0.zh, en: $0.en,
                source: $0.source)
        }
        taxNo = view.tax?.taxNo
        taxTrace = view.tax?.trace
    }
}

private struct CaseReceipt: Encodable {
    var cursor: String
    var message: String
    var fields: [String: String]

    init(_ receipt: ReceiptView) {
        cursor = receipt.cursor
        message = receipt.message
        fields = receipt.fields
    }
}

private struct CaseAccess: Encodable {
    var at: String
    var who: String
    var purpose: String
    var channel: String

    init(_ access: PersonAccess) {
        at = access.at.iso8601
        who = access.who
        purpose = access.purpose
        channel = access.channel
    }
}
