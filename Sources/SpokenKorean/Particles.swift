/// What may hang on a number or a counter.
enum Particles {
    private static let particles = [
        "은", "는", "이", "가", "을", "를", "에", "의", "로", "으로", "과", "와", "도", "만", "씩", "까지", "부터", "보다", "나", "입니다",
        "예요", "인데", "이라", "라서", "짜리", "마다", "밖에", "뿐", "당", "들", "쯤", "째", "대",
    ]
    /// Words that begin like a particle.
    private static let words = [
        "이상", "이하", "이내", "이벤트", "이전", "이후", "이월", "이용", "도착", "도어", "도트", "가능", "가격", "가방", "가죽", "은색", "은은", "에어",
        "에코", "과일", "과자", "의류", "의자", "로션", "로고", "만족", "만들", "나일론", "나시", "당일", "당첨", "들이", "대형", "대용량", "와이", "을지",
    ]

    /// The end of the word at `index`, where it is a particle and nothing more.
    static func end(_ text: Scalars, at index: Int) -> Int? {
        let end = text.end(from: index) { $0.isHangul }
        return end > index && particles.contains(text.text(index..<end)) ? end : nil
    }

    /// Whether a particle, and no other word, begins at `index`.
    static func begin(_ text: Scalars, at index: Int) -> Bool {
        particles.contains { text.starts(with: $0, at: index) } && !words.contains { text.starts(with: $0, at: index) }
    }
}
