import BlankSpaceTesting
import Hangul
import Testing

@Suite struct TypoDistanceTests {
    private func distance(_ a: String, _ b: String, limit: Double = 10) -> Double? {
        TypoDistance.between(Jamo.units(of: a), Jamo.units(of: b), limit: limit)
    }

    @Test(arguments: [
        ("니뜨", "니트", 0.5), ("갸디건", "가디건", 0.5), ("켐핑", "캠핑", 0.5), ("새탁기", "세탁기", 0.5), ("텀불러", "텀블러", 0.5),
        ("빽팩", "백팩", 0.5),
        ("세탁기", "새탁끼", 1), ("의자", "이자", 0.5), ("쇼핑", "소핑", 0.5),
    ])
    func whatSoundsAlikeCostsHalf(typed: String, meant: String, expected: Double) {
        #expect(distance(typed, meant) == expected)
    }

    @Test(arguments: [
        ("등산와", "등산화", 1.0), ("가", "각", 1), ("운도화", "운동화", 1), ("운동하", "운동화", 1), ("가방", "나방", 1), ("ㅏㄱ", "ㄱㅏ", 1),
        ("기방", "가방", 1),
        ("ㅇㅜㄴㅗㄷㅇㅎㅘ", "운동화", 1), ("운화동", "운동화", 4),
    ])
    func aSlipCostsOne(typed: String, meant: String, expected: Double) {
        #expect(distance(typed, meant) == expected)
    }

    @Test(arguments: [
        ("nkie", "nike", 1.0), ("nikee", "nike", 1), ("mike", "nike", 1), ("nke", "nike", 1), ("abc", "xyz", 3),
        ("ca", "abc", 3), ("kitten", "sitting", 3),
        ("", "abc", 3), ("abc", "", 3), ("", "", 0), ("nike", "nike", 0), ("나이키", "nike", 6),
    ])
    func latinWordsAreComparedByLetters(typed: String, meant: String, expected: Double) {
        #expect(distance(typed, meant) == expected)
    }

    @Test(arguments: [
        ("켐핑", "캠핑", 0.5), ("등산와", "등산화", 1), ("nkie", "nike", 1), ("", "ab", 2), ("abc", "xyz", 3), ("운화동", "운동화", 4),
    ])
    func theLimitItselfIsWithinTheLimit(typed: String, meant: String, limit: Double) {
        #expect(distance(typed, meant, limit: limit) == limit)
        #expect(distance(typed, meant, limit: limit - 0.5) == nil)
        #expect(distance(typed, meant, limit: 0) == nil)
    }

    @Test func equalWordsAreWithinEveryLimit() {
        #expect(distance("가방", "가방", limit: 0) == 0)
        #expect(distance("", "", limit: 0) == 0)
        #expect(distance("가방", "가방", limit: -1) == nil)
    }

    @Test func distanceIsSymmetricAndTheLimitDoesNotChangeIt() {
        var random = SplitMix64(seed: 11)
        let letters = Array("ㄱㄲㅋㄷㄸㅏㅑㅓㅔㅐㅗㅜab".unicodeScalars)
        func word() -> [Unicode.Scalar] {
            (0..<Int.random(in: 0...7, using: &random)).map { _ in letters.randomElement(using: &random) ?? "ㄱ" }
        }
        for _ in 0..<5_000 {
            let (a, b) = (word(), word())
            let whole = TypoDistance.between(a, b, limit: 100)
            #expect(whole == TypoDistance.between(b, a, limit: 100))
            for limit in [0, 0.5, 1, 1.5, 2, 3] {
                #expect(TypoDistance.between(a, b, limit: limit) == whole.flatMap { $0 <= limit ? $0 : nil })
            }
        }
    }
}
