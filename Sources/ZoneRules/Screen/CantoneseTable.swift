/// How characters that are common in names are read in Cantonese, and how Hong Kong spells that.
///
/// The spellings do not tell all syllables apart: a syllable here stands for all that are usually
/// spelt alike.
struct CantoneseTable: Sendable {
    /// Syllables by every spelling we know.
    let table: SyllableTable
    /// Simplified characters with their syllable.
    let characters: [(scalar: UInt32, syllable: UInt16)]
    /// The usual spelling of each syllable, for those who want to show it.
    let spellings: [String]

    init() {
        var table = SyllableTable(bits: 13)
        var characters: [(UInt32, UInt16)] = []
        var spellings: [String] = []
        var variants: [([String], UInt16)] = []
        for row in Self.rows.split(separator: "\n") {
            for group in row.split(separator: " ") {
                let syllable = group.prefix { $0.isASCII }
                let spelt = Self.spellings(of: String(syllable))
                let packed = SyllableTable.packed(spelt[0])
                let number = table[packed] ?? UInt16(spellings.count)
                if Int(number) == spellings.count {
                    spellings.append(spelt[0])
                    table.add(packed, number)
                }
                variants.append((spelt, number))
                for scalar in group.dropFirst(syllable.count).unicodeScalars {
                    characters.append((scalar.value, number))
                }
            }
        }
        for (spelt, number) in variants {
            for spelling in spelt { table.add(SyllableTable.packed(spelling), number) }
        }
        self.table = table
        self.characters = characters
        self.spellings = spellings
    }

    /// The spellings of a syllable that is given in jyutping without its tone, the usual one first.
    static func spellings(of syllable: String) -> [String] {
        if let own = irregular[syllable] { return own }
        let initial = String(syllable.prefix { !"aeiouy".contains($0) })
        let heads = initials[initial] ?? [initial]
        let tail = String(syllable.dropFirst(initial.count))
        let tails = finals[tail] ?? [tail]
        return heads.flatMap { head in tails.map { head + $0 } }
    }

    private static let initials: [String: [String]] = [
        "b": ["p", "b"], "d": ["t", "d"], "g": ["k", "g"], "k": ["k"], "gw": ["kw", "gw", "qu"],
        "kw": ["kw"], "z": ["ch", "ts", "j", "z"], "c": ["ch", "ts"], "s": ["s", "sh"],
        "j": ["y"], "ng": ["ng", ""],
    ]

    private static let finals: [String: [String]] = [
        "aa": ["a", "ah", "ar"], "aai": ["ai"], "aau": ["au", "aau"], "aam": ["am"], "aan": ["an"],
        "aang": ["ang"], "aap": ["ap"], "aat": ["at"], "aak": ["ak"], "ai": ["ai", "ay"],
        "au": ["au", "ow"], "am": ["am", "um"], "e": ["e", "eh"], "ei": ["i", "ei", "ee", "ay"],
        "i": ["i", "ee"], "o": ["o", "oh", "or"], "oi": ["oi", "oy"], "ou": ["o", "ou"],
        "oeng": ["eung", "eong"], "oek": ["euk", "eok"], "eoi": ["ui", "eui"],
        "eon": ["un", "eon"],
        "eot": ["ut"], "u": ["u", "oo"], "un": ["un", "oon"], "ung": ["ung"], "yu": ["u", "ue"],
        "yun": ["uen", "un"], "yut": ["uet", "ut"],
    ]

    private static let irregular: [String: [String]] = [
        "si": ["sze", "si", "see", "szu"], "zi": ["chi", "tsz", "tze", "ji", "chee"],
        "ci": ["chi", "tsz", "tze"], "ng": ["ng", "eng"], "zau": ["chau", "chow", "jau"],
        "cau": ["chau", "chow"], "ji": ["yi", "yee", "ee"], "jyu": ["yu", "yue", "ue"],
        "jyun": ["yuen", "un", "yuan"], "jyut": ["yuet", "yut"], "jau": ["yau", "yow"],
        "zyu": ["chu", "chue", "jue"], "ze": ["che", "tse", "jeh"],
        "gwan": ["kwan", "kwun", "gwan"],
        "gwaan": ["kwan", "gwan"], "waa": ["wah", "wa", "hua"], "faa": ["fa", "far"],
        "gam": ["kam", "kum", "gam"], "goeng": ["keung", "geung"], "ou": ["o", "ao"],
        "aau": ["au"], "ngau": ["ngau", "au"], "zang": ["tsang", "chang", "jang"],
        "cang": ["tsang", "chang"], "zeoi": ["chui", "tsui", "jui"], "ceoi": ["chui", "tsui"],
        "zoeng": ["cheung", "cheong", "jeung"], "coeng": ["cheung", "cheong"],
    ]

