import ZoneCore

extension DecodedMessage {
    /// The payload bytes of a `DxpMsg` or `DxpMsgSv` envelope; nil when there is none or it is not
    /// base64.
    public func envelopePayload() -> [UInt8]? {
        guard family == .envelope,
            let record = records.indices.first(where: {
                grammar.blockNames[Int(records[$0].block)].name == "DxpMsg"
            }),
            let slot = grammar.slot("Data", of: Int(records[record].block))
        else { return nil }
        return withBytes(self.slot(record, slot)) { decodeBase64($0) }
    }

    /// The value of a field of the envelope's `TransInfo`, such as `SenderId`.
    public func envelopeField(_ name: String) -> String? {
        guard
            let record = records.indices.first(where: {
                grammar.blockNames[Int(records[$0].block)].name == "TransInfo"
            }), let slot = grammar.slot(name, of: Int(records[record].block))
        else { return nil }
        let value = self.slot(record, slot)
        return value.isPresent ? string(value) : nil
    }
}

/// Findings about the message inside an envelope; their paths begin with the envelope's.
func checkPayload(of envelope: DecodedMessage, options: CheckOptions) -> [Finding] {
    let path = (envelope.name ?? "") + "/Data"
    guard envelope.name != "DxpRep" else { return [] }
    guard let payload = envelope.envelopePayload() else {
        return [FindingCatalog.standard.finding("envelope.data", at: path, field: "Data")]
    }
    var inner = options
    inner.layers = Set(CheckLayer.allCases)
    let report = checkMessage(payload, options: inner)
    var findings = report.findings.map { finding in
        var finding = finding
        finding.path = path + "/" + finding.path
        return finding
    }
    let declared = envelope.envelopeField("MsgType") ?? ""
    if let name = report.message, !declared.isEmpty, declared != name {
        findings.append(
            FindingCatalog.standard.finding(
                "envelope.type", at: (envelope.name ?? "") + "/TransInfo/MsgType",
                field: "MsgType", value: declared, expected: name, repair: name))
    }
    return findings
}

/// The bytes that base64 text stands for, white space ignored; nil when it is not base64.
func decodeBase64(_ text: some Sequence<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    var (group, count, pads) = (UInt32(0), 0, 0)
    for byte in text {
        let value: UInt32
        switch byte {
        case 0x41...0x5A: value = UInt32(byte) - 0x41
        case 0x61...0x7A: value = UInt32(byte) - 0x61 + 26
        case 0x30...0x39: value = UInt32(byte) - 0x30 + 52
        case 0x2B: value = 62
        case 0x2F: value = 63
        case 0x3D:
            value = 0
            pads += 1
        case 0x20, 0x0A, 0x0D, 0x09: continue
        default: return nil
        }
        guard pads == 0 || byte == 0x3D else { return nil }
        group = group << 6 | value
        count += 1
        if count % 4 == 0 {
            bytes.append(UInt8(truncatingIfNeeded: group >> 16))
            bytes.append(UInt8(truncatingIfNeeded: group >> 8))
            bytes.append(UInt8(truncatingIfNeeded: group))
            group = 0
        }
    }
    guard count % 4 == 0, pads <= 2 else { return nil }
    bytes.removeLast(pads)
    return bytes
}
