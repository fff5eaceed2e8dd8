import ZoneCore
import ZoneServices

/// Everything the page of one declaration shows, as text ready to print; no personal data.
struct DeclarationPage {
    struct Fact {
        var label: String
        var value: String
    }

    struct Event {
        var at: String
        var status: StatusTag
        var info: String
        var reason: String?
        var basis: String?
    }

    struct Document {
        var kind: String
        var key: String
        var status: StatusTag
        var info: String
    }

    struct Missing {
        var kind: String
        var from: String
    }

    struct Line {
        var number: String
        var hsCode: String
        var name: String
        var quantity: String
        var price: String
        var totalPrice: String
    }

    struct Tax {
        var amounts: [Fact]
        var facts: [Fact]
        var steps: [String]
    }

    /// Why it stands still, as label and text.
    struct Hold {
        var title: String
        var facts: [Fact]
    }

    var id: String
    var holds: [Hold]
    var status: StatusTag
    var facts: [Fact]
    var jsonURL: String
    var isWaiting: Bool
    var waitsUntil: String?
    var missing: [Missing]
    var events: [Event]
    var documents: [Document]
    var taxes: [Tax]
    var hasGoods: Bool
    var goods: [Line]

    init(_ view: DeclarationView, visit: Visit) {
        let language = visit.language
        id = view.id
        status = StatusTag(view.status, language)
        holds = view.hold.map { [Hold($0, language)] } ?? []
        facts = Self.facts(view, language)
        jsonURL = "/v1/declarations/" + view.id.percentEncoded()
        isWaiting = !view.missing.isEmpty
        waitsUntil = view.waitsUntil.map(clockText)
        missing = view.missing.map { Missing(kind: $0.kind.label(language), from: $0.from) }
        events = view.timeline.map { entry in
            let reason = language == .zh ? entry.zh : entry.en
            return Event(
                at: clockText(entry.at), status: StatusTag(entry.status, language),
                info: entry.info, reason: reason.isEmpty ? nil : reason,
                basis: entry.source.isEmpty ? nil : entry.source)
        }
        documents = view.documents.map {
            Document(
                kind: $0.kind.label(language), key: $0.key, status: StatusTag($0.status, language),
                info: $0.info)
        }
        taxes = view.tax.map { [Self.tax($0, PageText.of(language))] } ?? []
        goods =
            view.inventory?.lines.map { Self.line($0, language) }
            ?? view.exportInventory?.lines.map { Self.line($0, language) } ?? []
        hasGoods = !goods.isEmpty
    }

    private static func facts(_ view: DeclarationView, _ language: Language) -> [Fact] {
        let text = PageText.of(language)
        var facts = [
            Fact(label: text.invtNo, value: view.invtNo),
            Fact(label: text.preNo, value: view.preNo),
        ]
        if let list = view.inventory {
            facts += [
                Fact(
                    label: text.tradeMode,
                    value: named(list.tradeMode, in: "tradeMode-import", language)),
                Fact(
                    label: text.customsCode,
                    value: named(list.customsCode, in: "customsCode", language)),
                Fact(label: text.ebcCode, value: list.ebcCode),
                Fact(label: text.agentCode, value: list.agentCode),
                Fact(label: text.logisticsNo, value: list.logisticsNo),
            ]
        }
        if let list = view.exportInventory {
            facts += [
                Fact(
                    label: text.tradeMode,
                    value: named(list.tradeMode, in: "tradeMode-export", language)),
                Fact(
                    label: text.customsCode,
                    value: named(list.customsCode, in: "customsCode", language)),
                Fact(label: text.ebcCode, value: list.ebcCode),
                Fact(label: text.agentCode, value: list.agentCode),
                Fact(label: text.logisticsNo, value: list.logisticsNo),
            ]
        }
        return facts.filter { !$0.value.isEmpty }
    }

    private static func tax(_ tax: TaxView, _ text: PageText) -> Tax {
        Tax(
            amounts: [
                Fact(label: text.dutiable, value: moneyText(tax.dutiable)),
                Fact(label: text.duty, value: moneyText(tax.duty)),
                Fact(label: text.valueAddedTax, value: moneyText(tax.valueAddedTax)),
                Fact(label: text.consumptionTax, value: moneyText(tax.consumptionTax)),
                Fact(label: text.total, value: moneyText(tax.total)),
            ],
            facts: [
                Fact(label: text.taxNo, value: tax.taxNo),
                Fact(label: text.assureCode, value: tax.assureCode),
            ].filter { !$0.value.isEmpty }, steps: tax.trace)
    }

    private static func line(_ line: ExportInventory.Line, _ language: Language) -> Line {
        Line(
            number: String(line.gnum), hsCode: line.gcode, name: line.gname,
            quantity: "\(line.qty) \(named(line.unit, in: "unit", language))",
            price: line.price.description, totalPrice: line.totalPrice.description)
    }

    private static func line(_ line: Inventory.Line, _ language: Language) -> Line {
        Line(
            number: String(line.gnum), hsCode: line.gcode, name: line.gname,
            quantity: "\(line.qty) \(named(line.unit, in: "unit", language))",
            price: line.price.description,
            totalPrice: line.totalPrice.description)
    }
}

extension DeclarationPage.Hold {
    init(_ hold: HoldView, _ language: Language) {
        let (isZh, reason) = (language == .zh, hold.reason)
        title = isZh ? reason.zh : reason.en
        facts = [
            .init(
                label: isZh ? "如何办理" : "What to do",
                value: isZh ? reason.whatToDoZh : reason.whatToDoEn),
            .init(label: isZh ? "自" : "Since", value: clockText(hold.since)),
        ]
        if let expected = hold.expected {
            let count = countText(hold.sampleCount)
            facts.append(
                .init(
                    label: isZh ? "预计" : "Expected",
                    value: clockText(expected)
                        + (isZh ? "（按近期\(count)票的中位时长）" : " (median of \(count) others)")))
        }
        facts.append(
            .init(label: isZh ? "异议" : "Appeal", value: isZh ? reason.appealZh : reason.appealEn))
        facts.append(.init(label: PageText.of(language).source, value: reason.source))
    }
}
