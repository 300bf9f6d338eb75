import Hangul
import Testing

@Suite struct NumberLimitsTests {
    private func parse(_ text: String, from: Int = 0, bareUnits: Bool = false) -> (value: Double, end: Int)? {
        NumberWords.parse(Array(text.unicodeScalars), from: from, bareUnits: bareUnits)
    }

    @Test func parsingBeginsWhereItIsTold() throws {
        let number = try #require(parse("가방 3만원", from: 3))
        #expect(number == (30_000, 5))
        #expect(parse("가방 3만원", from: 0) == nil)
        #expect(parse("3만", from: 2) == nil, "The end")
        #expect(parse("3만", from: 9) == nil, "Behind the end")
    }

    @Test func fifteenDigitsAreTheMost() {
        #expect(parse("999999999999999")?.value == 999_999_999_999_999)
        #expect(parse("1000000000000000") == nil)
        #expect(parse("999,999,999,999,999")?.end == 19)
        #expect(parse(String(repeating: "9", count: 10_000)) == nil)
        #expect(parse(String(repeating: "9", count: 10_000) + "만", bareUnits: true) == nil)
    }

    @Test func aLongFractionIsRead() throws {
        let number = try #require(parse("0." + String(repeating: "3", count: 5_000)))
        #expect(number.end == 5_002)
        #expect(abs(number.value - 1.0 / 3) < 1e-9)
    }

    @Test(arguments: ["만", "억", "천", "십", "이만", "1만 ", "만 오천 ", "3억", "1,000,"])
    func aLongChainHasAFiniteValue(unit: String) {
        let number = parse(String(repeating: unit, count: 3_000), bareUnits: true)
        #expect(number.map { $0.value.isFinite && $0.value >= 0 } ?? true)
    }

    @Test(arguments: [
        ("하나", 1), ("한", 1), ("첫", 1), ("첫째", 1), ("첫 번째", 1), ("첫번째", 1), ("둘", 2), ("두", 2), ("두 번째", 2), ("셋", 3),
        ("세", 3), ("석", 3), ("넷", 4), ("네", 4),
        ("다섯", 5), ("여섯", 6), ("일곱", 7), ("여덟", 8), ("아홉", 9), ("열", 10), ("스무", 20), ("스물", 20), ("세번째", 3),
        ("열 번째", 10),
    ])
    func nativeWordsCount(word: String, count: Int) { #expect(NumberWords.native(word) == count) }

    /// 이번 is this time.
    @Test(arguments: ["", " ", "이번", "가방", "하나요", "두유", "세트", "3", "이", "삼", "한한", "열쇠", "네일", "三"])
    func otherWordsDoNotCount(word: String) { #expect(NumberWords.native(word) == nil) }

    @Test func aSubstringCountsToo() { #expect(NumberWords.native("두개".dropLast()) == 2) }
}
