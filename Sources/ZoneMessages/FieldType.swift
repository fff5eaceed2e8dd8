/// The simple type of a field or attribute, as the XSD of the standard defines it.
package struct FieldType: Sendable, Hashable {
    package enum Kind: UInt8, Sendable {
        case string, decimal, int, long, integer, date, dateTime, base64, uri, id
    }

    package var kind: Kind
    /// Characters, for strings. `lengthMax` is `Int32.max` where the standard sets no limit.
    package var lengthMin: Int32 = 0
    package var lengthMax: Int32 = .max
    package var totalDigits: Int32 = .max
    package var fractionDigits: Int32 = .max
    /// White space is collapsed before the length is counted.
    package var isCollapsed = false

    /// Reads the notation of dictionary.tsv: `C36`, `C1..60`, `C..100~`, `N19,5`, `INT9`, `BASE64`,
    /// ...
    init(notation: String) {
        var text = Substring(notation)
        isCollapsed = text.hasSuffix("~")
        if isCollapsed { text = text.dropLast() }
        switch text {
        case "STRING": kind = .string
        case "LONG": kind = .long
        case "INTEGER": kind = .integer
        case "DATE": kind = .date
        case "DATETIME": kind = .dateTime
        case "BASE64": kind = .base64
        case "URI": kind = .uri
        case "ID": kind = .id
        case let int where int.hasPrefix("INT"):
            kind = .int
            totalDigits = Int32(int.dropFirst(3)) ?? .max
        case let number where number.hasPrefix("N"):
            kind = .decimal
            let digits = number.dropFirst().split(separator: ",")
            totalDigits = Int32(digits[0])!
            fractionDigits = Int32(digits[1])!
        case let length where length.hasPrefix("C"):
            kind = .string
            let bounds = length.dropFirst().split(separator: ".", omittingEmptySubsequences: false)
            lengthMin = Int32(bounds[0]) ?? 0
            lengthMax = bounds.count == 1 ? lengthMin : Int32(bounds[bounds.count - 1]) ?? .max
        default: preconditionFailure("dictionary.tsv: unknown type \(notation)")
        }
        if kind != .string { isCollapsed = true }
    }

    /// What a person would say is expected.
    var expectation: String {
        switch kind {
        case .string:
            if lengthMax == .max {
                lengthMin > 0 ? "at least \(lengthMin) characters" : "text"
            } else if lengthMin == lengthMax {
                "\(lengthMin) characters"
            } else {
                "\(lengthMin)...\(lengthMax) characters"
            }
        case .decimal:
            "decimal, at most \(totalDigits) digits, \(fractionDigits) of them fraction digits"
        case .int: totalDigits == .max ? "whole number" : "whole number, \(totalDigits) digits"
        case .long, .integer: "whole number"
        case .date: "date YYYY-MM-DD"
        case .dateTime: "date and time YYYY-MM-DDThh:mm:ss"
        case .base64: "base64"
        case .uri: "URI"
        case .id: "XML name"
        }
    }
}

/// What is checked of a field beyond its type.
package enum FieldForm: Sendable, Hashable {
    case none
    case guid, time14, time17, date8
    case list(Int)
    case idNumber, firm, hsCode, listNumber, preEntryNumber
    case notNegative, positive, returnStatus, certNumber

    /// Reads the `form` column of dictionary.tsv.
    init(notation: String) {
        switch notation {
        case "", "base64": self = .none
        case "guid": self = .guid
        case "time14": self = .time14
        case "time17": self = .time17
        case "date8": self = .date8
        case "idNumber": self = .idNumber
        case "firm": self = .firm
        case "hsCode": self = .hsCode
        case "listNumber": self = .listNumber
        case "preEntryNumber": self = .preEntryNumber
        case "notNegative": self = .notNegative
        case "positive": self = .positive
        case "returnStatus": self = .returnStatus
        case "certNumber": self = .certNumber
        case let list where list.hasPrefix("list:"):
            guard let index = CodeLists.standard.index(String(list.dropFirst(5))) else {
                preconditionFailure("dictionary.tsv: no code list for \(list)")
            }
            self = .list(index)
        default: preconditionFailure("dictionary.tsv: unknown form \(notation)")
        }
    }
}
