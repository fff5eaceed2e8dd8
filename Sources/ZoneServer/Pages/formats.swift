import ZoneCore
import ZoneMessages
import ZoneServices

/// How a status looks: by its colour a page tells the outcome, and always by its words too.
struct StatusTag {
    var label: String
    var code: String
    /// `good`, `wait`, `look`, `stop`.
    var tone: String

    init(_ status: Int, _ language: Language) {
        label = statusName(status, in: language)
        code = String(status)
        tone = Self.tone(status)
    }

    static func tone(_ status: Int) -> String {
        guard let state = ReturnStatus(code: status) else { return "stop" }
        switch state {
        case .released, .closed, .settled: return "good"
        case .saved, .submitting, .sentToCustoms, .stored, .withdrawn: return "wait"
        case .underReview, .inspection, .handedOver, .suspended: return "look"
        case .sendingFailed, .rejected, .detainedForClearance, .detainedForSmuggling,
            .detainedForLegal, .detainedOtherwise, .sentBack:
            return "stop"
        }
    }
}

/// `2026-11-23 14:05:09`, China Standard Time.
func clockText(_ time: Timestamp) -> String {
    String(time.iso8601.prefix(19).replacing("T", with: " "))
}

/// `1,234,567`.
func countText(_ count: Int) -> String {
    let digits = String(count.magnitude)
    var text = count < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
        if index > 0, (digits.count - index).isMultiple(of: 3) { text += "," }
        text.append(digit)
    }
    return text
}

/// `1,234.50`, yuan.
func moneyText(_ amount: Fen) -> String {
    let parts = amount.description.split(separator: ".")
    let sign = amount.count < 0 && amount.count > -100 ? "-" : ""
    return sign + countText(Int(parts[0]) ?? 0) + "." + parts[1]
}

/// `12.5%` of a whole, without floating point.
func shareText(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return "0%" }
    let tenths = (part * 1000 + whole / 2) / whole
    return "\(tenths / 10).\(tenths % 10)%"
}

/// A code of a list with its meaning, `千克 (035)`; the code alone where the list doesn't know it.
func named(_ code: String, in list: String, _ language: Language) -> String {
    guard let entry = CodeLists.standard.entry(code, in: list) else { return code }
    let meaning = language == .en && !entry.en.isEmpty ? entry.en : entry.zh
    return meaning.isEmpty ? code : "\(meaning) (\(code))"
}

extension DocumentKind {
    /// Its name for people.
    func label(_ language: Language) -> String {
        let (zh, en) = labels
        return language == .zh ? zh : en
    }

    private var labels: (zh: String, en: String) {
        switch self {
        case .order: ("订单", "order")
        case .payment: ("支付单", "payment")
        case .waybill: ("运单", "waybill")
        case .inventory: ("清单", "declaration list")
        case .waybillStatus: ("运单状态", "waybill status")
        case .exportOrder: ("出口订单", "export order")
        case .proceeds: ("收款单", "receipt of payment")
        case .exportWaybill: ("出口运单", "export waybill")
        case .exportInventory: ("出口清单", "export list")
        case .cancellation, .exportCancellation: ("撤销申请单", "cancellation request")
        case .goodsReturn, .exportReturn: ("退货申请单", "return request")
        case .arrival: ("运抵单", "arrival notice")
        case .manifest: ("清单总分单", "manifest")
        case .departure: ("离境单", "departure notice")
        case .tally: ("入库明细单", "tally")
        case .returnTally: ("退货理货明细单", "return tally")
        case .summary: ("汇总申请单", "summary request")
        }
    }
}

extension Verdict {
    /// Its name for people.
    func label(_ language: Language) -> String {
        switch (self, language) {
        case (.valid, .zh): "有效"
        case (.valid, .en): "valid"
        case (.invalid, .zh): "无效"
        case (.invalid, .en): "invalid"
        case (.unchecked, .zh): "无法检查"
        case (.unchecked, .en): "could not check"
        }
    }

    var tone: String {
        switch self {
        case .valid: "good"
        case .invalid: "stop"
        case .unchecked: "look"
        }
    }
}

extension Severity {
    /// Its name for people.
    func label(_ language: Language) -> String {
        switch (self, language) {
        case (.error, .zh): "错误"
        case (.error, .en): "error"
        case (.warning, .zh): "提示"
        case (.warning, .en): "warning"
        }
    }

    var tone: String { self == .error ? "stop" : "look" }
}

extension CheckLayer {
    /// Its name for people.
    func label(_ language: Language) -> String {
        switch (self, language) {
        case (.structure, .zh): "结构"
        case (.structure, .en): "structure"
        case (.form, .zh): "格式"
        case (.form, .en): "form"
        case (.business, .zh): "业务"
        case (.business, .en): "business"
        }
    }
}
