import Foundation
import Hangul
import Testing

@Suite struct EndsWithFinalTests {
    enum Ending { case vowel, consonant, rieul, unknown }

    private func expect(_ text: String, _ ending: Ending, _ location: SourceLocation = #_sourceLocation) {
        let final: Bool? =
            switch ending {
            case .vowel: false
            case .consonant, .rieul: true
            case .unknown: nil
            }
        #expect(Jamo.endsWithFinal(text) == final, "\(text)", sourceLocation: location)
        #expect(Jamo.endsWithRieul(text) == (ending == .rieul), "\(text)", sourceLocation: location)
    }

    @Test(arguments: [
        ("텀블러", Ending.vowel), ("가방", .consonant), ("서울", .rieul), ("값", .consonant), ("삶", .consonant),
        ("닭", .consonant), ("있", .consonant),
        ("ㄱ", .consonant), ("ㄹ", .rieul), ("ㅏ", .vowel), ("ㅢ", .vowel), ("A형", .consonant),
    ])
    func hangulEndsAsItsLastSyllable(text: String, ending: Ending) {
        expect(text, ending)
        expect(text.decomposedStringWithCanonicalMapping, ending)
    }

    /// 영 일 이 삼 사 오 육 칠 팔 구, 십, 백, 천.
    @Test(arguments: [
        ("0", Ending.consonant), ("1", .rieul), ("2", .vowel), ("3", .consonant), ("4", .vowel), ("5", .vowel),
        ("6", .consonant), ("7", .rieul),
        ("8", .rieul), ("9", .vowel), ("10", .consonant), ("1,000", .consonant), ("3.5", .vowel), ("iPhone 15", .vowel),
        ("T68", .rieul),
        ("M9", .vowel), ("５", .vowel),
    ])
    func digitsAreReadInKorean(text: String, ending: Ending) { expect(text, ending) }

    @Test(arguments: [
        ("30%", Ending.vowel), ("30％", .vowel), ("S10+", .vowel), ("360°", .vowel), ("30℃", .vowel),
    ])
    func signsThatAreSpoken(text: String, ending: Ending) { expect(text, ending) }

    @Test(arguments: [
        ("(무타공)", Ending.consonant), ("「책」", .consonant), ("책 ", .consonant), ("가방😀", .consonant), ("컵!!!", .consonant),
        ("차…", .vowel),
        ("가방\u{200B}", .consonant), ("'물'", .rieul), ("세트(3개)", .vowel), ("™나이키™", .vowel),
    ])
    func bracketsAndMarksAreNotRead(text: String, ending: Ending) { expect(text, ending) }

    @Test(arguments: [
        ("30cm", Ending.vowel), ("30 cm", .vowel), ("cm", .vowel), ("5mm", .vowel), ("2m", .vowel), ("500ml", .vowel),
        ("1.5L", .vowel), ("500㎖", .vowel),
        ("3ℓ", .vowel), ("100g", .consonant), ("5kg", .consonant), ("5㎏", .consonant), ("20mg", .consonant),
        ("20000mAh", .vowel), ("60W", .vowel),
        ("256GB", .vowel), ("200kcal", .vowel), ("40dB", .rieul), ("(500ml)", .vowel), ("10km", .vowel),
        ("7nm", .vowel),
    ])
    func unitsAreReadAsWords(text: String, ending: Ending) { expect(text, ending) }

    @Test(arguments: [
        ("L", Ending.rieul), ("XL", .rieul), ("M", .consonant), ("N", .consonant), ("R", .rieul), ("S", .vowel),
        ("LG", .vowel), ("LED", .vowel), ("GPS", .vowel),
        ("USB-C", .vowel), ("H&M", .consonant), ("A", .vowel),
    ])
    func lettersAreSpelledOut(text: String, ending: Ending) { expect(text, ending) }

    @Test(arguments: [
        ("AirPebble", Ending.rieul), ("Apple", .rieul), ("Hotel", .rieul), ("Nike", .vowel), ("Dyson", .consonant),
        ("Galaxy", .vowel), ("ring", .consonant),
        ("Sony", .vowel), ("notebook", .consonant), ("desk", .vowel), ("boat", .vowel), ("phone", .consonant),
        ("Xbox One", .consonant), ("case", .vowel),
        ("jacket", .consonant), ("film", .consonant), ("bag", .consonant), ("Lee", .vowel), ("Adidas", .vowel),
        ("iMac", .consonant),
    ])
    func englishIsReadAsItSounds(text: String, ending: Ending) { expect(text, ending) }

    @Test(arguments: ["", " ", "😀", "!?…", "東京", "가방 東京", "Nestlé", "книга", "ノート"])
    func whatCannotBeToldIsUnknown(text: String) { expect(text, .unknown) }
}
