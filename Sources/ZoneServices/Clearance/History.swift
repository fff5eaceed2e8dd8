import ZoneCore
import ZoneStore

/// Packs what happened to a declaration.
enum History {
    /// Adds an entry to a packed history.
    static func append(_ entry: TimelineEntry, to packed: inout [UInt8]) {
        var out = ByteWriter(after: packed)
        packed = []
        out.write(entry.at.ms)
        out.write(Int64(entry.status))
        out.write(entry.info)
        out.write(entry.zh)
        out.write(entry.en)
        out.write(entry.source)
        packed = out.bytes
    }

    /// The entries, oldest first.
    static func entries(_ packed: [UInt8]) -> [TimelineEntry] {
        var from = ByteReader(packed)
        var entries: [TimelineEntry] = []
        while !from.isAtEnd, !from.isExhausted {
            entries.append(
                TimelineEntry(
                    at: Timestamp(ms: from.integer()), status: Int(from.integer()),
                    info: from.text(), zh: from.text(), en: from.text(), source: from.text()))
        }
        return entries
    }

    /// When the last entry was made; 0 without any.
    static func lastMs(_ packed: [UInt8]) -> Int64 {
        var from = ByteReader(packed)
        var last: Int64 = 0
        while !from.isAtEnd, !from.isExhausted {
            last = from.integer()
            _ = from.integer()
            for _ in 0..<4 { _ = from.skipRun() }
        }
        return last
    }
}

/// Packs the findings of a message.
enum FindingRecord {
    static func pack(_ findings: [Finding]) -> [UInt8] {
        guard !findings.isEmpty else { return [] }
        var out = ByteWriter(capacity: findings.count * 200)
        out.write(Int64(findings.count))
        for finding in findings {
            out.write(finding.code)
            out.write(finding.severity == .error ? 1 : 0)
            out.write(finding.layer.rawValue)
            out.write(finding.path)
            for text in [finding.value, finding.expected, finding.repair] {
                out.write(text == nil ? 0 : 1)
                out.write(text ?? "")
            }
            for text in [finding.zh, finding.en, finding.source] { out.write(text) }
        }
        return out.bytes
    }

    static func findings(_ packed: [UInt8]) -> [Finding] {
        guard !packed.isEmpty else { return [] }
        var from = ByteReader(packed)
        func optional() -> String? {
            let isThere = from.integer() == 1
            let text = from.text()
            return isThere ? text : nil
        }
        var findings: [Finding] = []
        for _ in 0..<max(0, from.integer()) where !from.isExhausted {
            let code = from.text()
            let severity: Severity = from.integer() == 1 ? .error : .warning
            let layer = CheckLayer(rawValue: from.text()) ?? .structure
            let path = from.text()
            let (value, expected, repair) = (optional(), optional(), optional())
            findings.append(
                Finding(
                    code: code, severity: severity, layer: layer, path: path, value: value,
                    expected: expected, zh: from.text(), en: from.text(), source: from.text(),
                    repair: repair))
        }
        return findings
    }
}
