/// A listed party that a name may mean.
public struct NameHit: Hashable, Sendable {
    /// Where the entry is in the list's `entries`.
    public var entry: Int
    /// Which of its names was met.
    public var alias: String
    /// How alike they are: 100 is the same name.
    public var score: Int
    /// What makes them alike.
    public var reason: NameReason
}

/// What makes a name and a listed name alike.
public enum NameReason: String, Sendable, CaseIterable {
    /// The same characters, after traditional ones were written in their simplified form.
    case characters
    /// The same words in the same order, without regard to case, accents and script.
    case words
    /// The same words in another order.
    case order
    /// The characters are read like this in Mandarin.
    case pinyin
    /// The same reading in the romanisation of Wade and Giles.
    case wadeGiles
    /// The same reading in Cantonese.
    case cantonese
    /// The surname is a regional spelling, the rest is read the same.
    case surname
    /// Words that differ only as two transcriptions of one name do.
    case transcription
    /// A first letter stands for a word.
    case initials
    /// All words of one are in the other, which has more.
    case part
    /// Few letters or characters differ.
    case spelling

    /// The reason in Chinese.
    public var zh: String {
        switch self {
        case .characters: "汉字相同（繁简视为相同）"
        case .words: "词语相同"
        case .order: "词语相同，顺序不同"
        case .pinyin: "汉语拼音读音相同"
        case .wadeGiles: "威妥玛拼音读音相同"
        case .cantonese: "粤语读音相同"
        case .surname: "姓氏为地区性拼写，其余读音相同"
        case .transcription: "同一姓名的不同转写"
        case .initials: "以首字母代替词语"
        case .part: "一方缺少部分词语"
        case .spelling: "少数字母或汉字不同"
        }
    }

    /// The reason in English.
    public var en: String {
        switch self {
        case .characters: "same characters (traditional and simplified count as one)"
        case .words: "same words"
        case .order: "same words in another order"
        case .pinyin: "same reading in pinyin"
        case .wadeGiles: "same reading in Wade-Giles"
        case .cantonese: "same reading in Cantonese"
        case .surname: "regional spelling of the surname, same reading of the rest"
        case .transcription: "two transcriptions of one name"
        case .initials: "a first letter stands for a word"
        case .part: "one name lacks words of the other"
        case .spelling: "few letters or characters differ"
        }
    }
}
