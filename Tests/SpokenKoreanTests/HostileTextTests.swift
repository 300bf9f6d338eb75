import BlankSpaceTesting
import SpokenKorean
import Testing

@Suite("Any text is read")
struct HostileTextTests {
    private static let pieces: [String] = [
        "0", "1", "2", "9", "00", "12", "59,000", "3.5", "만", "천", "억", "백", "조", "원", "개", "명", "번", "시", "분", "월",
        "일", "대",
        "~", "-", "+", "/", ":", ".", ",", "%", "°C", "cm", "kg", "x", "×", "A", "S", "XL", "USB", "hello", "strength",
        "@", "a.b", ".com",
        "http://", "www.", " ", "  ", "\n", "(", ")", "[", "]", "](", "*", "_", "`", "```", "#", "> ", "|", "<b>", "<",
        "&amp;", "&", "★", "₩",
        "$", "→", "–", "😀", "ㅋㅋ", "ㄱ", "가", "에서", "까지", "은", "\u{FDFA}", "\u{200D}", "\u{0301}", "é", "①", "½", "㎖",
        "\"", "'", "0107",
        "010-1234-5678", "2026-11-26", "14:30", "1+1", "99999999999999999999", "\u{1100}", "日", "あ", "No.", "T", "Z",
        "번호", "부터",
    ]

    @Test("random mixtures come out bounded, without digits, letters or signs, and read the same again")
    func mixtures() {
        var random = SplitMix64(seed: 0x5EED)
        let reader = SpokenText(readings: ["USB": "유에스비", "a": "에이"])
        for _ in 0..<1_500 {
            let count = Int.random(in: 1...14, using: &random)
            let text = (0..<count).map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
            let spoken = reader.reading(of: text)
            #expect(spoken.unicodeScalars.count <= 40 * text.unicodeScalars.count + 40, "\(text)")
            let isClean = spoken.unicodeScalars.allSatisfy { scalar in
                !scalar.isASCII || [" ", ".", ",", "!", "?"].contains(scalar)
            }
            #expect(isClean, "\(text) gives \(spoken)")
            #expect(reader.reading(of: spoken) == spoken, "\(text)")
            _ = reader.reading(of: text, language: "en")
        }
    }

    @Test("random scalars do no harm")
    func scalars() {
        var random = SplitMix64(seed: 7)
        let reader = SpokenText()
        for _ in 0..<500 {
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...60, using: &random) {
                if let scalar = Unicode.Scalar(UInt32.random(in: 0...0x1_FFFF, using: &random)) { text.append(scalar) }
            }
            let spoken = reader.reading(of: String(text))
            #expect(reader.reading(of: spoken) == spoken, "\(String(text).unicodeScalars.map { $0.value })")
        }
    }

    @Test(
        "long runs of one sign end",
        arguments: [
            "1", "1,", "[", "[](", "<", "~", "-", "*", "(", "a", "A1", "&", "1~", "1x", "★", "@", "a@", "www.", "1.",
            "만",
        ])
    func runs(_ piece: String) {
        let text = String(repeating: piece, count: 20_000)
        let spoken = SpokenText().reading(of: text)
        #expect(spoken.unicodeScalars.count < 40 * SpokenText.maxScalars)
    }
}
