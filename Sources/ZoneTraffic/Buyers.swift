import ZoneCore

/// Invented buyers, computed from their number; none is stored.
///
/// ID numbers have the form and the check digit of GB 11643, but name districts that do not exist
/// (110160 to 110179): no person holds one. Telephone numbers begin with 140, which is not given to
/// people, and the town of the addresses is invented.
struct Buyers {
    /// First of the ID numbers of this seed.
    private let offset: Int

    private static let surnames = Array(
        "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢".utf8)
    private static let givenNames = Array(
        "若晨雨桐梓涵欣怡思远子墨亦凡诗语嘉言明轩浩然书瑶静姝清越知遥安澜景行一诺可馨乐天允和文博佳宁沐阳".utf8)
    private static let roads = Array("星海观澜听涛望湖采薇长歌明月临风沧浪扬帆".utf8)
    private static let estates = Array("翠竹锦绣春晓映雪云锦枫林花溪碧水金桂银杏".utf8)

    static let countMax = districtCount * birthDayCount * serialCount
    private static let districtCount = 20
    /// Births from 1955-01-01 to 2004-12-31.
    private static let birthDayCount = 18_263
    private static let firstBirth = Day(number: -5479)
    private static let serialCount = 999

    init(seed: UInt64) {
        self.offset = Int(
            truncatingIfNeeded:
                SplitMix64.mixed(seed ^ Stream.buyer.rawValue) % UInt64(Self.countMax))
    }

    /// The buyer's ID number with a valid check digit; two buyers never share one.
    func putIDNumber(of buyer: Int, isWrong: Bool, to bytes: inout [UInt8]) {
        // 104,729 is prime and divides none of the three counts: the product is a permutation.
        var rest = (buyer * 104_729 + offset) % Self.countMax
        let serial = rest % Self.serialCount + 1
        rest /= Self.serialCount
        let (year, month, day) = Self.firstBirth.adding(days: rest % Self.birthDayCount).date
        let start = bytes.count
        bytes.put(110_160 + rest / Self.birthDayCount)
        bytes.put(year * 10_000 + month * 100 + day)
        bytes.put(serial, width: 3)
        let check = bytes.withUnsafeBufferPointer {
            CheckDigit.residentID(UnsafeBufferPointer(rebasing: $0[start...]))
        }
        let right = check ?? 0x30
        guard isWrong else {
            bytes.append(right)
            return
        }
        bytes.append(right == 0x58 || right == 0x39 ? 0x30 : right + 1)
    }

    /// Name `variant` 0 is the buyer's own; others are those of people the buyer sends parcels to.
    func putName(of buyer: Int, variant: UInt64, to bytes: inout [UInt8]) {
        let draw = Self.draw(buyer, 1 &+ variant)
        bytes.put(character: Int(draw & 0xFF), of: Self.surnames)
        bytes.put(character: Int(draw >> 8 & 0xFFFF), of: Self.givenNames)
        if draw >> 24 & 7 > 0 {
            bytes.put(character: Int(draw >> 32 & 0xFFFF), of: Self.givenNames)
        }
    }

    /// Eleven digits, from 140.
    func putTelephone(of buyer: Int, variant: UInt64, to bytes: inout [UInt8]) {
        bytes.put("140")
        bytes.put(Int(Self.draw(buyer, 11 &+ variant) % 100_000_000), width: 8)
    }

    func putAddress(of buyer: Int, variant: UInt64, to bytes: inout [UInt8]) {
        let draw = Self.draw(buyer, 21 &+ variant)
        bytes.put("示范省云港市海州新区")
        bytes.put(character: Int(draw & 0xFF), of: Self.roads)
        bytes.put(character: Int(draw >> 8 & 0xFF), of: Self.roads)
        bytes.put("路")
        bytes.put(Int(draw >> 16 & 0x3FF) % 800 + 1)
        bytes.put("号")
        bytes.put(character: Int(draw >> 28 & 0xFF), of: Self.estates)
        bytes.put("苑")
        bytes.put(Int(draw >> 36 & 0xFF) % 30 + 1)
        bytes.put("幢")
        bytes.put((Int(draw >> 44 & 0xFF) % 18 + 1) * 100 + Int(draw >> 52 & 0xF) % 6 + 1)
        bytes.put("室")
    }

    private static func draw(_ buyer: Int, _ use: UInt64) -> UInt64 {
        SplitMix64.mixed(UInt64(truncatingIfNeeded: buyer) &* 0x9E37_79B9_7F4A_7C15 &+ use)
    }
}
