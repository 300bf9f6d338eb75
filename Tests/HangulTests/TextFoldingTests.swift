import Foundation
import Hangul
import Testing

@Suite struct TextFoldingTests {
    /// Scalars, since `==` on strings takes canonically equivalent texts for equal.
    private static func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

    @Test(arguments: [
        ("ＡＢＣ１２", "abc12"), ("ﬁne ﬀ ﬃ", "fine ff ffi"), ("㎏ ㎖ ㎡", "kg ml m2"), ("①②", "12"), ("Ⅳ", "iv"),
        ("㈜한글", "(주)한글"), ("℃", "°c"), ("™", "tm"), ("…", "..."), ("㍍", "メートル"), ("𝐀", "a"), ("，～", ",~"),
        ("￦1,000", "₩1,000"), ("ｶﾞ", "ガ"), ("ﾊﾝｸﾞﾙ", "ハングル"), ("NF‑R9", "nf-r9"),
    ])
    func compatibilityFormsBecomeTheirPlainOnes(text: String, expected: String) {
        #expect(Self.scalars(TextFolding.folded(text)) == Self.scalars(expected))
    }

    @Test(arguments: [
        ("ABC", "abc"), ("É", "é"), ("ÀÖØÞ", "àöøþ"), ("МОСКВА", "москва"), ("Σ", "σ"), ("ẞ", "ß"),
        ("İstanbul", "istanbul"),
        ("I\u{307}", "i"), ("ǅ", "dž"), ("Ω", "ω"), ("Å", "å"),
    ])
    func lettersBecomeLowerCase(text: String, expected: String) {
        #expect(Self.scalars(TextFolding.folded(text)) == Self.scalars(expected))
    }

    @Test(arguments: ["가방", "운동화 러닝화", "닭갈비 값", "뷁", "각낙닫", "힣"])
    func decomposedHangulIsComposed(text: String) {
        let decomposed = text.decomposedStringWithCanonicalMapping
        #expect(decomposed.unicodeScalars.count > text.unicodeScalars.count)
        #expect(Self.scalars(TextFolding.folded(decomposed)) == Self.scalars(text))
    }

    @Test func aFinalBehindAComposedSyllableJoinsIt() {
        #expect(Self.scalars(TextFolding.folded("가\u{11A8}방")) == Self.scalars("각방"))
        #expect(Self.scalars(TextFolding.folded("각\u{11A8}")) == Self.scalars("각\u{11A8}"), "A syllable has one final")
        #expect(Self.scalars(TextFolding.folded("\u{11A8}")) == [0x11A8])
    }

    @Test(arguments: ["ㅇㄷㅎ", "ㅋㅋㅋ", "ㅎㅏㄴ", "ㅠㅠ", "ㄳ", "ㆍ", "나이키 ㅇㄷㅎ"])
    func compatibilityJamoStay(text: String) {
        #expect(Self.scalars(TextFolding.folded(text)) == Self.scalars(text))
    }

    @Test(arguments: [
        ("👟운동화", "운동화"), ("운동화👟", "운동화"), ("☕커피", "커피"), ("❤️", ""), ("👨‍👩‍👧", ""), ("🇰🇷", ""), ("1️⃣", "1"), ("👍🏽굿", "굿"),
        ("⌚시계⏰", "시계"), ("★★★", ""), ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", ""),
    ])
    func emojiAreDropped(text: String, expected: String) {
        #expect(TextFolding.folded(text) == expected)
    }

    @Test(arguments: [("운동화🔥세일", "운동화 세일"), ("무료배송✓당일", "무료배송 당일"), ("가방 👜 지갑", "가방 지갑"), ("a🎉🎉b", "a b")])
    func emojiBetweenWordsKeepThemApart(text: String, expected: String) {
        #expect(TextFolding.folded(text) == expected)
    }

    @Test(arguments: [
        ("운\u{200B}동\u{FEFF}화", "운동화"), ("a\u{200D}b", "ab"), ("\u{AD}so\u{AD}ft", "soft"),
        ("a\u{202E}b\u{2066}c", "abc"),
        ("a\u{FE0F}b", "ab"), ("a\u{E0101}b", "ab"), ("가\u{115F}나", "가나"), ("가\u{1160}나", "가나"), ("a\u{34F}b", "ab"),
        ("\u{0}a\u{7}b\u{7F}", "ab"), ("a\u{FFFD}b\u{FFFC}", "ab"), ("a\u{E000}b", "ab"), ("e\u{200B}\u{301}", "é"),
    ])
    func whatCannotBeSeenIsDropped(text: String, expected: String) {
        #expect(Self.scalars(TextFolding.folded(text)) == Self.scalars(expected))
    }
}
