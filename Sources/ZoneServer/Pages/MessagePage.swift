import ZoneCore
import ZoneServices

/// One finding, as text ready to print.
struct FindingRow {
    var severity: String
    var severityTone: String
    var layer: String
    var code: String
    var text: String
    var path: String
    /// What was found; nil where nothing was there.
    var found: String?
    var expected: String?
    var repair: String?
    var basis: String

    init(_ finding: Finding, _ language: Language) {
        severity = finding.severity.label(language)
        severityTone = finding.severity.tone
        layer = finding.layer.label(language)
        code = finding.code
        text = language == .zh ? finding.zh : finding.en
        path = finding.path
        found = finding.value
        expected = finding.expected
        repair = finding.repair
        basis = finding.source
    }
}

/// The answer to one message, on its own page and on the check page.
struct MessagePage {
    struct Document {
        var kind: String
        var key: String
        var status: StatusTag
        var info: String
        /// Page of the declaration it belongs to.
        var declarationURL: String?
    }

    /// `CEB311Message`, or what stands for an unknown one.
    var name: String
    var verdict: String
    var verdictTone: String
    var guid: String?
    var receivedAt: String
    var isRepeated: Bool
    var jsonURL: String
    var findings: [FindingRow]
    var findingCount: String
    var hasFindings: Bool
    var documents: [Document]
    var hasDocuments: Bool

    init(_ answer: MessageAnswer, visit: Visit, linksDeclarations: Bool) {
        let language = visit.language
        name = answer.name ?? "?"
        verdict = answer.verdict.label(language)
        verdictTone = answer.verdict.tone
        guid = answer.guid
        receivedAt = clockText(answer.receivedAt)
        isRepeated = answer.isRepeated
        jsonURL = "/v1/messages/\(answer.id)"
        findings = answer.findings.map { FindingRow($0, language) }
        findingCount = countText(answer.findings.count)
        hasFindings = !findings.isEmpty
        documents = answer.documents.map { document in
            Document(
                kind: document.kind.label(language), key: document.key,
                status: StatusTag(document.status, language), info: document.info,
                declarationURL: linksDeclarations
                    ? document.declarationID.map {
                        visit.url("/declarations/" + $0.percentEncoded())
                    } : nil)
        }
        hasDocuments = !documents.isEmpty
    }
}
