/// What is special about Chinese surnames and about characters with several readings in names.
struct SurnameTable: Sendable {
    /// Readings of a first character as a surname, where the usual reading is another.
    let surnameReadings: [UInt32: UInt16]
    /// A second reading of characters that are met in names.
    let otherReadings: [UInt32: UInt16]
    /// Surnames of two characters, both packed into one number.
    let compounds: Set<UInt64>
    /// Pinyin syllables that a regional spelling of a surname may mean.
    let regional: [UInt64: [UInt16]]

    init(pinyin: Pinyin) {
        func readings(_ text: String) -> [UInt32: UInt16] {
            var table: [UInt32: UInt16] = [:]
            for pair in text.split(whereSeparator: \.isWhitespace) {
                guard let character = pair.unicodeScalars.first else { continue }
                table[character.value] = pinyin.table[SyllableTable.packed(pair.dropFirst())]
            }
            return table
        }
        surnameReadings = readings(Self.surnameReadings)
        otherReadings = readings(Self.otherReadings)
        compounds = Set(
            Self.compounds.split(whereSeparator: \.isWhitespace).map { pair in
                pair.unicodeScalars.reduce(0) { $0 << 32 | UInt64($1.value) }
            })
        var regional: [UInt64: [UInt16]] = [:]
        for row in Self.regional.split(whereSeparator: \.isWhitespace) {
            let parts = row.split(separator: ":")
            let meant = parts[1].split(separator: ",").compactMap {
                pinyin.table[SyllableTable.packed($0)]
            }
            for spelling in parts[0].split(separator: ",") {
                regional[SyllableTable.packed(spelling), default: []] += meant
            }
        }
        self.regional = regional
    }

    /// Whether those two characters are one surname.
    func isCompound(_ first: UInt32, _ second: UInt32) -> Bool {
        compounds.contains(UInt64(first) << 32 | UInt64(second))
    }

    private static let surnameReadings = """
        单shan 仇qiu 解xie 曾zeng 查zha 任ren 盖ge 区ou 朴piao 尉yu 折she 缪miao 翟zhai 乐yue
        召shao 种chong 秘bi 冼xian 员yun 覃qin 洗xian 葛ge 祭zhai 能nai 车che 万wan 纪ji 宁ning
        石shi 石shi 卜bu 重chong 黑he 繁po 适kuo 句gou 阚kan 郗xi 郇xun 隗wei 贾jia 谌chen
        """

    private static let otherReadings = """
        单dan 曾ceng 查cha 盖gai 覃tan 翟di 乐le 行hang 长zhang 朝zhao 重zhong 茜xi 莎suo 娜nuo
        晟cheng 盛cheng 都dou 参can 传zhuan 相xiang 省sheng 还hai 奇ji 柏bo 伯bai 颉xie 琢zuo
        干qian 车ju 角jue 卡qia 朴pu 解jie 仇chou 隗kui 郇huan 尉wei 燕yan 华hua 藏zang 澄deng 哲zhe
        """

    private static let compounds = """
        欧阳 上官 司马 诸葛 尉迟 公孙 慕容 司徒 令狐 长孙 宇文 皇甫 夏侯 独孤 南宫 端木 百里
        东方 轩辕 万俟 闻人 澹台 呼延 西门 申屠 太史 公冶 淳于 钟离 濮阳
        """

    /// Spellings in Hong Kong, Taiwan, South-East Asia, Korea and overseas, and what they may mean.
    private static let regional = """
        wong:wang,huang hwang:huang tsai,choi,chua,chai,tsay:cai chow,chou,chau,joe:zhou lee,lei:li
        chiu,chew:zhao,qiu kuo,kwok,quek,kuok:guo hsu,hsue,hui,koh,khoo,shyu:xu chang,cheung,teo,chong:zhang
        chan,tan,ding,tran:chen lim,lam,ling,lum:lin ng,goh,woo,wu:wu,huang ong,heng:wang,huang
        loh,low,lo,law:luo,liu lau,liew,lew,low:liu yeung,yeo,yong,yeoh,young:yang
        leung,leong,neo,niu:liang tse,hsieh,chia,cheah,sia:xie ho,hoe,hor:he so,soh,su:su
        tsang,chan,tseng,tseang:zeng yip,yeh,yap,ip:ye lui,looi,lu,lyu:lu tang,teng,tung:deng
        kwan,kuan:guan fung,foong,pang:feng tong,tang,thong:tang,dong mak,mok:mai,mo
        szeto:situ auyeung:ouyang yuen,yuan,wan:yuan,ruan chu,choo,tzu:zhu,qu hu,woo,foo,oh:hu
        kao,ko,kou:gao kiang,kong,chiang,keung:jiang kung,koong:gong,kong chin,kam:jin,qian
        sun,suen,sng:sun sung,soong:song tam,tham,hom:tan shen,shum,sim,sum:shen,cen hsiao,siu,siew:xiao
        shih,sze,si:shi,si tai,tye,dye:dai tsui,chui,tsuei:cui,xu fan,hwan:fan mao,mo:mao
        pan,poon,phua,phoon:pan yao,yiu,yew:yao yen,yim,gan:yan liao,liu,leow:liao yin,wan,won:yin,wen
        tu,toh,to:du chung,cheong,choong:zhong,zhang chuang,chong:zhuang hung,ang,hoong:hong
        lai,luah:lai tseng,cheng,teh,tay,chang:zheng cheng,ching,thia:cheng
        """
}
