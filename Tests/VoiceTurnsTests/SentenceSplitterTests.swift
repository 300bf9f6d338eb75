import BlankSpaceTesting
import Testing
import VoiceTurns

@Suite("Sentences of a text that comes bit by bit")
struct SentenceSplitterTests {
    private func split(_ text: String, by size: Int) -> [String] {
        var splitter = SentenceSplitter()
        var sentences: [String] = []
        var rest = Array(text)[...]
        while !rest.isEmpty {
            sentences += splitter.take(String(rest.prefix(size)))
            rest = rest.dropFirst(size)
        }
        if let last = splitter.finish() { sentences.append(last) }
        return sentences
    }

    @Test(
        "are cut at their ends and nowhere else",
        arguments: [
            ("부츠를 찾았어요. 가격은 59,000원이에요! 더 볼까요?", ["부츠를 찾았어요.", "가격은 59,000원이에요!", "더 볼까요?"]),
            ("평점 4.5점이에요. 좋아요.", ["평점 4.5점이에요.", "좋아요."]),
            ("1. 부츠\n2. 구두", ["1. 부츠", "2. 구두"]),
            ("shop.example.com에서 보세요.", ["shop.example.com에서 보세요."]),
            ("“정말요?!” 네.", ["“정말요?!”", "네."]),
            ("長靴です。安いです！", ["長靴です。", "安いです！"]),
            ("끝이 없는 글", ["끝이 없는 글"]),
            ("", []), ("  \n ", []),
        ])
    func ends(_ text: String, _ sentences: [String]) {
        for size in 1...7 { #expect(split(text, by: size) == sentences) }
    }

    @Test("a sentence goes out as soon as what follows shows that it is finished")
    func promptness() {
        var splitter = SentenceSplitter()
        #expect(splitter.take("첫 문장.") == [])
        #expect(splitter.take(" 둘") == ["첫 문장."])
        #expect(splitter.finish() == "둘")
    }

    @Test("no character is lost, however the text is cut, and no sentence is endless")
    func nothingLost() {
        var random = SplitMix64(seed: 11)
        let pieces = ["가", "a", ".", "!", "?", "。", " ", "\n", "3", ",", "\"", ")", "…", "No", "나비", "👍"]
        for _ in 0..<500 {
            let text = (0..<Int.random(in: 0...400, using: &random)).map { _ in
                pieces.randomElement(using: &random) ?? ""
            }.joined()
            let sentences = split(text, by: Int.random(in: 1...9, using: &random))
            #expect(sentences.joined().filter { !$0.isWhitespace } == text.filter { !$0.isWhitespace })
            #expect(sentences.allSatisfy { $0.count <= SentenceSplitter.maxLength + 40 })
        }
    }
}
