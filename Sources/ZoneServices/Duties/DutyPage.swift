import Foundation
public import ZoneCore

/// One record of a duty: exactly the fields of its plan, masked, in their order.
public struct DutyRecord: Hashable, Sendable {
    /// The event's place in the journal, with the line where records are of lines; the same at each delivery.
    public var id: String
    /// Values by the name of the field.
    public var values: [(name: String, value: String)]

    public static func == (left: DutyRecord, right: DutyRecord) -> Bool {
        left.id == right.id && left.values.map(\.name) == right.values.map(\.name)
            && left.values.map(\.value) == right.values.map(\.value)
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

/// A run of records, in the order of the journal.
public struct DutyPage: Sendable {
    public var plan: DutyPlan
    public var records: [DutyRecord]
    /// Where the page begins and ends.
    public var from: JournalPlace
    public var to: JournalPlace
    /// Whether more may be waiting.
    public var hasMore: Bool
    /// The events that the records are made of.
    var items: [DutyItem]
    /// The declarations of those events.
    var declarationIDs: [Int64]

    /// Names this very delivery: the same duty and places, the same bytes.
    public var deliveryID: String { "\(plan.code)-\(from)-\(to)" }

    /// The page as text in a format.
    public func text(_ format: DutyPlan.Format) throws -> String {
        switch format {
        case .json: try json()
        case .csv: csv()
        case .xml: xml()
        }
    }

    private struct JSONPage: Encodable {
        var duty: String
        var records: [[String: String]]
        var nextCursor: String
        var hasMore: Bool
    }

    private func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let page = JSONPage(
            duty: plan.code,
            records: records.map { record in
                Dictionary(record.values.map { ($0.name, $0.value) }) { first, _ in first }
                    .merging(["id": record.id]) { $1 }
            }, nextCursor: to.description, hasMore: hasMore)
        return String(decoding: try encoder.encode(page), as: UTF8.self)
    }

    private func csv() -> String {
        var table = CSVText()
        table.add(["id"] + plan.fields.map(\.value.rawValue))
        for record in records { table.add([record.id] + record.values.map(\.value)) }
        return table.text
    }

    private func xml() -> String {
        var text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <records duty="\(plan.code)" nextCursor="\(to)" hasMore="\(hasMore)">

            """
        for record in records {
            text += "<record id=\"\(record.id)\">"
            for (name, value) in record.values {
                text += "<\(name)>\(Self.escaped(value))</\(name)>"
            }
            text += "</record>\n"
        }
        return text + "</records>\n"
    }

    private static func escaped(_ value: String) -> String {
        value.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing(">", with: "&gt;")
    }
}

extension DutyPlan.Format {
    /// The type of the content as HTTP says it.
    public var contentType: String {
        switch self {
        case .json: "application/json"
        case .csv: "text/csv"
        case .xml: "application/xml"
        }
    }
}
