import ZoneCore
import ZoneStore

/// Packs what happened to a declaration.
enum History {
    /// Adds an entry to a packed history.
    static func append(_ entry: TimelineEntry, to packed: inout [UInt8]) {
        var out = ByteWriter(capacity: 64)
        out.write(entry.at.ms)
        out.write(Int64(entry.status))
        for text in [entry.info, entry.zh, entry.en, entry.source] { out.write(text) }
        packed.append(contentsOf: out.bytes)
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
}

/// Packs the answer and the findings of a message, so that the same message is answered as before.
enum AnswerRecord {
    static func pack(_ documents: [DocumentAnswer]) -> [UInt8] {
        var out = ByteWriter(capacity: documents.count * 64)
        out.write(Int64(documents.count))
        for document in documents {
            out.write(Int64(document.kind.rawValue))
            out.write(document.key)
            out.write(Int64(document.status))
            out.write(document.info)
            // Most documents' declaration has the document's own key.
            let declaration = document.declarationID ?? ""
            out.write(declaration == document.key ? "=" : declaration)
        }
        return out.bytes
    }

    static func documents(_ packed: [UInt8]) -> [DocumentAnswer] {
        var from = ByteReader(packed)
        var documents: [DocumentAnswer] = []
        for _ in 0..<max(0, from.integer()) where !from.isExhausted {
            let kind = DocumentKind(rawValue: UInt8(truncatingIfNeeded: from.integer())) ?? .order
            let key = from.text()
            let status = Int(from.integer())
            let info = from.text()
            let declaration = from.text()
            documents.append(
                DocumentAnswer(
                    kind: kind, key: key, status: status, info: info,
                    declarationID: declaration.isEmpty
                        ? nil : declaration == "=" ? key : declaration))
        }
        return documents
    }

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
