import Hangul
import Testing

@Suite struct TokenizerTests {
    /// Tokens as `text/kind`, the kind by its first letter.
    private func tokens(_ text: String) -> [String] {
        Tokenizer.tokens(TextFolding.folded(text)).map { "\($0.text)/\("\($0.kind)".prefix(1))" }
    }

    @Test(arguments: [
        ("NF-R9", ["nfr9/l", "nf/l", "r/l", "9/n"]), ("usb-c", ["usbc/l", "usb/l", "c/l"]),
        ("m9", ["m9/l", "m/l", "9/n"]),
        ("100p", ["100p/l", "100/n", "p/l"]), ("20000mAh", ["20000mah/l", "20000/n", "mah/l"]),
        ("20,000mah", ["20000mah/l", "20000/n", "mah/l"]),
        ("1.5l", ["1.5l/l", "1.5/n", "l/l"]), ("3-in-1", ["3in1/l", "3/n", "in/l", "1/n"]),
        ("t‑shirt", ["tshirt/l", "t/l", "shirt/l"]),
        ("wi-fi 6e", ["wifi/l", "wi/l", "fi/l", "6e/l", "6/n", "e/l"]), ("v1.2", ["v1.2/l", "v/l", "1.2/n"]),
        ("a-b-c-d-e-f", ["abcdef/l", "a/l", "b/l", "c/l", "d/l", "e/l", "f/l"]),
    ])
    func mixedNamesComeWholeAndThenInParts(text: String, expected: [String]) {
        #expect(tokens(text) == expected)
    }

    @Test(arguments: [
        ("a-b-c-d-e-f-g", ["a/l", "b/l", "c/l", "d/l", "e/l", "f/l", "g/l"]), ("1-2", ["1/n", "2/n"]),
        ("2024-01-02", ["2024/n", "01/n", "02/n"]),
        ("-a", ["a/l"]), ("a-", ["a/l"]), ("a--b", ["a/l", "b/l"]), ("-", []), ("a.b", ["a/l", "b/l"]),
        ("c++", ["c/l"]), ("a - b", ["a/l", "b/l"]),
        ("가-나", ["가/h", "나/h"]), ("a-가", ["a/l", "가/h"]),
    ])
    func whatIsNoNameComesInPartsOnly(text: String, expected: [String]) { #expect(tokens(text) == expected) }

    @Test(arguments: [
        ("13인치", ["13/n", "인치/h"]), ("12,000원", ["12000/n", "원/h"]), ("1,000,000", ["1000000/n"]),
        ("1,23", ["1/n", "23/n"]), ("3.", ["3/n"]), (".5", ["5/n"]),
        ("100%", ["100/n"]), ("270 275", ["270/n", "275/n"]), ("1.2.3", ["1.2.3/n"]), ("１２", ["12/n"]), ("0", ["0/n"]),
    ])
    func numbersKeepTheirDecimals(text: String, expected: [String]) { #expect(tokens(text) == expected) }

    @Test(arguments: [
        ("women's", ["women/l"]), ("women’s", ["women/l"]), ("the boy's bag", ["the/l", "boy/l", "bag/l"]),
        ("dogs'", ["dogs/l"]), ("it's", ["it/l"]),
        ("women's-only", ["womenonly/l", "women/l", "only/l"]), ("rock'n'roll", ["rock/l", "n/l", "roll/l"]),
        ("o'sullivan", ["o/l", "sullivan/l"]), ("'s", ["s/l"]),
        ("a'", ["a/l"]), ("'", []),
    ])
    func thePossessiveIsCutOff(text: String, expected: [String]) { #expect(tokens(text) == expected) }

    @Test(arguments: [
        ("나이키nike", ["나이키/h", "nike/l"]), ("iPhone15프로", ["iphone15/l", "iphone/l", "15/n", "프로/h"]),
        ("나이키 운동화", ["나이키/h", "운동화/h"]),
        ("ノートpc", ["ノート/o", "pc/l"]), ("东京", ["东京/o"]), ("東京タワー", ["東京タワー/o"]), ("스니커즈ノート", ["스니커즈/h", "ノート/o"]),
        ("コーヒー・カップ", ["コーヒー/o", "カップ/o"]), ("佐々木", ["佐々木/o"]), ("운동鞋", ["운동/h", "鞋/o"]), ("ไทย", ["ไทย/o"]),
        ("a東b", ["a/l", "東/o", "b/l"]),
        ("ﾊﾝｸﾞﾙ", ["ハングル/o"]),
    ])
    func aRunEndsWhereTheScriptDoes(text: String, expected: [String]) { #expect(tokens(text) == expected) }

    @Test(arguments: [
        ("café", ["café/l"]), ("москва", ["москва/l"]), ("ελλάς", ["ελλάς/l"]), ("điện thoại", ["điện/l", "thoại/l"]),
        ("ㅇㄷㅎ", ["ㅇㄷㅎ/h"]), ("İstanbul", ["istanbul/l"]),
        ("(무타공)선반", ["무타공/h", "선반/h"]), ("운동화🔥세일", ["운동화/h", "세일/h"]), ("가방/지갑", ["가방/h", "지갑/h"]),
    ])
    func wordsStayWhole(text: String, expected: [String]) { #expect(tokens(text) == expected) }

    @Test(arguments: ["", "   ", "🎉", "!?…", "---", "'''", "\u{200B}", "،"])
    func nothingGivesNoTokens(text: String) { #expect(tokens(text).isEmpty) }

    @Test(arguments: ["a1", "가a", "1,", "a-", "a'", "1.", "東a", "가 "])
    func longTextIsCutAtOnce(unit: String) {
        let text = String(repeating: unit, count: 10_000)
        let time = ContinuousClock().measure { #expect(!Tokenizer.tokens(text).isEmpty) }
        #expect(time < .seconds(20))
    }
}
