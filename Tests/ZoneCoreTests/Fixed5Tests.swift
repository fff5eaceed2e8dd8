import Testing
import ZoneCore

@Suite struct Fixed5Tests {
    @Test(arguments: [
        ("0", 0), ("1", 100_000), ("-1", -100_000), ("+5", 500_000), (".5", 50_000),
        ("5.", 500_000), ("0.00001", 1), ("561.89", 56_189_000), ("12.3400000", 1_234_000),
        ("92233720368547.75807", Int64.max),
    ])
    func readsDecimals(_ text: String, _ units: Int64) {
        #expect(Fixed5(text)?.units == units)
    }

    @Test(arguments: ["", ".", "-", "1e3", "1,5", " 1", "0.000001", "92233720368547.75808", "--1"])
    func refusesWhatIsNone(_ text: String) {
        #expect(Fixed5(text) == nil)
    }

    @Test func printsTheShortestForm() {
        #expect(Fixed5(units: 1_234_000).description == "12.34")
        #expect(Fixed5(units: -1).description == "-0.00001")
        #expect(Fixed5(7).description == "7")
    }

    @Test func roundsToFenHalfUp() {
        #expect(Fixed5("0.005")?.fen == Fen(1))
        #expect(Fixed5("0.00499")?.fen == Fen(0))
        #expect(Fixed5("-0.005")?.fen == Fen(-1))
    }

    @Test func multipliesExactlyOrNotAtAll() {
        #expect(Fixed5(3).times(Fixed5(units: 33_333)) == Fixed5(units: 99_999))
        #expect(Fixed5(units: .max).times(Fixed5(2)) == nil)
        #expect(Fixed5(units: .max).plus(Fixed5(units: 1)) == nil)
        #expect(Fixed5(units: .min).minus(Fixed5(units: 1)) == nil)
    }

    @Test func whatIsPrintedIsReadAgain() {
        var units: Int64 = 1
        for _ in 0..<1000 {
            units = (units &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407) >> 3
            #expect(Fixed5(Fixed5(units: units).description)?.units == units)
        }
    }
}

@Suite struct DayTests {
    @Test(arguments: [
        ("1970-01-01", 0), ("20000229", 11_016), ("2026-11-23", 20_780), ("19691231", -1),
    ])
    func knowsTheCalendar(_ text: String, _ number: Int32) {
        let day = Day(text)
        #expect(day?.number == number)
        #expect(day?.compact == text.filter { $0 != "-" })
    }

    @Test(arguments: ["20230229", "20261301", "20260431", "2026-1-1", "", "00000101", "202601011"])
    func refusesDaysNoCalendarHas(_ text: String) {
        #expect(Day(text) == nil)
    }

    @Test func everyDayOfFourCenturiesIsFollowedByTheNext() {
        var day = Day(year: 1900, month: 1, day: 1)!
        for _ in 0..<146_097 {
            let next = day.adding(days: 1)
            let (year, month, date) = next.date
            #expect(Day(year: year, month: month, day: date) == next)
            day = next
        }
        #expect(day == Day(year: 2300, month: 1, day: 1))
    }

    @Test func timestampsAreWrittenInChina() {
        let time = Timestamp(ms: 1_795_477_130_345)
        #expect(time.text17 == "20261124073850345")
        #expect(time.text14 == "20261124073850")
        #expect(time.iso8601 == "2026-11-24T07:38:50.345+08:00")
        #expect(time.day == Day("2026-11-24"))
        #expect(Timestamp(ms: -28_800_001).day == Day("1969-12-31"))
    }
}

@Suite struct CheckDigitTests {
    private func residentID(_ digits: String) -> String? {
        Array(digits.utf8).withUnsafeBufferPointer { CheckDigit.residentID($0) }
            .map { String(UnicodeScalar($0)) }
    }

    private func socialCredit(_ code: String) -> String? {
        Array(code.utf8).withUnsafeBufferPointer { CheckDigit.socialCredit($0) }
            .map { String(UnicodeScalar($0)) }
    }

    /// The example of GB 11643-1999 itself, and digits that end in each check character.
    @Test func residentIDs() {
        #expect(residentID("11010519491231002") == "X")
        #expect(residentID("44052418800101001") == "4")
        #expect(residentID("1101051949123100") == nil)
        #expect(residentID("1101051949123100A") == nil)
    }

    @Test func socialCreditCodes() {
        for value in 0..<31 {
            let character = CheckDigit.socialCreditCharacter(value)
            #expect(CheckDigit.socialCreditValue(character) == value)
        }
        for letter in "IOSVZ".utf8 { #expect(CheckDigit.socialCreditValue(letter) == nil) }
        #expect(socialCredit("91110164MA0222718") == "2")
        #expect(socialCredit("91110164MA022271I") == nil)
    }
}
