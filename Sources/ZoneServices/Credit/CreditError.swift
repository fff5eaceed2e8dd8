public import ZoneCore

/// Why a record of credit was not taken. Nothing was stored.
public enum CreditError: Error, Hashable, Sendable {
    /// A field has a value that can't be; what is expected, in words of no language.
    case refused(field: String, expected: String)
    /// There is a record with that id and another content, or the event is replaced already.
    case conflict
    /// There is no such record.
    case notFound
    /// The event has an open dispute or repair already; its id.
    case alreadyOpen(String)
    /// The event can't be lifted, for all these reasons.
    case hindered([RepairHindrance])
    /// The enterprise has as many records of the sort as it may.
    case full
}

extension CreditError {
    /// A day outside the days that are taken.
    static func refused(_ field: String, _ days: ClosedRange<Day>) -> CreditError {
        .refused(field: field, expected: "\(days.lowerBound)...\(days.upperBound)")
    }

    /// A text that is too long or missing.
    static func refused(_ field: String, byteCounts: ClosedRange<Int>) -> CreditError {
        .refused(
            field: field, expected: "\(byteCounts.lowerBound)...\(byteCounts.upperBound) bytes")
    }

    /// A kind that the rule book does not know.
    static var unknownKind: CreditError {
        .refused(field: "kind", expected: "/v1/credit-kinds")
    }
}
