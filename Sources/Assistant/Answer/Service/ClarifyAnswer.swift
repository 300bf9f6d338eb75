import Hangul

/// One question about what is left open, with up to four choices.
enum ClarifyAnswer {
    static func pieces(_ context: AnswerContext, language: AnswerLanguage) -> [AnswerPiece] {
        let missing = context.clarification?.missing ?? .kind
        let choices = (context.clarification?.choices ?? []).prefix(4).compactMap { UntrustedText.label($0, limit: 30) }
        let question = language.isKorean ? korean(missing, choices) : english(missing, choices)
        return [AnswerPiece(question)]
    }

    private static func korean(_ missing: Clarification.Missing, _ choices: [String]) -> String {
        let among = choices.count > 1 ? choices.joined(separator: ", ") + " 중에서 " : ""
        return switch missing {
        case .kind: "\(among)어떤 상품을 찾으세요?"
        case .recipient: "\(among)어느 분께 드릴 선물인가요?"
        case .animal: "\(among)어떤 반려동물이 쓸 상품인가요?"
        case .reference: "\(among)어떤 상품을 말씀하시는 건가요?"
        case .purpose: "\(among)어떤 용도로 쓰실 건가요?"
        }
    }

    private static func english(_ missing: Clarification.Missing, _ choices: [String]) -> String {
        let among = choices.count > 1 ? ": " + choices.joined(separator: ", ") : ""
        return switch missing {
        case .kind: "What kind of product are you looking for\(among)?"
        case .recipient: "Who is the gift for\(among)?"
        case .animal: "Which pet is it for\(among)?"
        case .reference: "Which product do you mean\(among)?"
        case .purpose: "What will you use it for\(among)?"
        }
    }
}
