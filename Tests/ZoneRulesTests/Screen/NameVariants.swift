import Foundation
import ZoneRules

/// The ways in which a listed name is written otherwise.
enum NameVariant: CaseIterable {
    case exact, traditional, pinyin, pinyinReordered, pinyinApart, pinyinTypo, wadeGiles, cantonese
    case latinExact, diacritics, reordered, initial, middleLeftOut, latinTypo
    case cyrillicAsLatin, hanFirmTypo, firmFormOther, firmTypo

    var kind: NameCorpus.Kind {
        switch self {
        case .exact, .traditional, .pinyin, .pinyinReordered, .pinyinApart, .pinyinTypo, .wadeGiles,
            .cantonese:
            .hanPerson
        case .latinExact, .diacritics, .reordered, .initial, .middleLeftOut, .latinTypo:
            .latinPerson
        case .cyrillicAsLatin: .cyrillicPerson
        case .hanFirmTypo: .hanFirm
        case .firmFormOther, .firmTypo: .latinFirm
        }
    }

    var title: String {
        switch self {
        case .exact: "Han, as listed"
        case .traditional: "Han, traditional for simplified"
        case .pinyin: "Han listed, pinyin given"
        case .pinyinReordered: "the same, given name first"
        case .pinyinApart: "the same, syllables apart"
        case .pinyinTypo: "the same, one letter mistyped"
        case .wadeGiles: "Han listed, Wade-Giles given"
        case .cantonese: "Han listed, Hong Kong spelling given"
        case .latinExact: "Latin, as listed, in capitals"
        case .diacritics: "Latin, with accents"
        case .reordered: "Latin, surname first"
        case .initial: "Latin, first name as an initial"
        case .middleLeftOut: "Latin, middle name left out"
        case .latinTypo: "Latin, one letter mistyped"
        case .cyrillicAsLatin: "Cyrillic listed, Latin given"
        case .hanFirmTypo: "firm in Han, one character mistyped by its sound"
        case .firmFormOther: "firm in Latin, other legal form"
        case .firmTypo: "firm in Latin, one letter mistyped"
        }
    }

    /// `name` written so, or nil where it can't be.
    func write(_ name: String, _ corpus: inout NameCorpus) -> String? {
        let words = name.split(separator: " ").map(String.init)
        switch self {
        case .exact: return name
        case .traditional:
            let other = name.applyingTransform(StringTransform("Hans-Hant"), reverse: false)
            return other == name ? nil : other
        case .pinyin, .pinyinReordered, .pinyinApart, .pinyinTypo:
            return Self.pinyin(self, name, &corpus)
        case .wadeGiles, .cantonese: return Self.spelt(name, column: self == .wadeGiles ? 0 : 1)
        case .latinExact: return name.uppercased()
        case .diacritics: return Self.accented(name)
        case .reordered: return ([words[words.count - 1]] + words.dropLast()).joined(separator: " ")
        case .initial:
            return ([words[0].prefix(1) + "."] + words.dropFirst()).joined(separator: " ")
        case .middleLeftOut: return words.count < 3 ? nil : "\(words[0]) \(words[2])"
        case .latinTypo, .firmTypo: return Self.mistyped(name, &corpus)
        case .cyrillicAsLatin: return Self.latin(name)
        case .hanFirmTypo:
            var characters = Array(name)
            let reading = corpus.pinyinOf[characters[2]]
            let others = NameCorpus.givenCharacters.filter {
                $0 != characters[2] && corpus.pinyinOf[$0] == reading
            }
            guard !others.isEmpty else { return nil }
            characters[2] = corpus.pick(others)
            return String(characters)
        case .firmFormOther: return words.prefix(3).joined(separator: " ") + " Limited"
        }
    }

    private static func pinyin(
        _ variant: NameVariant, _ name: String, _ corpus: inout NameCorpus
    ) -> String {
        let syllables = name.map { NameCorpus.transcribed(String($0)).capitalized }
        let given = syllables.dropFirst().joined().capitalized
        return switch variant {
        case .pinyinReordered: given + " " + syllables[0]
        case .pinyinApart: syllables.joined(separator: " ")
        case .pinyinTypo: mistyped(syllables[0] + " " + given, &corpus)
        default: syllables[0] + " " + given
        }
    }

