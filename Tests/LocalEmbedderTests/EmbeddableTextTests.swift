import BlankSpaceTesting
import Foundation
import LocalEmbedder
import Testing

/// Whether the engine can take it: the promises of `EmbeddableText`.
private func isSafe(_ text: EmbeddableText) -> Bool {
    let value = text.value
    let normalized = value.precomposedStringWithCompatibilityMapping
    return value.unicodeScalars.count <= EmbeddableText.maximumScalars
        && value.utf8.count <= EmbeddableText.maximumBytes
        && normalized.unicodeScalars.elementsEqual(value.unicodeScalars)
        && !value.unicodeScalars.contains { $0.properties.generalCategory == .control }
        && !value.hasPrefix(" ") && !value.hasSuffix(" ")
}

@Suite struct EmbeddableTextTests {
    @Test("keeps ordinary text as it is", arguments: ["", "운동화", "sneakers", "여성용 러닝화 3만원대", "靴 スニーカー", "👟"])
    func ordinary(_ text: String) {
        #expect(EmbeddableText(text).value == text)
    }

    @Test(
        "normalizes, folds white space and drops controls",
        arguments: [
            ("ＮＩＫＥ　운동화", "NIKE 운동화"), ("  a \n\t b\u{0}c\u{7F} ", "a b c"), ("①㎏ﬁ", "1kgfi"),
            ("\u{1112}\u{1161}\u{11AB}\u{1100}\u{1173}\u{11AF}", "한글"), ("\u{0}", ""), (" \u{A8}x", "\u{308}x"),
        ])
    func cleaned(_ text: String, _ expected: String) {
        let value = EmbeddableText(text).value
        #expect(value.unicodeScalars.elementsEqual(expected.unicodeScalars), "\(value.debugDescription)")
    }

    @Test(
        "hostile text comes out safe",
        arguments: [
            String(repeating: "\u{FDFA}", count: 1000), "a" + String(repeating: "\u{301}", count: 5000),
            String(repeating: "\u{301}\u{316}", count: 3000), String(repeating: "\u{0}", count: 2000),
            String(repeating: "a\u{0}", count: 2000), String(repeating: "👨‍👩‍👧‍👦", count: 500),
            "\u{11A8}", "\u{301}", "\u{FE0F}", "\u{200D}", "\u{FEFF}", "\u{FFFD}", "\u{FFFF}", "\u{10FFFF}",
            "\u{E0001}",
            String(repeating: "\u{1161}\u{11A8}", count: 900), String(repeating: "\u{3000}\u{A8}", count: 900),
            String(decoding: [0xC3, 0x28, 0xED, 0xA0, 0x80, 0xFF, 0x61], as: UTF8.self),
        ])
    func hostile(_ text: String) {
        #expect(isSafe(EmbeddableText(text)))
    }

    @Test("every scalar of Unicode comes out safe, in crowds of forty", .timeLimit(.minutes(2)))
    func everyScalar() {
        var unsafe: [String] = []
        for first in stride(from: UInt32(0), through: 0x10_FFFF, by: 40) {
            let crowd = (first..<first + 40).compactMap(Unicode.Scalar.init)
            let text = String(String.UnicodeScalarView(crowd))
            if !isSafe(EmbeddableText(text)) { unsafe.append(String(first, radix: 16)) }
        }
        #expect(unsafe == [])
    }

    @Test("random mixtures of troublesome scalars come out safe and stay as they are the second time")
    func mixtures() {
        let scalars =
            "\u{FDFA}\u{A8}\u{301}\u{345}\u{1100}\u{1161}\u{11A8}가\u{0}\u{85}\u{2028} a1ﬁ㎏½ｱﾞ\u{200D}👟\u{3099}か"
            .unicodeScalars.map { $0 }
        var random = SplitMix64(seed: 20_240_501)
        for _ in 0..<300 {
            let crowd = (0..<Int.random(in: 1...900, using: &random)).map { _ in
                scalars[Int.random(in: scalars.indices, using: &random)]
            }
            let text = EmbeddableText(String(String.UnicodeScalarView(crowd)))
            #expect(isSafe(text))
            #expect(EmbeddableText(text.value) == text)
        }
    }

    @Test("cuts at the limit, not before, whatever was decomposed")
    func limit() {
        let syllables = String(repeating: "각", count: 1000)
        #expect(EmbeddableText(syllables).value.unicodeScalars.count == 400)
        #expect(EmbeddableText(syllables.decomposedStringWithCanonicalMapping).value == EmbeddableText(syllables).value)
        #expect(EmbeddableText(String(repeating: "👟", count: 1000)).value.utf8.count == 1600)
    }

    @Test("a megabyte comes out as its beginning does", arguments: ["가나다 ", "\u{301}", "\u{FDFA}", "a\u{0}"])
    func megabyte(_ unit: String) {
        let whole = EmbeddableText(String(repeating: unit, count: 1_000_000 / unit.utf8.count))
        #expect(isSafe(whole))
        #expect(whole == EmbeddableText(String(repeating: unit, count: 2_000)))
    }
}
