import Mustache

/// Every fixed text of the pages.
///
/// One table a language; the compiler sees to it that none lacks a text.
struct PageText: Sendable {
    var siteName: String
    var siteKind: String
    var skipToContent: String
    var otherLanguage: String
    var navLabel: String
    var home: String
    var declarations: String
    var check: String
    var receipts: String
    var credit: String
    var reference: String
    var footer: String
    var requestID: String

    var homeTitle: String
    var homeLead: String
    var keyFigures: String
    var messageCount: String
    var declarationCount: String
    var releasedTax: String
    var releasedValue: String
    var byStatus: String
    var byHour: String
    var byHourDescription: String
    var hour: String
    var count: String
    var share: String
    var queue: String
    var queueDescription: String
    var asTable: String
    var noDeclarations: String
    var newest: String

    var declarationsLead: String
    var allStatuses: String
    var apply: String
    var order: String
    var status: String
    var invtNo: String
    var tradeMode: String
    var dutiable: String
    var tax: String
    var receivedAt: String
    var older: String
    var toNewest: String
    var nothingFound: String

    var declaration: String
    var openDeclaration: String
    var openDeclarationHint: String
    var open: String
    var preNo: String
    var summary: String
    var timeline: String
    var waiting: String
    var waitsUntil: String
    var missing: String
    var expectedFrom: String
    var documents: String
    var kind: String
    var key: String
    var answer: String
    var taxTitle: String
    var taxNo: String
    var duty: String
    var valueAddedTax: String
    var consumptionTax: String
    var total: String
    var assureCode: String
    var trace: String
    var goods: String
    var line: String
    var hsCode: String
    var goodsName: String
    var quantity: String
    var price: String
    var totalPrice: String
    var source: String
    var privacyNote: String
    var ebcCode: String
    var agentCode: String
    var customsCode: String
    var logisticsNo: String

    var message: String
    var guid: String
    var repeated: String
    var asJSON: String
    var findings: String
    var noFindings: String
    var path: String
    var found: String
    var expected: String
    var repair: String
    var nothingThere: String

    var checkLead: String
    var checkFile: String
    var checkFileHint: String
    var checkText: String
    var checkTextHint: String
    var checkButton: String
    var result: String
    var errorTitle: String

    var receiptsLead: String
    var recipient: String
    var recipientHint: String
    var show: String
    var time: String
    var more: String
    var cursor: String
    var receiptsEnd: String

    var referenceLead: String
    var schemas: String
    var schemasLead: String
    var edition: String
    var family: String
    var file: String
    var codeLists: String
    var codeListsLead: String
    var name: String
    var code: String
    var meaning: String
    var complete: String
    var findingCodes: String
    var findingCodesLead: String
    var severity: String
    var layer: String
    var problems: String
    var problemsLead: String
    var httpStatus: String
    var interfaceLead: String

    var rules: String
    var rulesLead: String
    var rulesOn: String
    var rulesKnown: String
    var rulesKnownHint: String
    var rulesSince: String
    var rulesChanged: String
    var rulesUnchanged: String
    var rulesAll: String
    var rulesPart: String
    var rulesSearch: String
    var rulesNext: String
    var ruleHits: String
    var ruleParameters: String
    var ruleValue: String
    var ruleBefore: String
    var ruleUnit: String
    var ruleKind: String
    var ruleFrom: String
    var ruleTo: String
    var ruleKnownFrom: String
    var ruleScope: String
    var ruleVerified: String
    var ruleVersions: String
    var ruleNone: String
    var ruleInForce: String

    var simulations: String
    var simulationsLead: String
    var simulationDraft: String
    var simulationDraftHint: String
    var simulationFrom: String
    var simulationTo: String
    var simulationStart: String
    var simulationState: String
    var simulationProgress: String
    var simulationNone: String
    var simulationChanged: String
    var simulationElsewhere: String
    var simulationBefore: String
    var simulationAfter: String
    var simulationDifference: String
    var simulationTotals: String
    var simulationBySize: String
    var simulationByOrigin: String
    var simulationMoves: String
    var simulationParameters: String
    var simulationMeasure: String
    var simulationCancel: String
    var simulationFailed: String
    var simulationChart: String

    /// The table of a language.
    static func of(_ language: Language) -> PageText { language == .zh ? zh : en }
}

/// The texts by name, as templates ask for them; read by reflection once and not at each use.
struct PageTextTable: MustacheParent, Sendable {
    private let texts: [String: String]

    private init(_ text: PageText) {
        texts = Dictionary(
            uniqueKeysWithValues: Mirror(reflecting: text).children.map {
                ($0.label ?? "", $0.value as? String ?? "")
            })
    }

    func child(named name: String) -> Any? { texts[name] }

    /// All names, for the tests.
    var names: [String] { texts.keys.sorted() }

    private static let tables: [Language: PageTextTable] = [
        .zh: PageTextTable(.zh), .en: PageTextTable(.en),
    ]

    /// The table of a language.
    static func of(_ language: Language) -> PageTextTable {
        tables[language] ?? PageTextTable(PageText.of(language))
    }
}
