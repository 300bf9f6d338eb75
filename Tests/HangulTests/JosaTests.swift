import Hangul
import Testing

@Suite struct JosaTests {
    @Test(arguments: [
        ("텀블러", Josa.object, "텀블러를"), ("가방", .object, "가방을"), ("AirPebble", .topic, "AirPebble은"),
        ("M9", .topic, "M9는"), ("T68", .topic, "T68은"),
        ("30%", .object, "30%를"), ("(무타공)", .topic, "(무타공)은"), ("서울", .toward, "서울로"), ("집", .toward, "집으로"),
        ("칫솔", .toward, "칫솔로"),
        ("나이키", .toward, "나이키로"), ("USB-C", .toward, "USB-C로"), ("T68", .toward, "T68로"), ("10", .toward, "10으로"),
        ("XL", .toward, "XL로"),
        ("500ml", .subject, "500ml가"), ("5kg", .subject, "5kg이"), ("AirPebble", .toward, "AirPebble로"),
        ("東京", .topic, "東京는"), ("", .topic, "는"),
    ])
    func theParticleFitsTheSound(word: String, josa: Josa, expected: String) {
        #expect(josa.attached(to: word) == expected)
    }

    @Test(arguments: [
        (Josa.topic, "컵은", "차는", "물은"), (.subject, "컵이", "차가", "물이"), (.object, "컵을", "차를", "물을"),
        (.with, "컵과", "차와", "물과"),
        (.toward, "컵으로", "차로", "물로"), (.orElse, "컵이나", "차나", "물이나"), (.copula, "컵이에요", "차예요", "물이에요"),
        (.copulaEnding, "컵이고", "차고", "물이고"), (.and, "컵이랑", "차랑", "물이랑"), (.vocative, "컵아", "차야", "물아"),
    ])
    func everyParticleHasItsForms(josa: Josa, consonant: String, vowel: String, rieul: String) {
        #expect(josa.attached(to: "컵") == consonant)
        #expect(josa.attached(to: "차") == vowel)
        #expect(josa.attached(to: "물") == rieul)
    }

    @Test(arguments: Josa.allCases)
    func theFormIsWhatIsAttached(josa: Josa) {
        for word in ["컵", "차", "물", "", "😀", "M9", "1.5L"] {
            #expect(josa.attached(to: word) == word + josa.form(after: word))
            #expect(!josa.form(after: word).isEmpty)
        }
    }

    @Test func aSubstringTakesAParticleToo() {
        #expect(Josa.object.attached(to: "빨간 가방".dropFirst(3)) == "가방을")
    }
}