    /// Syllables in jyutping without tones, each with its simplified characters.
    private static let rows = """
        aa亚雅 ang莺 au欧区 baa巴 baai拜 baak白百伯 ban斌彬宾品 bat毕 bei比 bik碧璧 bin边 bing冰兵炳 biu标彪 bo波 bok博
        bong邦 bou保宝葆 bui贝 buk卜 bun本 caan灿 caau巢 cai齐 can陈 cang层 cap缉 cau秋 ce车 ceng青 ceoi崔翠徐
        ceon春 ci慈池 cik戚 cin千前 cing清晴程呈 ciu超朝潮 co楚初 coek卓 coeng昌祥翔 coi才彩财采蔡 cong苍 cou草 cung聪松从冲丛
        cyun全泉传 daai大戴 daan丹旦 dak德得特 dang登邓 dei地 dik迪狄 dim点 din典电 ding丁定鼎 diu刁 do多 dou道都杜
        dung东冬董栋 dyun段端 faa花化 faai快 faan范凡繁樊 faat发法 fai辉晖 fan芬勋 fat佛 fei飞菲 fo火科 fong方芳房 fu富夫付傅芙
        fuk福 fung风凤峰丰冯锋枫 gaa家嘉加贾 gaai佳 gaak格 gai继计 gam金锦甘 gan根 gang耿 gat吉 gau九 gei基纪姬 geng镜 gik极
        gim剑俭 gin坚建健 ging敬京景劲 git洁杰 giu娇 go歌 goi盖 gok觉 gong江刚港 gou高 gu古顾辜 guk菊谷 gun官冠 gung宫龚恭功
        gwaan关 gwai贵桂 gwan军君均 gwik虢 gwing炯 gwo果 gwok国郭 gwong光广 gyun娟 haa夏霞 haak克 haam咸 haan娴
        haang行 haau孝 hai系 hang恒幸 hau侯厚 hei希喜熙 heoi许 him谦 hin宪显轩 hing兴庆卿 ho何河贺荷 hoeng香向 hoi海凯开
        hok学鹤 hon汉韩翰 hong康杭航 hou豪浩好昊 huk哭 hung红洪雄孔鸿虹熊 hyun萱 jam音任钦 jan恩人仁欣忻殷 jau友有佑尤丘邱游 je耶
        jeoi蕊锐 jeon润 ji儿怡仪宜意义易 jik益亦翼 jim严炎 jin燕彦言贤妍然 jing英盈莹映 jip叶业 jiu姚耀瑶尧 joek若 joeng杨阳洋
        juk玉育 jung勇容融蓉雍 jyu如于余宇雨羽瑜茹 jyun元源袁远媛婉圆苑阮 jyut月悦越 kai启溪 kam琴 kan勤 kau裘 kei奇其祺琪琦骐祁 keoi渠
        kin虔 king琼 kiu乔 koeng强 kong邝 kuk曲 kung穷 kwai葵 kwan坤群昆 kyun权 laai赖 laam蓝岚 laan兰 lai丽黎厉礼
        lam林琳霖临 lau刘柳留楼 lei李利莉理梨 leoi雷吕 leon伦轮 lik力历 lim廉 lin连莲练 ling灵玲凌龄 lip聂 liu廖 lo罗 loeng良梁亮
        loi来莱 lok乐洛骆 long朗郎 lou卢鲁路劳 luk陆禄 lung龙隆 lyun恋 maa马麻 maan万曼 maang孟 mai米 mak麦 man文民敏汶
        mat密 mau茂 mei美薇眉 meng名 min绵 ming明铭鸣 miu苗妙 mok莫 mong望 mou武毛慕 mui梅妹 muk木穆 mung蒙梦 naam南男
        nang能 nei妮 neoi女 ng吴伍五 ngaa牙 ngaai艾 ngai魏 ngan银 ngau牛 ngo娥 ngon岸 nin年 ning宁 niu鸟 no娜
        nung农 oi哀爱 on安 ou奥澳 paak柏 paang彭 pan频 pang朋 pei皮 ping平萍 pong庞 pou蒲 pui佩沛培裴 puk仆 pun潘
        saa莎 saan山珊 sai世西 sam心森深沈岑 san新辰申 sang生 sap十 sat实 sau秀修寿 se佘舍 sei四 sek石 seoi瑞水帅 seon信顺舜
        si诗思施史时斯司师 sik锡 sim婵 sin仙善先 sing成胜盛诚星升圣 sit薛 siu小少萧肖邵兆 soeng双尚 song桑 sou苏素 suk淑叔 sung宋
        syu书舒树 syun孙宣 syut雪 taai太泰 taam谭覃 taan坛 tai娣 tang腾 tim甜 tin天田 ting婷庭廷 tit铁 toi台 tong唐堂棠汤
        tou陶涛桃 tung同通童彤 waa华 waai怀 wai伟威惠慧维卫蕙韦 wan云温尹韵允芸 wang宏弘 wing荣永颖泳咏 wo和 wong王黄旺汪 wu胡湖 wui汇
        wun桓 wut活 zaak泽 zaan赞 zaap集 zam浸 zan珍真振震镇 zang曾增 zat质 zau周洲邹 ze谢姐 zek席 zeng郑 zeoi聚
        zeon臻俊骏晋进津 zi子志芝智紫之知梓 zik直织 zim詹 zin展 zing静晶正精贞 zit捷 ziu赵照昭 zo左 zoek爵 zoeng章张蒋 zoi在 zok作
        zong庄壮 zou祖 zuk祝竹 zung忠仲钟宗中 zyu朱珠 zyun尊
        """
}
