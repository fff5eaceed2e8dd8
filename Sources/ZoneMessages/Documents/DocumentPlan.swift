import ZoneCore

/// Where the fields of a kind of document stand, resolved once per edition.
struct DocumentPlan: Sendable {
    /// The message, with the blocks and fields that its documents are read from, in the order of reading.
    struct Source: Sendable {
        var message: String
        var head: String
        var fields: [String]
        var list: String?
        var lineFields: [String] = []
        var read: @Sendable (Submission, inout FieldReader, [FieldReader]) -> TradeDocument
    }

    let source: Source
    let head: Int
    let list: Int
    private let slots: [Int]
    private let lineSlots: [Int]

    /// The plan of a message; nil where its name has no documents.
    static func of(_ message: DecodedMessage) -> DocumentPlan? {
        guard let name = message.name else { return nil }
        return plans[message.edition]?[name]
    }

    private static let plans = Dictionary(
        uniqueKeysWithValues: Edition.allCases.map { ($0, plans(of: Grammar.of($0))) })

    private static func plans(of grammar: Grammar) -> [String: DocumentPlan] {
        var plans: [String: DocumentPlan] = [:]
        for source in importSources + exportSources + applicationSources {
            // An edition without the message has no plan of it.
            guard let head = grammar.block(source.head, in: source.message) else { continue }
            let list = source.list.flatMap { grammar.block($0, in: source.message) } ?? -1
            let fields = ["guid", "appType", "appTime", "appStatus"] + source.fields
            plans[source.message] = DocumentPlan(
                source: source, head: head, list: list,
                slots: fields.map { grammar.slot($0, of: head)! },
                lineSlots: source.lineFields.map { grammar.slot($0, of: list)! })
        }
        return plans
    }

    /// The document of that head and those lines.
    func document(_ message: DecodedMessage, head: Int, lines: [Int]) -> TradeDocument {
        var fields = FieldReader(message: message, record: head, slots: slots)
        let submission = Submission(
            guid: fields.text(), kind: Submission.Kind(rawValue: fields.digit()) ?? .new,
            appTime: fields.text(), isDraft: fields.text() == "1")
        let rows = lines.map { FieldReader(message: message, record: $0, slots: lineSlots) }
        return source.read(submission, &fields, rows)
    }
}
