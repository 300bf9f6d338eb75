import Assistant
import BlankSpaceTesting
import Testing

@Suite struct SentenceCutterTests {
    private func cut(_ text: String, _ pieces: [String]) -> [String] {
        var cutter = SentenceCutter()
        var out = pieces.flatMap { cutter.take($0) }
        if let rest = cutter.finish() { out.append(rest) }
        return out
    }

    private func cut(_ text: String) -> [String] { cut(text, [text]) }

    private func trimmed(_ text: String) -> [String] {
        cut(text).map { sentence in
            String(sentence.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
        }
    }

    @Test(arguments: [
        ("가격은 59,000원이에요. 방수가 돼요!", ["가격은 59,000원이에요.", "방수가 돼요!"]),
        ("두께는 3.5cm예요. 무게는 1.2kg입니다.", ["두께는 3.5cm예요.", "무게는 1.2kg입니다."]),
        ("추천드려요.다음은 둘째예요.", ["추천드려요.", "다음은 둘째예요."]),
        ("음... 잠시만요… 네.", ["음...", "잠시만요…", "네."]),
        ("어떠세요?! 좋아요~", ["어떠세요?!", "좋아요~"]),
        ("https://a.kr/b.c 를 보세요. 끝.", ["https://a.kr/b.c 를 보세요.", "끝."]),
        ("- 첫째 상품\n- 둘째 상품\n", ["- 첫째 상품", "- 둘째 상품"]),
        ("1. 백팩: 5만원\n2. 토트백", ["1. 백팩: 5만원", "2. 토트백"]),
        ("It costs $12.50. See e.g. the bag. OK!", ["It costs $12.50.", "See e.g. the bag.", "OK!"]),
        ("価格は100円です。防水です！", ["価格は100円です。", "防水です！"]),
        ("价格是100元。防水吗？是。", ["价格是100元。", "防水吗？", "是。"]),
        ("“비가 와요. 젖지 않아요.”라고 해요. 끝.", ["“비가 와요. 젖지 않아요.”라고 해요.", "끝."]),
        ("좋아요! 👍 다음이에요.", ["좋아요!", "👍 다음이에요."]),
        ("", []), ("  \n ", []), ("마침표 없이", ["마침표 없이"]),
    ])
    func sentencesEndWhereTheyEnd(text: String, sentences: [String]) {
        #expect(trimmed(text) == sentences)
    }

    static let texts = [
        "가격은 59,000원이에요. 두께는 3.5cm예요!\n- 첫째… “네. 네.”라고 해요. 👩‍👩‍👧 좋아요.防水です。끝", "a.b.c. d... e?! f\r\n\r\ng 1.5. 2. 3",
        "((([[[ 닫히지 않아요. 그래도 끝나요. \n 다음.", String(repeating: "끝없이 ", count: 600),
    ]

    @Test(arguments: texts) func theSentencesJoinedAreTheText(_ text: String) {
        #expect(cut(text).joined() == text)
    }

    @Test(arguments: texts) func whereThePiecesEndMakesNoDifference(_ text: String) {
        let whole = cut(text)
        #expect(cut(text, text.unicodeScalars.map { String($0) }) == whole)
        for seed in 1...20 {
            var random = SplitMix64(seed: UInt64(seed))
            var pieces: [String] = []
            var rest = Array(text.unicodeScalars)
            while !rest.isEmpty {
                let count = Int.random(in: 1...min(9, rest.count), using: &random)
                pieces.append(rest.prefix(count).map { String($0) }.joined())
                rest.removeFirst(count)
            }
            #expect(cut(text, pieces) == whole)
        }
    }

    @Test func aSentenceThatNeverEndsIsCut() {
        let sentences = cut(String(repeating: "가", count: 5_000))
        #expect(sentences.allSatisfy { $0.unicodeScalars.count <= SentenceCutter.longest })
    }

    @Test func aSentenceIsThereAsSoonAsItIsKnownToEnd() {
        var cutter = SentenceCutter()
        #expect(cutter.take("가격은 59,000원이에요.").isEmpty)
        #expect(cutter.take(" ") == ["가격은 59,000원이에요."])
        #expect(cutter.take("방수예요\n").count == 1)
    }
}
