import BlankSpaceTesting
import Hangul
import Testing

@Suite struct JamoTests {
    private static func string(_ scalars: [Unicode.Scalar]) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    @Test(arguments: [
        ("등산", "ㄷㅡㅇㅅㅏㄴ"), ("가", "ㄱㅏ"), ("힣", "ㅎㅣㅎ"), ("값", "ㄱㅏㅄ"), ("과", "ㄱㅘ"), ("뷁", "ㅂㅞㄺ"), ("까", "ㄲㅏ"), ("있", "ㅇㅣㅆ"),
        ("의", "ㅇㅢ"),
        ("", ""), ("a1 가!", "a1 ㄱㅏ!"), ("ㅋㅋ", "ㅋㅋ"), ("東", "東"), ("나이키x", "ㄴㅏㅇㅣㅋㅣx"),
    ])
    func unitsAreTheLettersOfEachSyllable(text: String, expected: String) {
        #expect(Self.string(Jamo.units(of: text)) == expected)
    }

    @Test(arguments: [
        ("운동화", "ㅇㄷㅎ"), ("텀블러", "ㅌㅂㄹ"), ("빨래 건조대", "ㅃㄹ ㄱㅈㄷ"), ("usb 케이블", "usb ㅋㅇㅂ"), ("ㅇㄷㅎ", "ㅇㄷㅎ"), ("", ""),
        ("😀가", "😀ㄱ"),
        ("쌍꺼풀", "ㅆㄲㅍ"),
    ])
    func initialsAreTheFirstLetterOfEachSyllable(text: String, expected: String) {
        #expect(Jamo.initials(of: text) == expected)
    }

    @Test(arguments: ["ㅇㄷㅎ", "ㅋㅋ", "ㅇㄷㅎ ㅌㅂㄹ", " ㄱ ㄴ ", "ㄲㄸ", "ㄱㅅ"])
    func twoOrMoreConsonantsAreInitials(text: String) { #expect(Jamo.isInitials(text)) }

    @Test(arguments: ["", " ", "ㅇ", "ㅇ ", "ㅏㅏ", "ㅇㄷㅏ", "ㅇㄷ화", "ㅇㄷㅎ1", "abc", "ㅇ-ㄷ", "\u{1100}\u{1103}", "ㅇ\tㄷ"])
    func anythingElseIsNoInitials(text: String) { #expect(!Jamo.isInitials(text)) }

    @Test(arguments: [
        ("ㅇㅜㄴㄷㅗㅇㅎㅘ", "운동화"), ("ㅇㅜㄴㄷㅗㅇㅎㅗㅏ", "운동화"), ("ㄱㅏㅂㅅ", "값"), ("ㄱㅏㅂㅅㅣ", "갑시"), ("ㄷㅏㄹㄱ", "닭"), ("ㄷㅏㄹㄱㅣ", "달기"),
        ("ㄱㅏㄳㅣ", "각시"),
        ("ㅂㅜㅔㄹㄱ", "뷁"), ("ㅇㅡㅣ", "의"), ("ㄱㅏㄲㅏ", "가까"), ("ㅇㅣㅆㅓ", "이써"), ("ㅇㅣㅆㅇㅓ", "있어"), ("ㄱㅏㄸㅏ", "가따"), ("ㄱㅏㅃ", "가ㅃ"),
        ("ㅋㅋㅋ", "ㅋㅋㅋ"), ("ㅏㅏ", "ㅏㅏ"), ("ㅗㅏ", "ㅘ"), ("ㄱㅏㅏ", "가ㅏ"), ("ㄳㅏ", "ㄳㅏ"), ("", ""), ("ㄱㅏ ㄴㅏ", "가 나"),
        ("ㄱ1ㅏ", "ㄱ1ㅏ"),
        ("가ㄱ", "가ㄱ"), ("ㄱㅏabㄴ", "가abㄴ"), ("ㄱㅏㄱㄱ", "각ㄱ"), ("ㄱㅏㄳㅅ", "갃ㅅ"),
    ])
    func composingFollowsTheKeyboard(letters: String, expected: String) {
        #expect(Jamo.composed(letters.unicodeScalars) == expected)
    }

    @Test func everySyllableComesBackFromItsUnits() {
        for value in UInt32(0xAC00)...0xD7A3 {
            guard let scalar = Unicode.Scalar(value) else { continue }
            #expect(Jamo.composed(Jamo.units(of: String(scalar))) == String(scalar))
        }
    }

    @Test func wordsOfAnyTwoSyllablesComeBackFromTheirUnits() {
        var random = SplitMix64(seed: 7)
        for _ in 0..<20_000 {
            let word = Self.string(
                (0..<2).compactMap { _ in Unicode.Scalar(UInt32.random(in: 0xAC00...0xD7A3, using: &random)) })
            #expect(Jamo.composed(Jamo.units(of: word)) == word)
        }
    }
}
