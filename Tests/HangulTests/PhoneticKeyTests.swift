import Hangul
import Testing

@Suite struct PhoneticKeyTests {
    @Test(arguments: [
        ("노르딕폼", "nordform"), ("스톤웍", "Stonewerk"), ("스톤워크", "스톤웍"), ("쿡하임", "Cookheim"), ("나이키", "nike"),
        ("아디다스", "adidas"),
        ("삼성", "samsung"), ("다이슨", "dyson"), ("필립스", "philips"), ("뉴발란스", "newbalance"), ("컨버스", "converse"),
        ("푸마", "puma"), ("퓨마", "puma"),
        ("반스", "vans"), ("스타벅스", "starbucks"), ("코카콜라", "cocacola"), ("노스페이스", "northface"), ("에어페블", "AirPebble"),
        ("샤오미", "xiaomi"),
        ("유니클로", "uniqlo"), ("윌슨", "wilson"), ("에르메스", "hermes"), ("쿡하임", "쿡하임"), ("콜맨", "coleman"),
        ("뉴 발란스", "new balance"),
    ])
    func aNameSoundsLikeItsTransliteration(korean: String, latin: String) {
        #expect(PhoneticKey.similarity(korean, latin) >= 0.75)
    }

    @Test(arguments: [
        ("노르딕폼", "쿡하임"), ("나이키", "adidas"), ("스톤웍", "adidas"), ("쿡하임", "nike"), ("운동화", "텀블러"), ("가방", "가습기"),
        ("삼성", "nike"),
        ("필립스", "puma"), ("의자", "이불"), ("나이키", "아디다스"), ("노르딕폼", "스톤웍"), ("노르딕폼", "Stonewerk"), ("쿡하임", "nordform"),
        ("하임", "쿡하임"),
        ("다이슨", "samsung"), ("반스", "puma"), ("", "nike"), ("12", "nike"), ("텀블러", "dyson"), ("콜맨", "converse"),
    ])
    func unrelatedNamesDoNotSoundAlike(one: String, other: String) {
        #expect(PhoneticKey.similarity(one, other) < 0.6)
    }

    private static let names = [
        "노르딕폼", "nordform", "스톤웍", "Stonewerk", "nike", "나이키", "", "12", "가", "x", "ㅋㅋ", "東京", "the air", "ng", "으",
    ]

    @Test(arguments: names, names)
    func similarityIsSymmetricAndBetweenZeroAndOne(one: String, other: String) {
        let similarity = PhoneticKey.similarity(one, other)
        #expect((0...1).contains(similarity))
        #expect(abs(similarity - PhoneticKey.similarity(other, one)) < 1e-9)
        if one == other { #expect(similarity == 1) }
    }

    @Test(arguments: [
        ("NIKE", "nike"), ("스톤 워크", "스톤워크"), ("cook-heim", "Cookheim"), ("phillips", "philips"), ("어", "오"),
    ])
    func caseSpacesAndDoublesMakeNoDifference(one: String, other: String) {
        #expect(PhoneticKey.similarity(one, other) == 1)
        #expect(PhoneticKey.key(one) == PhoneticKey.key(other))
    }

    @Test(arguments: [
        ("나이키", "nike"), ("아디다스", "adidas"), ("쿡하임", "Cookheim"), ("필립스", "philips"), ("다이슨", "dyson"),
        ("삼성", "samsung"), ("샤오미", "xiaomi"),
        ("윌슨", "wilson"), ("스톤워크", "스톤웍"),
    ])
    func theKeyIsTheSameForTransliterations(korean: String, latin: String) {
        #expect(PhoneticKey.key(korean) == PhoneticKey.key(latin))
    }

    @Test(arguments: ["", "12", "!?", "東京", "😀"])
    func whatHasNoSoundHasNoKey(name: String) { #expect(PhoneticKey.key(name).isEmpty) }
}
