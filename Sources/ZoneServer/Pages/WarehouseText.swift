import ZoneCore

/// The fixed texts of the pages of the warehouse ledger; one table a language.
struct WarehouseText: Sendable {
    var title: String
    var lead: String
    var account: String
    var kindLabel: String
    var owner: String
    var name: String
    var noAccounts: String
    var stock: String
    var noStock: String
    var item: String
    var unit: String
    var free: String
    var held: String
    var book: String
    var declared: String
    var physical: String
    var notCounted: String
    var firstExpiry: String
    var state: String
    var discrepancies: String
    var noDiscrepancies: String
    var since: String
    var due: String
    var dueHint: String
    var overdue: String
    var passes: String
    var noPasses: String
    var pass: String
    var direction: String
    var out: String
    var into: String
    var vehicle: String
    var seals: String
    var expires: String
    var used: String
    var expired: String
    var open: String
    var next: String
    var bonded: String
    var overseas: String
    var agrees: String
    var bookOverDeclared: String
    var bookUnderDeclared: String
    var surplus: String
    var shortage: String

    /// The table of a language.
    static func of(_ language: Language) -> WarehouseText { language == .zh ? zh : en }

    /// The name of a kind of account.
    func kind(_ kind: StockAccountKind) -> String { kind == .bonded ? bonded : overseas }

    /// A difference as a word with a colour.
    func tag(_ difference: StockDifference?) -> ToneTag {
        switch difference {
        case nil: ToneTag(agrees, "good")
        case .bookOverDeclared: ToneTag(bookOverDeclared, "look")
        case .bookUnderDeclared: ToneTag(bookUnderDeclared, "look")
        case .surplus: ToneTag(surplus, "wait")
        case .shortage: ToneTag(shortage, "stop")
        }
    }

    static let zh = WarehouseText(
        title: "仓储账册", lead: "每次变动都是一笔两方记账；账册、申报、实物三个库存随时核对，不一致即列入差异。",
        account: "账户", kindLabel: "种类", owner: "所有人", name: "名称", noAccounts: "没有登记的账册或海外仓。",
        stock: "库存", noStock: "没有库存。", item: "项号", unit: "单位", free: "可用", held: "预扣",
        book: "账册", declared: "申报", physical: "实物", notCounted: "未盘点", firstExpiry: "最早到期",
        state: "状态", discrepancies: "差异", noDiscrepancies: "没有差异。", since: "起始日", due: "处理期限",
        dueHint: "处理期限由运营方设定。", overdue: "逾期", passes: "核放单", noPasses: "没有核放单。",
        pass: "核放单号", direction: "方向", out: "出区", into: "入区", vehicle: "车辆", seals: "封志",
        expires: "有效期至", used: "已使用", expired: "已失效", open: "未使用", next: "下一页",
        bonded: "保税账册", overseas: "海外仓", agrees: "一致", bookOverDeclared: "账册多于申报",
        bookUnderDeclared: "账册少于申报", surplus: "实物多于账册（含已放行未出区）", shortage: "实物少于账册")

    static let en = WarehouseText(
        title: "Warehouses",
        lead:
            "Each movement is a posting with two sides. Book, declared and physical stock are held "
            + "against each other at every change; a difference opens a discrepancy.",
        account: "Account", kindLabel: "Kind", owner: "Owner", name: "Name",
        noAccounts: "No account book or overseas warehouse is registered.", stock: "Stock",
        noStock: "There is no stock.", item: "Item", unit: "Unit", free: "Free",
        held: "Held by lists", book: "Book", declared: "Declared", physical: "Physical",
        notCounted: "not counted", firstExpiry: "First expiry", state: "State",
        discrepancies: "Discrepancies", noDiscrepancies: "There are no discrepancies.",
        since: "Since", due: "Due", dueHint: "The due day is a setting of the operator.",
        overdue: "overdue", passes: "Gate passes", noPasses: "There are no gate passes.",
        pass: "Pass", direction: "Direction", out: "out", into: "in", vehicle: "Vehicle",
        seals: "Seals", expires: "Good until", used: "used", expired: "expired", open: "open",
        next: "Next page", bonded: "bonded account book", overseas: "overseas warehouse",
        agrees: "agrees", bookOverDeclared: "book over declared",
        bookUnderDeclared: "book under declared",
        surplus: "more there than in the book (or released and not left)",
        shortage: "less there than in the book")
}
