import SpokenKorean
import Testing

private let korean = SpokenText(readings: ["Aurora Lab": "오로라랩"])

@Suite("Korean as it is said")
struct ReadingTests {
    @Test("prices", arguments: FiguresTable.prices) func prices(_ row: Case) { check(row) }
    @Test("counters with native numbers", arguments: FiguresTable.nativeCounters) func native(_ row: Case) {
        check(row)
    }
    @Test("counters with Sino-Korean numbers", arguments: FiguresTable.sinoCounters) func sino(_ row: Case) {
        check(row)
    }
    @Test("ordinals", arguments: FiguresTable.ordinals) func ordinals(_ row: Case) { check(row) }
    @Test("percent and decimals", arguments: FiguresTable.percentAndDecimals) func decimals(_ row: Case) { check(row) }
    @Test("units", arguments: FiguresTable.units) func units(_ row: Case) { check(row) }
    @Test("ranges, offers, ratios", arguments: FiguresTable.relations) func relations(_ row: Case) { check(row) }
    @Test("dates and times", arguments: WordsTable.datesAndTimes) func dates(_ row: Case) { check(row) }
    @Test("telephone and order numbers", arguments: WordsTable.telephoneAndOrders) func codes(_ row: Case) {
        check(row)
    }
    @Test("sizes", arguments: WordsTable.sizes) func sizes(_ row: Case) { check(row) }
    @Test("model names", arguments: WordsTable.modelNames) func models(_ row: Case) { check(row) }
    @Test("Latin words", arguments: WordsTable.latinWords) func latin(_ row: Case) { check(row) }
    @Test("addresses", arguments: WordsTable.addresses) func addresses(_ row: Case) { check(row) }
    @Test("markup, emoji and signs", arguments: WordsTable.markupAndSigns) func markup(_ row: Case) { check(row) }
    @Test("whole sentences", arguments: WordsTable.sentences) func sentences(_ row: Case) { check(row) }

    private func check(_ row: Case) {
        let spoken = korean.reading(of: row.written)
        #expect(spoken == row.spoken)
        // What is said is read the same again.
        #expect(korean.reading(of: spoken) == spoken)
    }

    @Test("lines become sentences, a table's columns pauses, code is left out")
    func lines() {
        let text = """
            # 추천
            - 첫째
            - 둘째!
            | 이름 | 가격 |
            |---|---|
            | 부츠 | 59,000원 |
            ```
            let x = 1
            ```
            끝
            """
        #expect(
            korean.reading(of: text) == "추천. 첫째. 둘째! 이름, 가격, 부츠, 오만 구천 원, 끝")
    }

    @Test("a shop's own readings win, whatever their case, and only as whole words")
    func ownReadings() {
        let text = SpokenText(readings: ["SALE": "쎄일", "x1 pro": "엑스원 프로", "bad": "b4d", "": "빈칸"])
        #expect(text.reading(of: "Sale 중") == "쎄일 중")
        #expect(text.reading(of: "sales") != "쎄일s")
        #expect(text.reading(of: "X1 Pro를") == "엑스원 프로를")
        #expect(text.reading(of: "bad") == "배드" || text.reading(of: "bad") == "바드")
    }

    @Test(
        "other languages keep their words and numbers",
        arguments: [
            ("en", "The **boots** cost $59.90 😀 at https://a.b/c today!!", "The boots cost $59.90 at today!"),
            ("en-US", "3 items, 30% off", "3 items, 30% off"),
            ("ja", "こんにちは。３個あります", "こんにちは. 3個あります"),
            ("zh", "你好👋", "你好"),
        ])
    func otherLanguages(_ language: String, _ written: String, _ spoken: String) {
        #expect(korean.reading(of: written, language: language) == spoken)
    }

    @Test(
        "what cannot be said is empty", arguments: ["", "   ", "😀👍", "```\ncode\n```", "***", "\u{200B}\u{3164}", "()"])
    func nothing(_ written: String) {
        #expect(korean.reading(of: written) == "")
        #expect(korean.reading(of: written, language: "en") == "")
    }
}
