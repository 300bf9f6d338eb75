import Hangul
import Testing

@Suite struct TextFoldingSpaceTests {
    private static func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

    @Test(arguments: [
        ("", ""), ("   ", ""), ("  a \t\r\n b  ", "a b"), ("\u{3000}가\u{3000}나\u{3000}", "가 나"), ("a\u{A0}b", "a b"),
        ("a\u{2003}\u{2009}b", "a b"),
        ("가\u{3164}나", "가 나"), ("\u{3164}\u{2800}", ""), ("a\u{85}b", "a b"), ("a\u{2028}b", "a b"),
        (" \u{200B} a \u{FEFF} ", "a"),
    ])
    func whiteSpaceIsCollapsedAndTrimmed(text: String, expected: String) {
        #expect(Self.scalars(TextFolding.folded(text)) == Self.scalars(expected))
    }

    @Test(arguments: [
        ("e\u{301}", "é"), ("E\u{301}", "é"), ("a\u{301}\u{327}", "\u{E1}\u{327}"), ("か\u{3099}", "が"),
        ("ハ\u{309A}", "パ"),
        ("caf\u{65}\u{301}s", "cafés"), ("Ａ\u{301}", "á"), ("가\u{301}", "가\u{301}"), ("\u{301}a", "\u{301}a"),
        ("a \u{301}", "a \u{301}"), ("x\u{30C}\u{323}", "x\u{323}\u{30C}"),
    ])
    func combiningMarksJoinWhatStandsBeforeThem(text: String, expected: String) {
        #expect(Self.scalars(TextFolding.folded(text)) == Self.scalars(expected))
    }

    @Test func oneScalarMayBecomeManyWords() {
        #expect(TextFolding.folded("\u{FDFA}").split(separator: " ").count == 4)
        #expect(
            TextFolding.folded("\u{FDFA}\u{FDFA}").split(separator: " ").count == 7, "No space is made up between them")
    }

    @Test(arguments: [
        "가", "\u{1112}\u{1161}\u{11AB}", "Ａ", "a\u{301}", "👟", "\u{FDFA}", "가\u{301}", "ﾊﾟ", "가 ", "\u{200B}",
        "a\u{301}\u{327}",
    ])
    func tenThousandOfAnythingAreFoldedAtOnce(unit: String) {
        let long = String(repeating: unit, count: 10_000)
        let clock = ContinuousClock()
        var folded = ""
        let time = clock.measure { folded = TextFolding.folded(long) }
        #expect(time < .seconds(20))
        #expect(TextFolding.folded(folded) == folded)
        #expect(!folded.hasPrefix(" ") && !folded.hasSuffix(" "))
    }

    @Test func tenThousandMarksOnOneLetterAreFoldedAtOnce() {
        let long = "a" + String(repeating: "\u{301}\u{327}", count: 5_000)
        let time = ContinuousClock().measure { _ = TextFolding.folded(long) }
        #expect(time < .seconds(20))
    }

    @Test(arguments: [
        "운동화 270", "nike air-max 90", "12,000원", "(무타공) 30%", "東京タワー", "русский", "ㅇㄷㅎ", "½", "“책”", "c++",
    ])
    func foldedTextStays(text: String) {
        let folded = TextFolding.folded(text)
        #expect(Self.scalars(TextFolding.folded(folded)) == Self.scalars(folded))
    }
}
