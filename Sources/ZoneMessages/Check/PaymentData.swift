import ZoneCore

/// Checks the JSON of the real-time payment data interface ("179"): platDataOpen and
/// realTimeDataUpload.
func checkPaymentData(_ bytes: [UInt8], options: CheckOptions) -> CheckReport {
    var report = CheckReport(
        message: nil, edition: options.edition ?? .e202205, verdict: .unchecked, findings: [])
    guard bytes.count <= options.limits.byteCountMax else {
        report.findings = [
            FindingCatalog.standard.finding(
                "xml.tooLarge", at: "", field: "", value: String(bytes.count),
                expected: String(options.limits.byteCountMax))
        ]
        return report
    }
    var reader = JSONReader(bytes, depthMax: options.limits.depthMax)
    guard let value = reader.readDocument(), case .object(let members) = value else {
        report.verdict = .invalid
        report.findings = [
            FindingCatalog.standard.finding(
                "json.malformed", at: "", field: "", value: reader.fault ?? "not an object")
        ]
        return report
    }
    let isRequest = members.contains { $0.name == "orderNo" }
    report.message = isRequest ? "platDataOpen" : "realTimeDataUpload"
    var check = PaymentDataCheck(edition: report.edition, limits: options.limits)
    check.checkObject(members, block: report.message ?? "", path: report.message ?? "")
    report.findings = check.findings.filter { options.layers.contains($0.layer) }
    report.verdict = report.findings.contains { $0.severity == .error } ? .invalid : .valid
    return report
}

/// Walks payment data by the dictionary's blocks of scope `179`.
private struct PaymentDataCheck {
    let edition: Edition
    let limits: MessageLimits
    private(set) var findings: [Finding] = []

    init(edition: Edition, limits: MessageLimits) {
        self.edition = edition
        self.limits = limits
    }

    mutating func checkObject(_ members: [JSONReader.Member], block: String, path: String) {
        let grammar = Grammar.of(edition)
        guard let index = grammar.block(block, in: "179") else { return }
        var expected: [String] = []
        for particle in grammar.blocks[index].particles {
            let name = grammar.name(particle)
            expected.append(name)
            let own = grammar.particles[Int(particle)]
            guard let value = members.first(where: { $0.name == name })?.value else {
                if own.occursMin > 0 { add("structure.missing", path, name, own.type.expectation) }
                continue
            }
            checkValue(value, particle, grammar: grammar, path: path + "/" + name)
        }
        for member in members where !expected.contains(member.name) {
            add(
                "structure.unknownElement", path + "/" + member.name, block,
                expected.joined(separator: " "), value: member.name)
        }
    }

    private mutating func checkValue(
        _ value: JSONReader.Value, _ particle: Int32, grammar: Grammar, path: String
    ) {
        let own = grammar.particles[Int(particle)]
        let name = grammar.name(particle)
        guard own.block < 0 else {
            let block = grammar.blockNames[Int(own.block)].name
            switch value {
            case .object(let members) where own.occursMax == 1:
                checkObject(members, block: block, path: path)
            case .array(let items) where own.occursMax > 1:
                checkItems(items, block: block, path: path, name: name)
            default: add("structure.type", path, name, own.occursMax > 1 ? "[ ]" : "{ }")
            }
            return
        }
        let text: String
        switch value {
        case .string(let string):
            if own.type.kind == .decimal { return add("json.number", path, name, value: string) }
            text = string
        case .number(let number):
            let isPlain = Fixed5(number)?.description == number
            if own.type.kind == .decimal, !isPlain {
                return add("json.number", path, name, Fixed5(number)?.description, value: number)
            }
            text = number
        case .null where own.occursMin == 0: return
        default: return add("structure.type", path, name, own.type.expectation)
        }
        checkText(text, particle, grammar: grammar, path: path)
    }

    private mutating func checkItems(
        _ items: [JSONReader.Value], block: String, path: String, name: String
    ) {
        if items.isEmpty { add("structure.missing", path, name, "1") }
        for (offset, item) in items.enumerated() {
            let itemPath = path + "[\(offset + 1)]"
            if case .object(let members) = item {
                checkObject(members, block: block, path: itemPath)
            } else {
                add("structure.type", itemPath, name, "{ }")
            }
        }
    }

    /// Checks one scalar by the same code as an XML field.
    private mutating func checkText(
        _ text: String, _ particle: Int32, grammar: Grammar, path: String
    ) {
        let found = MessageDecoder.findings(
            forField: particle, value: Array(text.utf8), edition: edition, limits: limits)
        findings += found.map { finding in
            var finding = finding
            finding.path = path
            return finding
        }
    }

    private mutating func add(
        _ code: String, _ path: String, _ field: String, _ expected: String? = nil,
        value: String? = nil
    ) {
        guard findings.count < limits.findingCountMax else { return }
        findings.append(
            FindingCatalog.standard.finding(
                code, at: path, field: field, value: value, expected: expected))
    }
}
