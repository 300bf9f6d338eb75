import Hangul

/// Greetings, thanks and their like, and words in anger.
enum SmallTalk {
    private static let kinds: [(Courtesy, [String])] = [
        (.greeting, ["안녕", "하이", "헬로", "반가워", "반갑습니다", "여보세요", "hello", "hi", "hey", "goodmorning", "こんにちは", "你好"]),
        (.thanks, ["고마워", "고맙", "감사", "땡큐", "ㄱㅅ", "thanks", "thankyou", "ありがとう", "谢谢"]),
        (.apology, ["미안", "죄송", "sorry"]),
        (.farewell, ["잘가", "안녕히", "수고하", "수고해", "바이바이", "bye", "goodbye"]),
        (
            .acknowledgement,
            [
                "알았어", "알겠어", "알겠습니다", "그렇구나", "그래", "그렇군", "오케이", "ㅇㅋ", "ok", "okay", "네", "넵", "응", "안되는구나", "아하",
                "쇼핑몰이구나", "좋네", "좋네요", "괜찮네", "ㅎㅎ", "ㅋㅋ",
                "됐어", "됐어요", "아니야", "아니에요", "gotit", "isee",
            ]
        ),
        (
            .aboutAssistant,
            ["넌누구", "너누구", "누구세요", "이름이뭐", "뭐할수있", "무엇을할수", "뭘할수", "사람이야", "로봇이야", "ai야", "whoareyou", "whatcanyoudo"]
        ),
    ]
    private static let wholeOnly: Set<String> = [
        "하이", "헬로", "hi", "hey", "bye", "그래", "네", "넵", "응", "ok", "okay", "좋네", "좋네요", "됐어", "됐어요", "ㅎㅎ", "ㅋㅋ",
    ]
    private static let abuse = [
        "바보", "멍청", "쓰레기", "꺼져", "젠장", "이딴", "쓸모없", "병신", "시발", "씨발", "개새", "닥쳐", "죽어", "짜증나", "느려터", "답답하네", "한심",
        "최악이네", "미친", "stupid", "idiot", "useless", "garbage", "shutup", "fuck",
    ]

    static func isAbuse(_ message: String) -> Bool {
        let compact = TextFolding.folded(message).filter { $0 != " " }
        return abuse.contains { compact.contains($0) }
    }

    /// The kind of small talk that a message is and nothing else; nil where it says more.
    static func kind(_ message: String) -> Courtesy? {
        let folded = TextFolding.folded(message)
        let compact = folded.filter { $0.isLetter || $0.isNumber || $0 == "ㅋ" || $0 == "ㅎ" }
        guard !compact.isEmpty, compact.count <= 24 else { return nil }
        if compact.allSatisfy({ "ㅋㅎㅠㅜ".contains($0) }) { return .acknowledgement }
        for (courtesy, phrases) in kinds {
            for phrase in phrases {
                // 하이 begins 하이힐, 그래 begins 그래놀라: these only by themselves.
                let isWhole = wholeOnly.contains(phrase)
                if isWhole
                    ? compact == phrase || compact == phrase + "요"
                    : compact.hasPrefix(phrase) || (phrase.count > 2 && compact.contains(phrase))
                {
                    return courtesy
                }
            }
        }
        return nil
    }
}
