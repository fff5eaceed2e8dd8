public import ZoneCore

/// Compares an ordinary declaration with the order that it cites, and lists every difference.
///
/// The same rules as between list and order, without waybill and payment: those are not the declaration's.
public func match(_ declaration: OrdinaryDeclaration, order: ExportOrder?) -> MatchResult {
    guard let order, !order.submission.isDraft else { return .waiting(missing: .order) }
    var list = ExportInventory(submission: order.submission)
    list.orderNo = declaration.orderNo ?? ""
    list.ebpCode = order.ebpCode
    list.ebcCode = declaration.ebcCode
    list.tradeMode = declaration.tradeMode
    list.lines = declaration.lines.map { own in
        var line = ExportInventory.Line()
        line.gnum = own.gnum
        line.gcode = own.gcode
        line.qty = Fixed5(own.qty) ?? .zero
        line.unit = own.unit
        line.price = Fixed5(own.price) ?? .zero
        line.totalPrice = Fixed5(own.totalPrice) ?? .zero
        line.currency = own.currency
        return line
    }
    var comparison = Comparison()
    comparison.compareHeads(order, list)
    comparison.compareLines(order, list)
    return comparison.mismatches.isEmpty ? .matched : .mismatched(comparison.mismatches)
}

/// What is wrong with an ordinary declaration by itself: each field with what it should be.
public func faults(of declaration: OrdinaryDeclaration) -> [(field: String, expected: String)] {
    var faults: [(field: String, expected: String)] = []
    func require(_ isRight: Bool, _ field: String, _ expected: String) {
        if !isRight { faults.append((field, expected)) }
    }
    func isCode(_ text: String, _ lengths: ClosedRange<Int>) -> Bool {
        lengths.contains(text.utf8.count)
            && text.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) }
    }
    require(isCode(declaration.entryId, 18...18), "entryId", "18 digits")
    require(isCode(declaration.customsCode, 4...4), "customsCode", "4 digits")
    require(["9710", "9810"].contains(declaration.tradeMode), "tradeMode", "9710, 9810")
    require(isCode(declaration.agentCode, 10...18), "agentCode", "10 or 18 characters")
    require(isCode(declaration.ebcCode, 10...18), "ebcCode", "10 or 18 characters")
    require(
        declaration.orderNo != nil, "documents",
        "one document of code \(OrdinaryDeclaration.orderDocumentCode)")
    require((1...50).contains(declaration.lines.count), "lines", "1...50 lines")
    for (place, line) in declaration.lines.prefix(50).enumerated() {
        let path = "lines[\(place + 1)]."
        require(isCode(line.gcode, 10...10), path + "gcode", "10 digits")
        for (name, text) in [
            ("qty", line.qty), ("price", line.price), ("totalPrice", line.totalPrice),
        ] {
            require(Fixed5(text) != nil, path + name, "a decimal with at most 5 fraction digits")
        }
    }
    return faults
}
