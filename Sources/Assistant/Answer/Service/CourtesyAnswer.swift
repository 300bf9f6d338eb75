/// One polite line to small talk, and to what a shop's assistant does not do.
enum CourtesyAnswer {
    static func pieces(_ context: AnswerContext, language: AnswerLanguage) -> [AnswerPiece] {
        let courtesy = context.courtesy ?? (context.intent == .outOfScope ? .unrelated : .other)
        return [AnswerPiece(language.isKorean ? korean(courtesy) : english(courtesy))]
    }

    private static func korean(_ courtesy: Courtesy) -> String {
        switch courtesy {
        case .greeting: "안녕하세요! 어떤 상품을 찾으시는지 편하게 말씀해 주세요."
        case .thanks: "도움이 되었다니 기뻐요. 더 찾으시는 상품이 있으면 말씀해 주세요."
        case .apology: "괜찮아요. 필요한 상품이 있으면 편하게 말씀해 주세요."
        case .farewell: "찾아 주셔서 감사해요. 필요하실 때 언제든 다시 말씀해 주세요."
        case .acknowledgement: "네, 더 궁금한 점이 있으면 말씀해 주세요."
        case .complaint: "불편을 드려 죄송해요. 어떤 점이 아쉬웠는지 알려주시면 다시 찾아보거나 안내를 확인해 드릴게요."
        case .abuse: "마음에 들지 않으셨다니 죄송해요. 원하시는 상품이나 조건을 알려주시면 다시 찾아볼게요."
        case .aboutAssistant: "저는 이 쇼핑몰의 쇼핑 도우미예요. 상품을 찾고 비교하고, 배송이나 반품 같은 이용 안내도 알려드려요."
        case .other: "네, 말씀해 주세요. 상품을 찾거나 배송·반품 안내를 확인해 드릴 수 있어요."
        case .medical: "건강에 관한 판단은 제가 도와드릴 수 없어요. 의사나 약사, 동물이라면 수의사 같은 전문가에게 바로 상담해 주세요."
        case .politics: "정치에 관한 이야기는 도와드리기 어려워요. 찾으시는 상품이 있으면 말씀해 주세요."
        case .finance: "투자나 금융 조언은 드릴 수 없어요. 찾으시는 상품이 있으면 도와드릴게요."
        case .weather: "날씨는 제가 알 수 없어요. 날씨에 맞는 옷이나 우산 같은 상품은 찾아드릴 수 있어요."
        case .coding: "코드 작성은 도와드릴 수 없어요. 쇼핑에 필요한 것이 있으면 말씀해 주세요."
        case .homework: "숙제는 대신해 드릴 수 없어요. 공부에 필요한 상품이라면 찾아드릴게요."
        case .otherShop: "다른 쇼핑몰의 상품이나 가격은 알려드릴 수 없어요. 여기 있는 상품 중에서 조건에 맞는 것을 찾아드릴게요."
        case .privacy: "개인정보나 다른 고객의 정보는 알려드릴 수 없지만, 상품을 찾거나 배송·반품 안내를 확인해 드릴 수 있어요."
        case .promptInjection: "그 요청은 들어드릴 수 없지만, 상품을 찾거나 비교하고 이용 안내를 확인하는 일은 도와드릴 수 있어요."
        case .unrelated: "그 부분은 제가 도와드리기 어려워요. 상품 찾기나 배송·반품 안내는 도와드릴 수 있어요."
        }
    }

    private static func english(_ courtesy: Courtesy) -> String {
        switch courtesy {
        case .greeting: "Hello! What are you looking for today?"
        case .thanks: "You are welcome. Tell me if you need anything else."
        case .apology: "No problem at all. Tell me what you are looking for."
        case .farewell: "Thank you for visiting. Come back any time."
        case .acknowledgement: "All right. Tell me if you have any other question."
        case .complaint:
            "I am sorry about that. Tell me what was wrong and I will search again or check the shop's policies."
        case .abuse: "I am sorry this did not go well. Tell me what you need and I will search again."
        case .aboutAssistant:
            "I am this shop's assistant: I find and compare products and look up delivery, returns and other policies."
        case .other: "I am listening. I can find products or look up delivery and returns."
        case .medical:
            "I cannot judge health matters. Please ask a doctor, a pharmacist or, for an animal, a vet right away."
        case .politics: "I cannot help with politics. Tell me if you are looking for a product."
        case .finance: "I cannot give financial advice. Tell me if you are looking for a product."
        case .weather: "I do not know the weather, but I can look for clothes or an umbrella to suit it."
        case .coding: "I cannot write code. Tell me what you would like to shop for."
        case .homework: "I cannot do homework, but I can look for things that help you study."
        case .otherShop: "I cannot speak for other shops, but I can find what fits among the products here."
        case .privacy: "I cannot share personal data, but I can find products or look up delivery and returns."
        case .promptInjection: "I cannot do that, but I can find and compare products or look up the shop's policies."
        case .unrelated: "I cannot help with that, but I can find products or look up delivery and returns."
        }
    }
}
