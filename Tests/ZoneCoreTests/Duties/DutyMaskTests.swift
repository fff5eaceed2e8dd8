import Testing
import ZoneCore

@Suite struct DutyMaskTests {
    @Test(arguments: [
        (DutyMask.full, "张三", "张三"), (.name, "张三丰", "张**"), (.name, "张", "*"),
        (.identity, "110101199003078515", "110101************"), (.identity, "110101", "******"),
        (.phone, "13800138000", "138********"), (.phone, "138", "***"), (.phone, "", ""),
        (.address, "浙江省杭州市西湖区一号", "浙江省杭州市***"), (.address, "市", "***"),
        (.address, "大理白族自治州某县某村", "大理白族自治州***"),
        (.address, "somewhere 5", "***"), (.address, "", ""),
    ])
    func masks(mask: DutyMask, value: String, masked: String) {
        #expect(mask.masked(value) == masked)
    }

    /// Whatever the value, a mask never lets its end through.
    @Test func theEndIsAlwaysHidden() {
        for mask in DutyMask.allCases where mask != .full {
            for count in 1..<40 {
                let value = String((0..<count).map { _ in "中" }) + "末"
                #expect(!mask.masked(value).contains("末"))
            }
        }
    }
}
