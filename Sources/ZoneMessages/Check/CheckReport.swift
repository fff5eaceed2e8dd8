public import ZoneCore

/// How to check a message.
public struct CheckOptions: Sendable {
    /// The edition to check by; nil takes the newest, or the older one where only that fits.
    public var edition: Edition?
    /// The layers of checks to report.
    public var layers: Set<CheckLayer>
    /// The limits to read within.
    public var limits: MessageLimits

    /// All layers and both editions unless told otherwise.
    public init(
        edition: Edition? = nil, layers: Set<CheckLayer> = Set(CheckLayer.allCases),
        limits: MessageLimits = MessageLimits()
    ) {
        self.edition = edition
        self.layers = layers
        self.limits = limits
    }
}

/// What the check of one message found.
public struct CheckReport: Sendable {
    /// The message's name, `DxpMsg`, `realTimeDataUpload`...; nil when unknown.
    public var message: String?
    /// The edition it was checked by.
    public var edition: Edition
    /// Valid, invalid, or could not check.
    public var verdict: Verdict
    /// Everything that is wrong, in the order it was met; structure and form first.
    public var findings: [Finding]

    /// The report on a file that can't be read at all.
    public static func unreadable(_ file: String, edition: Edition?) -> CheckReport {
        CheckReport(
            message: nil, edition: edition ?? .e202205, verdict: .unchecked,
            findings: [
                FindingCatalog.standard.finding("file.unreadable", at: "", field: "", value: file)
            ])
    }
}

/// Checks the bytes of one message: XML, an exchange envelope with a message in it, or payment data
/// as JSON.
///
/// Never throws: a message that can't be read gives the verdict `unchecked` and a finding that says
/// why.
public func checkMessage(_ bytes: [UInt8], options: CheckOptions = CheckOptions()) -> CheckReport {
    if isJSON(bytes) { return checkPaymentData(bytes, options: options) }
    let message = readMessage(bytes, edition: options.edition, limits: options.limits)
    var report = CheckReport(
        message: message.decoded.name, edition: message.decoded.edition, verdict: .valid,
        findings: message.findings)
    if message.decoded.family == .envelope, message.decoded.completeness == .complete {
        report.findings += checkPayload(of: message.decoded, options: options)
    }
    report.findings.removeAll { !options.layers.contains($0.layer) }
    report.verdict = verdict(of: report.findings, completeness: message.decoded.completeness)
    return report
}

func verdict(
    of findings: [Finding], completeness: DecodedMessage.Completeness
) -> Verdict {
    if completeness == .refused { return .unchecked }
    return completeness == .complete && !findings.contains { $0.severity == .error }
        ? .valid : .invalid
}

private func isJSON(_ bytes: [UInt8]) -> Bool {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let first = bytes[start...].first { !ByteClass.isSpace($0) }
    return first == UInt8(ascii: "{")
}

/// A message read and checked in all layers; what the intake works with.
public struct ReadMessage: Sendable {
    /// The decoded message.
    public var decoded: DecodedMessage
    /// All findings of all layers.
    public var findings: [Finding]

    /// Whether nothing of severity error was found in the layer.
    public func isSound(in layer: CheckLayer) -> Bool {
        decoded.completeness == .complete
            && !findings.contains { $0.severity == .error && $0.layer == layer }
    }
}

/// Decodes an XML message and runs all checks. Without an edition the newest one is taken, unless
/// the message has faults of structure by it and none by the older one.
public func readMessage(
    _ bytes: [UInt8], edition: Edition? = nil, limits: MessageLimits = MessageLimits()
) -> ReadMessage {
    let source = transcodeToUTF8(bytes, limits: limits)
    if let refusal = source.refusal {
        var message = DecodedMessage(edition: edition ?? .e202205)
        message.completeness = .refused
        return ReadMessage(decoded: message, findings: [refusal])
    }
    var message = MessageDecoder.decode(
        source.bytes, edition: edition ?? .e202205, limits: limits, checksForm: true)
    if edition == nil, message.completeness == .complete, hasStructureFault(message) {
        let older = MessageDecoder.decode(
            source.bytes, edition: .e2018_113, limits: limits, checksForm: true)
        if !hasStructureFault(older) { message = older }
    }
    var findings = source.warnings.isEmpty ? message.findings : source.warnings + message.findings
    if message.completeness == .complete, message.family == .import || message.family == .export {
        var check = BusinessCheck(message)
        findings += check.run()
    }
    if message.findingCount > message.findings.count || findings.count > limits.findingCountMax {
        let count = message.findingCount + findings.count - message.findings.count
        findings = Array(findings.prefix(limits.findingCountMax))
        findings.append(
            FindingCatalog.standard.finding(
                "report.truncated", at: message.name ?? "", field: "", value: String(count),
                expected: String(limits.findingCountMax)))
    }
    return ReadMessage(decoded: message, findings: findings)
}

private func hasStructureFault(_ message: DecodedMessage) -> Bool {
    message.findings.contains { $0.layer == .structure && $0.severity == .error }
}

extension ReadMessage {
    /// Valid, invalid, or could not check.
    public var verdict: Verdict {
        ZoneMessages.verdict(of: findings, completeness: decoded.completeness)
    }
}

extension DecodedMessage {
    /// The code of the enterprise that transmitted the message (`BaseTransfer.copCode`); nil when
    /// there is none.
    public var transmitter: String? {
        guard
            let record = records.indices.last(where: {
                grammar.blockNames[Int(records[$0].block)].name == "BaseTransfer"
            }), let slot = grammar.slot("copCode", of: Int(records[record].block))
        else { return nil }
        let value = self.slot(record, slot)
        return value.length > 0 ? string(value) : nil
    }
}
