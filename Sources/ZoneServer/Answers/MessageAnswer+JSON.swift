import NIOCore
import ZoneCore
import ZoneServices

/// How much an answer to messages says.
enum AnswerForm {
    /// Everything, of stored messages.
    case full
    /// Ids, verdict and counts.
    case short
    /// Everything, of messages that were only checked and have no id.
    case check
}

/// `{"messages":[...]}`.
func writeAnswers(_ answers: [MessageAnswer], form: AnswerForm) -> ByteBuffer {
    let documentCount = answers.reduce(0) { $0 + $1.documents.count }
    let findingCount = answers.reduce(0) { $0 + $1.findings.count }
    var writer = JSONWriter(
        capacity: form == .short
            ? 128 * answers.count + 32
            : 256 * (answers.count + documentCount) + 640 * findingCount)
    writer.beginObject()
    writer.key("messages")
    writer.beginArray()
    for answer in answers { writer.write(answer, form: form) }
    writer.endArray()
    writer.endObject()
    return writer.buffer
}

/// One message's answer alone.
func writeAnswer(_ answer: MessageAnswer) -> ByteBuffer {
    var writer = JSONWriter(
        capacity: 256 * (answer.documents.count + 1) + 640 * answer.findings.count)
    writer.write(answer, form: .full)
    return writer.buffer
}

extension JSONWriter {
    fileprivate mutating func write(_ answer: MessageAnswer, form: AnswerForm) {
        beginObject()
        if form != .check {
            key("id")
            integer(answer.id)
        }
        field("name", answer.name)
        field("guid", answer.guid)
        field("verdict", answer.verdict.rawValue)
        if form != .check {
            key("repeated")
            boolean(answer.isRepeated)
        }
        if form == .full { field("receivedAt", answer.receivedAt.iso8601) }
        if form == .short {
            writeCounts(answer)
        } else {
            writeFindings(answer.findings)
            writeDocuments(answer.documents)
        }
        endObject()
    }

    private mutating func writeCounts(_ answer: MessageAnswer) {
        key("findingCount")
        integer(answer.findings.count)
        key("documentCount")
        integer(answer.documents.count)
        key("refusedCount")
        integer(answer.documents.count { $0.isRefused })
    }

    private mutating func writeFindings(_ findings: [Finding]) {
        guard !findings.isEmpty else { return }
        key("findings")
        beginArray()
        for finding in findings {
            beginObject()
            field("code", finding.code)
            field("severity", finding.severity.rawValue)
            field("layer", finding.layer.rawValue)
            field("path", finding.path)
            field("value", finding.value)
            field("expected", finding.expected)
            field("zh", finding.zh)
            field("en", finding.en)
            field("source", finding.source)
            field("repair", finding.repair)
            endObject()
        }
        endArray()
    }

    private mutating func writeDocuments(_ documents: [DocumentAnswer]) {
        key("documents")
        beginArray()
        for document in documents {
            beginObject()
            field("kind", document.kind.name)
            field("key", document.key)
            key("status")
            integer(document.status)
            field("info", document.info)
            field("declaration", document.declarationID)
            endObject()
        }
        endArray()
    }
}

extension DocumentKind {
    /// Its name in the API.
    var name: String {
        switch self {
        case .order: "order"
        case .payment: "payment"
        case .waybill: "waybill"
        case .inventory: "inventory"
        case .waybillStatus: "waybillStatus"
        case .exportOrder: "exportOrder"
        case .proceeds: "proceeds"
        case .exportWaybill: "exportWaybill"
        case .exportInventory: "exportInventory"
        case .cancellation: "cancellation"
        case .exportCancellation: "exportCancellation"
        case .goodsReturn: "goodsReturn"
        case .exportReturn: "exportReturn"
        case .arrival: "arrival"
        case .manifest: "manifest"
        case .departure: "departure"
        case .tally: "tally"
        case .returnTally: "returnTally"
        case .summary: "summary"
        }
    }
}

extension DocumentAnswer {
    /// An error, or rejected by customs.
    var isRefused: Bool { status < 0 || status == 100 }
}