    /// One letter left out, doubled by another, changed, or swapped with its neighbour.
    private static func mistyped(_ name: String, _ corpus: inout NameCorpus) -> String {
        let letters = Array("abcdefghijklmnopqrstuvwxyz")
        while true {
            var characters = Array(name.lowercased())
            let place = corpus.pick(Array(characters.indices))
            guard characters[place].isLetter else { continue }
            switch corpus.pick([0, 1, 2, 3]) {
            case 0: characters.remove(at: place)
            case 1: characters.insert(corpus.pick(letters), at: place)
            case 2: characters[place] = corpus.pick(letters)
            default:
                guard place + 1 < characters.count, characters[place + 1].isLetter else { continue }
                characters.swapAt(place, place + 1)
            }
            let changed = String(characters)
            if changed != name.lowercased() { return changed }
        }
    }

    private static func accented(_ name: String) -> String {
        let accents: [Character: Character] = [
            "a": "á", "e": "ë", "i": "í", "o": "ø", "u": "ü", "c": "č", "s": "š", "z": "ż",
            "l": "ł",
        ]
        return String(name.map { accents[$0] ?? $0 })
    }

    /// Cyrillic letters as an earlier passport standard wrote them.
    private static func latin(_ name: String) -> String {
        let letters: [Character: String] = [
            "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh",
            "з": "z",
            "и": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p",
            "р": "r",
            "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
            "щ": "shch", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
        ]
        return name.lowercased().map { letters[$0] ?? String($0) }.joined().capitalized
    }

    /// A person's name in another romanisation; nil where the table lacks a character.
    private static func spelt(_ name: String, column: Int) -> String? {
        let syllables = name.compactMap { spellings[$0]?[column] }
        guard syllables.count == name.count else { return nil }
        return syllables[0].capitalized + " "
            + syllables.dropFirst().joined(separator: "-").capitalized
    }

    /// How many characters `spellings` has.
    static var spellingCount: Int { spellings.count }

    /// Characters with their usual spelling in Wade-Giles and in Hong Kong, written down for the
    /// tests from common knowledge and not from the tables that they test.
    private static let spellings: [Character: [String]] = {
        var table: [Character: [String]] = [:]
        let text = """
            王wang/wong 李li/lee 张chang/cheung 刘liu/lau 陈ch'en/chan 杨yang/yeung 黄huang/wong \
            赵chao/chiu 吴wu/ng 周chou/chow 徐hsü/tsui 孙sun/suen 马ma/ma 朱chu/chu 胡hu/wu 郭kuo/kwok \
            何ho/ho 高kao/ko 林lin/lam 罗lo/lo 郑cheng/cheng 梁liang/leung 谢hsieh/tse 许hsü/hui \
            韩han/hon 冯feng/fung 邓teng/tang 彭p'eng/pang 袁yüan/yuen 蔡ts'ai/choi 叶yeh/yip 苏su/so \
            吕lü/lui 沈shen/shum 姚yao/yiu 卢lu/lo 谭t'an/tam 陆lu/luk 伟wei/wai 芳fang/fong 敏min/man \
            静ching/ching 丽li/lai 强ch'iang/keung 军chün/kwan 勇yung/yung 杰chieh/kit 娟chüan/kuen \
            涛t'ao/to 明ming/ming 超ch'ao/chiu 兰lan/lan 霞hsia/ha 平p'ing/ping 刚kang/kong 桂kuei/kwai \
            英ying/ying 华hua/wah 文wen/man 玉yü/yuk 建chien/kin 国kuo/kwok 志chih/chi 海hai/hoi \
            红hung/hung 云yün/wan 春ch'un/chun 梅mei/mui 龙lung/lung 飞fei/fei 辉hui/fai 波po/bo 宇yü/yu \
            浩hao/ho 子tzu/tsz 轩hsüan/hin 怡i/yee 佳chia/kai 俊chün/chun 豪hao/ho 嘉chia/ka \
            诚ch'eng/shing 思szu/sze 家chia/ka 天t'ien/tin 成ch'eng/shing 东tung/tung 永yung/wing \
            健chien/kin 德te/tak 福fu/fuk 秀hsiu/sau 淑shu/shuk 凤feng/fung 金chin/kam 小hsiao/siu \
            光kuang/kwong 星hsing/sing 月yüeh/yuet 雪hsüeh/suet 安an/on 祥hsiang/cheung 慧hui/wai
            """
        for item in text.split(separator: " ") {
            guard let character = item.first else { continue }
            table[character] = item.dropFirst().split(separator: "/").map(String.init)
        }
        return table
    }()
}
