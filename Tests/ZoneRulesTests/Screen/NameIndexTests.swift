import Testing
import ZoneCore
import ZoneRules

@Suite struct NameIndexTests {
    /// The best hit of `name` in a list with the one name `listed`, beside others.
    func best(_ name: String, in listed: String, threshold: Int = 85) -> NameHit? {
        let names = ["Acme Widgets Ltd", "赵钱孙", "Ivan Petrov", listed]
        let index = NameIndex(
            NameList(
                names.enumerated().map { number, name in
                    NameEntry(id: "E\(number)", kind: .other, names: [name])
                }))
        var scratch = NameScratch()
        return index.match(name, threshold: threshold, scratch: &scratch)
            .first { $0.alias == listed }
    }

    static let hits: [(name: String, listed: String, reason: NameReason)] = [
        ("王小明", "王小明", .characters),
        ("陳國華", "陈国华", .characters),
        ("深圳市华强贸易有限公司", "深圳市華強貿易有限公司", .characters),
        ("弗拉基米尔·彼得罗夫", "彼得罗夫·弗拉基米尔", .order),
        ("深圳市华强贸易公司", "深圳市华强贸有限公司", .spelling),
        ("Wang Xiaoming", "王小明", .pinyin),
        ("Wang Xiao-ming", "王小明", .pinyin),
        ("XIAOMING WANG", "王小明", .pinyin),
        ("Xiao Ming Wang", "王小明", .pinyin),
        ("王小明", "Wang Xiao Ming", .pinyin),
        ("Shan Tianfang", "单田芳", .pinyin),
        ("Ouyang Xiu", "歐陽修", .pinyin),
        ("Hsieh Chih-wei", "谢志伟", .wadeGiles),
        ("Chih-wei Hsieh", "谢志伟", .wadeGiles),
        ("谢志伟", "Hsieh Chih-wei", .wadeGiles),
        ("Xie Zhiwei", "Hsieh Chih-wei", .wadeGiles),
        ("Ts'ai Ming-hua", "蔡明华", .wadeGiles),
        ("Wong Ka Wai", "黄家伟", .cantonese),
        ("Cheung Kwok-wing", "張國榮", .cantonese),
        ("張國榮", "Cheung Kwok Wing", .cantonese),
        ("Chow Zhiwei", "周志伟", .surname),
        ("Jiawei Lee", "李佳伟", .surname),
        ("Zoltan Kovacs", "Zoltán Kovács", .words),
        ("Łukasz Żółć", "Lukasz Zolc", .words),
        ("Иван Петров", "Ivan Petrov", .words),
        ("Mikhail Khodarenko", "Михаил Ходаренко", .words),
        ("Muhammad Yusuf Hasan", "Mohammed Youssef Hassan", .transcription),
        ("J. Kowalski", "Jan Kowalski", .initials),
        ("Jan Kowalski", "J Kowalski", .initials),
        ("Tsai Ying-wen", "蔡英文", .wadeGiles),
        ("黄志宏", "Hwang Chih-hung", .surname), ("Li Qian", "李乾", .pinyin),
        ("Suen Kuen-suet", "孙娟雪", .cantonese),
        ("Pedro Alvarez", "Pedro Miguel Alvarez", .part),
        ("Kovasc Zoltan", "Zoltan Kovacs", .spelling),
        ("Global Horizon Trading Co., Ltd.", "GLOBAL HORIZON TRADING", .words),
        ("Wang Xiaomimg", "王小明", .spelling),
        ("Wang Xiao Mimg", "王小明", .spelling),
    ]

    @Test(arguments: hits)
    func variantsAreFound(_ name: String, _ listed: String, _ reason: NameReason) throws {
        let hit = try #require(best(name, in: listed), "\(name) is not found by \(listed)")
        #expect(hit.score >= 85)
        #expect(hit.reason == reason, "\(name), \(listed), \(hit.score)")
    }

    @Test(arguments: [
        ("王小明", "王大明"), ("王小明", "王晓明"), ("李明", "李鸣"), ("Wang Xiaoming", "王大明"),
        ("Peter Novak", "Paul Novak"), ("Maria Lopez", "Mario Gomez"), ("王小明", "Li Xiaoming"),
        ("Heng Han", "Wu Han"),
        ("Ivan Petrovich Sidorov", "Oleg Petrovich Sidorov"),
        ("深圳市华强贸易有限公司", "深圳市华富贸易有限公司"),
        ("Shenzhen Trading Co Ltd", "Shanghai Trading Co Ltd"), ("", "王小明"), ("..", "Ivan"),
    ])
    func othersAreNot(_ name: String, _ listed: String) {
        #expect(best(name, in: listed) == nil)
    }

    @Test func oneHitForAnEntryAndTheBestFirst() {
        let index = NameIndex(
            NameList([
                NameEntry(id: "A", kind: .person, names: ["Ivan Petrow", "Ivan Petrov"]),
                NameEntry(id: "B", kind: .person, names: ["Ivan Petrof"]),
            ]))
        var scratch = NameScratch()
        let hits = index.match("Ivan Petrov", scratch: &scratch)
        #expect(hits.map(\.entry) == [0, 1])
        #expect(hits.first?.score == 100)
        #expect(hits.first?.alias == "Ivan Petrov")
        #expect(hits == index.match("Ivan Petrov", scratch: &scratch))
    }

    @Test func hitsAreBounded() {
        let entries = (0..<200).map { NameEntry(id: "\($0)", kind: .person, names: ["王伟"]) }
        var scratch = NameScratch()
        let hits = NameIndex(NameList(entries)).match("王偉", scratch: &scratch)
        #expect(hits.count == NameIndex.hitCountMax)
        #expect(hits.map(\.entry) == Array(0..<NameIndex.hitCountMax))
    }

    @Test func listingHasTwoClocks() throws {
        let day = { (text: String) in try #require(Day(text)) }
        let entry = NameEntry(
            id: "A", kind: .person, names: ["王伟"], from: try day("2024-03-01"),
            to: try day("2024-06-30"), known: try day("2024-04-01"))
        let cases = [
            ("2024-02-29", "2025-01-01", false), ("2024-03-01", "2025-01-01", true),
            ("2024-06-30", "2025-01-01", true), ("2024-07-01", "2025-01-01", false),
            ("2024-05-01", "2024-03-31", false), ("2024-05-01", "2024-04-01", true),
        ]
        for (on, knownBy, isListed) in cases {
            #expect(entry.isListed(on: try day(on), knownBy: try day(knownBy)) == isListed)
        }
        let always = NameEntry(id: "B", kind: .person, names: ["李明"])
        #expect(always.isListed(on: try day("1990-01-01"), knownBy: try day("1990-01-01")))
    }
}
