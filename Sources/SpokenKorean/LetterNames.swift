/// The names of letters.
enum LetterNames {
    private static let latin = [
        "에이", "비", "씨", "디", "이", "에프", "지", "에이치", "아이", "제이", "케이", "엘", "엠", "엔", "오", "피", "큐", "알", "에스", "티", "유",
        "브이",
        "더블유", "엑스", "와이", "제트",
    ]
    private static let jamoNames: [Unicode.Scalar: String] = [
        "ㄱ": "기역", "ㄴ": "니은", "ㄷ": "디귿", "ㄹ": "리을", "ㅁ": "미음", "ㅂ": "비읍", "ㅅ": "시옷", "ㅇ": "이응", "ㅈ": "지읒", "ㅊ": "치읓",
        "ㅋ": "키읔", "ㅌ": "티읕", "ㅍ": "피읖", "ㅎ": "히읗", "ㅏ": "아", "ㅑ": "야", "ㅓ": "어", "ㅕ": "여", "ㅗ": "오", "ㅛ": "요",
        "ㅜ": "우",
        "ㅠ": "유", "ㅡ": "으", "ㅣ": "이",
    ]

    /// 엘이디 for LED. Only letters.
    static func spelled(_ letters: Scalars) -> String {
        letters.map { letter in
            let position = Int(letter.lowered.value) - 0x61
            return latin.indices.contains(position) ? latin[position] : ""
        }.joined()
    }

    static func jamo(_ letter: Unicode.Scalar) -> String? { jamoNames[letter] }
}
