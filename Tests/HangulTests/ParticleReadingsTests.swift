import Hangul
import Testing

@Suite struct ParticleReadingsTests {
    @Test(arguments: [
        "고양이", "목걸이", "오이", "종이", "원두", "사과", "바나나", "나이키", "의자", "고구마", "우유", "", "가", "nike", "에서", "가방이랑", "30%를",
        "東京は",
    ])
    func theWordItselfComesFirst(word: String) { #expect(KoreanWords.readings(word).first == word) }

    @Test(arguments: [
        "오이", "종이", "원두", "사과", "두유", "의자", "나이키", "가", "은", "에서", "nike", "", "M9", "가방로", "여자", "커피용품", "우유",
    ])
    func aWordWithoutAParticleHasOneReading(word: String) { #expect(KoreanWords.readings(word) == [word]) }

    @Test(arguments: [
        ("러닝화를", "러닝화"), ("가방이랑", "가방"), ("운동화는요", "운동화"), ("사무실에서", "사무실"), ("세탁기로", "세탁기"), ("책을", "책"),
        ("서울로", "서울"), ("집으로", "집"),
        ("칫솔로", "칫솔"), ("캠핑용으로", "캠핑용"), ("노트북용", "노트북"), ("아이들이", "아이"), ("집에서는", "집"), ("회사까지", "회사"),
        ("선물이라도", "선물"), ("커피예요", "커피"),
        ("밥이에요", "밥"), ("텀블러만요", "텀블러"), ("nike는", "nike"), ("M9는", "M9"), ("30%를", "30%"), ("겨울에", "겨울"),
        ("장난감이나", "장난감"), ("남자가", "남자"),
        ("텀블러와", "텀블러"), ("학생에게", "학생"), ("고양이", "고양"),
    ])
    func theWordWithoutItsParticleIsAReading(word: String, stem: String) {
        #expect(KoreanWords.readings(word).contains(stem))
    }

    /// 은, 을, 이, 과, 으로 follow a consonant; 는, 를, 가, 와, 로 a vowel.
    @Test(arguments: [
        ("가방는", "가방"), ("가방를", "가방"), ("가방가", "가방"), ("가방와", "가방"), ("가방로", "가방"), ("텀블러은", "텀블러"), ("텀블러을", "텀블러"),
        ("텀블러과", "텀블러"),
        ("텀블러으로", "텀블러"), ("칫솔으로", "칫솔"), ("가방랑", "가방"), ("텀블러이랑", "텀블러"), ("가방예요", "가방"),
    ])
    func aParticleThatDoesNotAgreeIsPartOfTheWord(word: String, stem: String) {
        #expect(!KoreanWords.readings(word).contains(stem))
    }

    @Test(arguments: ["운동화는요", "가방이랑", "집에서는", "선물이라도", "아이들이", "텀블러만요", "캠핑용으로", "장난감이나"])
    func longerStemsComeBeforeShorter(word: String) {
        let lengths = KoreanWords.readings(word).map(\.count)
        #expect(lengths == lengths.sorted(by: >))
        #expect(Set(lengths).count == lengths.count, "None twice")
    }

    @Test(arguments: ["물은", "책이", "집에", "쌀이", "물로", "옷도"])
    func oneSyllableIsLeftOnlyByAClearParticle(word: String) { #expect(KoreanWords.readings(word) == [word]) }

    @Test func aLongWordIsReadAtOnce() {
        let word = String(repeating: "가", count: 10_000) + "에서는"
        let time = ContinuousClock().measure { #expect(KoreanWords.readings(word).count == 3) }
        #expect(time < .seconds(20))
    }
}
