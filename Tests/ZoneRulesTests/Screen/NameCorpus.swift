import Foundation
import ZoneRules

/// A synthetic list of denied parties and names to look for in it, all drawn from one seed.
/// No name is taken from any list.
struct NameCorpus {
    /// The kinds of names on the list, with their share of 100.
    enum Kind: CaseIterable {
        case hanPerson, pinyinPerson, latinPerson, cyrillicPerson, hanFirm, latinFirm

        var share: Int {
            switch self {
            case .hanPerson: 10
            case .pinyinPerson: 6
            case .latinPerson: 50
            case .cyrillicPerson: 14
            case .hanFirm, .latinFirm: 10
            }
        }
    }

    private(set) var list = NameList([])
    private(set) var kinds: [Kind] = []
    private var listed: Set<String> = []
    private var random: SplitMix64
    let pinyinOf: [Character: String]

    init(seed: UInt64, nameCount: Int) {
        random = SplitMix64(seed: seed)
        var pinyinOf: [Character: String] = [:]
        for character in Self.surnames + Self.givenCharacters {
            pinyinOf[character] = Self.transcribed(String(character))
        }
        self.pinyinOf = pinyinOf
        for kind in Kind.allCases {
            for _ in 0..<(nameCount * kind.share / 100) {
                let name = draw(kind)
                listed.insert(name)
                kinds.append(kind)
                list.entries.append(
                    NameEntry(id: "\(list.entries.count)", kind: .other, names: [name]))
            }
        }
    }

    /// A name of that kind that is not on the list.
    mutating func unlisted(_ kind: Kind) -> String {
        while true {
            let name = draw(kind)
            if !listed.contains(name) { return name }
        }
    }

