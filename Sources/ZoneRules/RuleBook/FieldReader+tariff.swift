extension FieldReader {
    private static let tariffHeading = [
        "hs10", "name", "units", "mfn", "provisional", "vat", "consumption", "supervision",
        "as_of", "verified", "source",
    ].joined(separator: "\t")

    /// The rows of a tariff table: a heading line, then tab-separated columns.
    mutating func tariff(_ text: String, at path: String) -> [TariffRow] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: true)
        guard lines.first.map(String.init) == Self.tariffHeading else {
            report(path, .malformed, "heading is not \(Self.tariffHeading)")
            return []
        }
        return lines.enumerated().dropFirst().compactMap { index, line in
            tariffRow(String(line), at: "\(path) line \(index + 1)")
        }
    }

    private mutating func tariffRow(_ line: String, at place: String) -> TariffRow? {
        let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        guard cells.count == 11 else {
            report(place, .malformed, "\(cells.count) columns, not 11")
            return nil
        }
        let code = TariffRow.code(of: cells[0])
        if code == nil { report(place, .badValue, "hs10: \(cells[0])") }
        if cells[1].isEmpty { report(place, .missingField, "name") }
        let isVerified = Bool(cells[9])
        if isVerified == nil { report(place, .badValue, "verified: \(cells[9])") }
        if cells[10].isEmpty { report(place, .missingSource, cells[0]) }
        let mfn = optional(cells[3], "mfn", at: place) { Ratio(decimal: $0).flatMap { Rate($0) } }
        let provisional = optional(cells[4], "provisional", at: place) {
            Ratio(decimal: $0).flatMap { Rate($0) }
        }
        let vat = optional(cells[5], "vat", at: place, VATClass.init(rawValue:))
        let consumption = optional(
            cells[6], "consumption", at: place, ConsumptionClass.init(rawValue:))
        guard let code, let isVerified else { return nil }
        return TariffRow(
            code: code, name: cells[1], units: cells[2], mfn: mfn, provisional: provisional,
            vat: vat, consumption: consumption, supervision: cells[7], asOf: cells[8],
            isVerified: isVerified, source: cells[10])
    }

    mutating func reportDuplicates(in rows: [TariffRow]) {
        var seen: Set<UInt64> = []
        for row in rows where !seen.insert(row.code).inserted {
            report("tariff", .duplicate, "\(row.code) \(row.name)")
        }
    }

    /// Nil where the cell is empty; nil with a problem where it says something unknown.
    private mutating func optional<Value>(
        _ cell: String, _ name: String, at place: String, _ read: (String) -> Value?
    ) -> Value? {
        if cell.isEmpty { return nil }
        if let value = read(cell) { return value }
        report(place, .badValue, "\(name): \(cell)")
        return nil
    }
}
