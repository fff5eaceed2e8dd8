import ZoneCore

/// Why a list was decided as it was, in the words of a receipt and in plain words.
public struct Reason: Hashable, Sendable {
    /// A customs code (`1332`), an official error code (`-621005`), or a PilotZone name
    /// (`match.consigneeAddress`).
    public var code: String
    /// In Chinese.
    public var zh: String
    /// In English.
    public var en: String
    /// The receipt text, `[Code:…;Desc:…]…` or the free text that E-port uses.
    public var returnInfo: String
    /// Which law, standard or observation it rests on.
    public var source: String

    /// A reason with all its parts.
    public init(code: String, zh: String, en: String, returnInfo: String, source: String) {
        self.code = code
        self.zh = zh
        self.en = en
        self.returnInfo = returnInfo
        self.source = source
    }

    /// A reason whose receipt text is its code and its Chinese words.
    public init(code: String, zh: String, en: String, source: String) {
        self.init(
            code: code, zh: zh, en: en, returnInfo: "[Code:\(code);Desc:\(zh)]", source: source)
    }

    /// The reason of one difference between documents.
    init(_ mismatch: Mismatch) {
        self.init(
            code: mismatch.rule.code, zh: mismatch.rule.zh, en: mismatch.rule.en,
            returnInfo: mismatch.returnInfo, source: mismatch.rule.source)
    }
}
