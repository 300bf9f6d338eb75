import Hangul
import Testing

@Suite struct KeyboardRepairTests {
    @Test(arguments: [
        ("dnsehdghk", "운동화"), ("dlqnf", "이불"), ("xjaqmffj", "텀블러"), ("rktmqrl", "가습기"), ("tiavn", "샴푸"),
        ("Qkffo", "빨래"), ("Rhc", "꽃"),
        ("Dnsehdghk", "운동화"), ("DNSEHDGHK", "운동화"), ("ekfr", "닭"), ("ekfrl", "달기"), ("dmlwk", "의자"),
        ("whdlftks rkqkd", "조일산 가방"),
        ("dnsehdghk 270", "운동화 270"), ("rk1sk", "가1나"), ("dPvms", "예픈"), ("rkqkd3", "가방3"),
    ])
    func latinKeysBecomeHangul(typed: String, expected: String) {
        #expect(KeyboardRepair.hangul(fromLatin: typed) == expected)
    }

    @Test(arguments: [
        "", " ", "12", "r", "rr", "laptop", "nike", "airpods", "shoes", "1r", "ㅇㄷㅎ", "운동화", "rk!", "rk-sk", "rk.",
        "rké", "rk😀", "ｒｋ", "rk\t",
    ])
    func whatGivesNoWholeSyllablesIsLeft(typed: String) {
        #expect(KeyboardRepair.hangul(fromLatin: typed) == nil)
    }

    @Test(arguments: [
        ("ㅣ메새ㅔ", "laptop"), ("ㅔㅗㅐㅜㄷ", "phone"), ("ㅜㅑㅏㄷ", "nike"), ("ㅜㅑㅏㄷ 12", "nike 12"), ("ㅁㅑㄱ-ㅔㅐㅇㄴ!", "air-pods!"),
        ("운동화", "dnsehdghk"),
        ("괘", "rho"), ("값", "rkqt"), ("뀨", "Rb"), ("ㅒㅖ", "OP"), ("ㄳ", "rt"),
    ])
    func hangulKeysBecomeLatin(typed: String, expected: String) {
        #expect(KeyboardRepair.latin(fromHangul: typed) == expected)
    }

    @Test(arguments: ["", "abc", "12!", "東京", "😀", " "])
    func nothingHangulIsLeft(typed: String) { #expect(KeyboardRepair.latin(fromHangul: typed) == nil) }

    @Test(arguments: ["운동화", "빨래 건조대", "닭갈비", "의자", "예쁜 쪽지 3", "뷁뛟", "값있는 과외"])
    func thereAndBackGivesTheSame(text: String) throws {
        let latin = try #require(KeyboardRepair.latin(fromHangul: text))
        #expect(KeyboardRepair.hangul(fromLatin: latin) == text)
    }
}
