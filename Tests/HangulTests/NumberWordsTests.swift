import Hangul
import Testing

@Suite struct NumberWordsTests {
    private func parse(_ text: String, from: Int = 0, bareUnits: Bool = false) -> (value: Double, end: Int)? {
        NumberWords.parse(Array(text.unicodeScalars), from: from, bareUnits: bareUnits)
    }

    /// What is read, and how much of the text behind it is left.
    @Test(arguments: [
        ("12,000", 12_000.0, ""), ("12,000원", 12_000, "원"), ("1,234,567", 1_234_567, ""), ("12000", 12_000, ""),
        ("1.5", 1.5, ""), ("0", 0, ""),
        ("1.5만", 15_000, ""), ("3만5천", 35_000, ""), ("2만 5천", 25_000, ""), ("2만5천원", 25_000, "원"),
        ("2만5000", 25_000, ""),
        ("2만 5000원", 25_000, "원"), ("3백", 300, ""), ("3천5백", 3_500, ""), ("1만 2천 3백", 12_300, ""),
        ("1억2천만", 120_000_000, ""),
        ("1,000만", 10_000_000, ""), ("3 만원", 30_000, "원"), ("2만원", 20_000, "원"), ("0.5억", 50_000_000, ""),
    ])
    func figuresWithUnits(text: String, value: Double, rest: String) throws {
        for bareUnits in [false, true] {
            let number = try #require(parse(text, bareUnits: bareUnits))
            #expect(number.value == value)
            #expect(number.end == text.unicodeScalars.count - rest.unicodeScalars.count)
        }
    }

    @Test(arguments: [
        ("이만오천", 25_000.0, ""), ("만오천", 15_000, ""), ("십오만", 150_000, ""), ("십만 이하", 100_000, " 이하"),
        ("천오백원", 1_500, "원"), ("백오십", 150, ""),
        ("오천원", 5_000, "원"), ("이만 오천", 25_000, ""), ("만 오천", 15_000, ""), ("구십구만구천구백", 999_900, ""),
        ("사천이백", 4_200, ""), ("일억", 100_000_000, ""),
        ("삼십", 30, ""), ("이십오", 25, ""), ("이십사 인치", 24, " 인치"), ("이십사인치", 24, "인치"), ("삼만이천오원", 32_005, "원"),
        ("오만 원", 50_000, " 원"),
        ("육만", 60_000, ""), ("백만 원", 1_000_000, " 원"),
    ])
    func wordsWithUnits(text: String, value: Double, rest: String) throws {
        for bareUnits in [false, true] {
            let number = try #require(parse(text, bareUnits: bareUnits))
            #expect(number.value == value)
            #expect(number.end == text.unicodeScalars.count - rest.unicodeScalars.count)
        }
    }

    @Test(arguments: [
        ("만원", 10_000.0), ("천원", 1_000), ("백원", 100), ("백만", 1_000_000), ("만", 10_000), ("십만원", 100_000),
        ("억", 100_000_000),
    ])
    func aUnitAloneCountsWhereItIsAskedFor(text: String, value: Double) {
        #expect(parse(text, bareUnits: true)?.value == value)
    }

    @Test(arguments: ["만원", "천원", "백원", "만", "천", "백", "십"])
    func aUnitAloneIsNoNumberElsewhere(text: String) { #expect(parse(text) == nil) }

    @Test(arguments: [
        "이불", "오일", "사료", "일기장", "구두", "이어폰", "삼계탕", "오이", "육포", "칠판", "팔찌", "일", "이", "원피스", "", " ", " 3만", "가방",
        "-5", ",000", ".5", "３",
    ])
    func wordsThatBeginLikeADigitAreNoNumbers(text: String) {
        #expect(parse(text) == nil)
        #expect(parse(text, bareUnits: true) == nil)
    }

    @Test(arguments: ["만년필", "천연", "백팩", "만두", "천막", "십자수", "만화", "억새", "백일홍", "천사", "백만송이", "천이 좋은", "만능"])
    func wordsThatBeginLikeAUnitAreNoNumbers(text: String) { #expect(parse(text) == nil) }

    @Test(arguments: [
        ("3만 270", 30_000.0, 2), ("3만 270mm", 30_000, 2), ("3만 2개", 30_000, 2), ("3만 원피스", 30_000, 2),
        ("3만만", 30_000, 2), ("1,23", 1, 1), ("1..5", 1, 1),
        ("1.5.2", 1.5, 3), ("3만 ", 30_000, 2), ("5천 이불", 5_000, 2), ("3만 오일", 30_000, 2), ("2만, 3만", 20_000, 2),
        ("270 3만", 270, 3), ("3.", 3, 1),
        ("3만이불", 30_000, 2),
    ])
    func whatIsNoPartOfTheNumberStops(text: String, value: Double, end: Int) throws {
        let number = try #require(parse(text))
        #expect(number.value == value)
        #expect(number.end == end)
    }
}