    /// The number of a random entry of that kind.
    mutating func entry(_ kind: Kind) -> Int {
        while true {
            let number = Int(random.next() % UInt64(list.entries.count))
            if kinds[number] == kind { return number }
        }
    }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int(random.next() % UInt64(elements.count))]
    }

    // MARK: Names

    private mutating func draw(_ kind: Kind) -> String {
        switch kind {
        case .hanPerson: drawHan()
        case .pinyinPerson: Self.pinyin(drawHan(), pinyinOf)
        case .latinPerson: drawLatin()
        case .cyrillicPerson: drawCyrillic()
        case .hanFirm: drawHanFirm()
        case .latinFirm: drawLatinFirm()
        }
    }

    private mutating func drawHan() -> String {
        let given = pick([1, 2, 2, 2, 2])
        return String(pick(Self.surnames))
            + (0..<given).map { _ in String(pick(Self.givenCharacters)) }.joined()
    }

    private mutating func drawLatin() -> String {
        var words = [pick(Self.givenNames)]
        if pick([true, false, false]) { words.append(pick(Self.givenNames)) }
        let count = pick([2, 3, 3])
        let surname = (0..<count).map { _ in pick(Self.latinSyllables) }.joined()
        words.append((surname + pick(Self.latinEndings)).capitalized)
        return words.joined(separator: " ")
    }

    private mutating func drawCyrillic() -> String {
        let surname = (0..<pick([1, 2, 2, 3])).map { _ in pick(Self.cyrillicSyllables) }.joined()
        let patronymic = pick(Self.cyrillicGiven).filter { !"йья".contains($0) } + "ович"
        return pick(Self.cyrillicGiven) + " " + patronymic + " "
            + (surname + pick(["ов", "ев", "ин", "енко", "ский", "чук"])).capitalized
    }

    private mutating func drawHanFirm() -> String {
        let name = (0..<pick([2, 2, 3])).map { _ in String(pick(Self.givenCharacters)) }.joined()
        return pick(["深圳", "广州", "杭州", "宁波", "青岛", "上海", "义乌", "东莞"]) + name
            + pick(["贸易", "电子", "科技", "物流", "供应链", "进出口"]) + "有限公司"
    }

    private mutating func drawLatinFirm() -> String {
        let coined = (0..<2).map { _ in
            (pick(Self.latinSyllables) + pick(Self.latinSyllables) + pick(["a", "o", "ex", "on"]))
                .capitalized
        }
        return coined.joined(separator: " ") + " "
            + pick(["Trading", "Shipping", "Electronics", "Logistics", "Industries"]) + " "
            + pick(["Ltd", "LLC", "GmbH", "Co., Ltd."])
    }

    /// The pinyin of characters without tones, in one word.
    static func transcribed(_ text: String) -> String {
        let marked = text.applyingTransform(.mandarinToLatin, reverse: false) ?? text
        let plain = marked.applyingTransform(.stripDiacritics, reverse: false) ?? marked
        return plain.filter { $0 != " " }
    }

    /// Surname and given name of a person in pinyin.
    static func pinyin(_ name: String, _ pinyinOf: [Character: String]) -> String {
        let words = name.map { pinyinOf[$0] ?? transcribed(String($0)) }
        return words[0].capitalized + " " + words.dropFirst().joined().capitalized
    }

    // MARK: What names are made of

    static let surnames = Array(
        "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭袁董潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方邹熊白孟秦邱江尹薛"
    )

    static let givenCharacters = Array(
        "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华文玉建国志海红云春梅龙飞鹏辉波宇浩然子轩梓涵欣怡佳琪晨曦雨泽俊豪嘉诚思远家铭博雅天佑天宝成东永健世昌振兴立新学良德胜福根秀珍淑贞凤仙金花银铁柱大山小川长江广义忠信仁礼智诗琴书画棋松柏竹菊荷莲桃杏枫林森柳青翠碧蓝紫丹彤晓旭朝阳光亮星月辰冰雪霜露风雷电震坤乾元亨利贞宏远鸿达康乐安宁和顺祥瑞吉庆喜悦欢笑慧聪睿哲贤能才俊彦斌武威雄毅刚烈坚定恒久常青万里千秋百川四海九州双全一鸣可馨若兰如意妙玲珑琳琅瑶瑾瑜璇玮珂珊珍珠翡翠燕莺鹤凌峰岩岭岚峻崇高尚品格清源泉溪流润泽浦沛涵淼渊澜潮汐渔舟帆航越启程征途凯旋捷"
    )

    static let givenNames = """
        Adam Agnes Ahmed Albert Alina Amir Andrea Anton Arman Astrid Aylin Beatriz Boris Bruno Camila \
        Carlos Cecilia Damir Daniel David Dimitra Diego Elena Elif Emil Emma Erik Esther Fatima Felix \
        Fernando Filip Gabriel Georg Goran Hamid Hanna Hasan Helga Hugo Ibrahim Igor Ingrid Irena Isabel \
        Jakub Jamal Jan Javier Johan Jorge Josef Julia Kamil Karim Katarina Khalid Klara Lars Laura Leila \
        Leon Lucia Lukas Magnus Mahmoud Marek Maria Marko Martin Matteo Mehmet Mikhail Milan Miriam Mohammed \
        Nadia Natalia Nikola Nils Nora Olga Omar Oskar Pablo Paulo Pavel Pedro Petra Rafael Rashid Robert \
        Roman Rosa Salim Samir Sandra Sergio Silvia Simon Sofia Stefan Svetlana Tamara Teresa Thomas Tomas \
        Viktor Vladimir Walter Yasmin Youssef Yusuf Zoltan
        """.split(separator: " ").map(String.init)

    static let latinSyllables = """
        ka ro len mar vis tor ben dal fer gos hal jor kul lam mon nar pel quin ras sol tan ul var wen yar \
        zim bra cle dru fri gra hel kor lind mest norr pav ros stan thor vold zar bel cam dor esk fal gil
        """.split(whereSeparator: \.isWhitespace).map(String.init)

    static let latinEndings = [
        "", "", "a", "o", "ez", "sen", "berg", "ski", "ic", "ov", "eau", "i", "son", "man", "ou",
        "as",
    ]

    static let cyrillicGiven =
        "Алексей Андрей Борис Виктор Владимир Григорий Дмитрий Евгений Иван Игорь Кирилл Леонид Максим Николай Олег Павел Роман Сергей Тимофей Юрий Яков Михаил Фёдор"
        .split(separator: " ").map(String.init)

    static let cyrillicSyllables =
        "бар бел вор гал гор дан дол ерм жар зай зол кал кор кус лаз лук мал мор нов ост пан пет рог рыб сав сид сол тар тих уль фил хар цвет чер шев щер юд яр"
        .split(separator: " ").map(String.init)
}
