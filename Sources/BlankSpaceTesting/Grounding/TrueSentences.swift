public import Assistant

/// A true sentence about `GroundingShop`, as people and good models write it.
public struct TrueSentence: Sendable, CustomStringConvertible {
    public var text: String
    public var context: AnswerContext

    public var description: String { text }

    public static let all: [TrueSentence] =
        search.map { TrueSentence(text: $0, context: GroundingShop.search()) }
        + detail.map { TrueSentence(text: $0, context: GroundingShop.detail()) }
        + compare.map { TrueSentence(text: $0, context: GroundingShop.compare()) }
        + policy.map { TrueSentence(text: $0, context: GroundingShop.policy()) }
        + english.map { TrueSentence(text: $0, context: GroundingShop.search(locale: "en")) }
        + japanese.map { TrueSentence(text: $0, context: GroundingShop.search(locale: "ja")) }
        + chinese.map { TrueSentence(text: $0, context: GroundingShop.search(locale: "zh")) }

    private static let search = [
        "비 오는 날 출근할 때 멜 가방을 찾으시는군요.",
        "비 오는 날 출근할 때 멜 가방을 골라 봤어요.",
        "안녕하세요, 말씀하신 조건에 맞는 가방 3개를 찾았어요.",
        "총 3개의 상품을 찾았어요.",
        "세 가지 상품을 추천드려요.",
        "데일리 백팩은 54,900원이에요.",
        "[한들] 데일리 백팩 (방수)의 가격은 54,900원입니다.",
        "한들 데일리 백팩은 정가 78,000원에서 29% 할인된 54,900원이에요.",
        "데일리 백팩은 지금 29% 할인해서 5만 4,900원에 구매하실 수 있어요.",
        "데일리 백팩은 방수가 되고, 무게는 620g이에요.",
        "데일리 백팩은 나일론 소재라 참고해 주세요.",
        "색상은 데일리 백팩이 블랙, 다크네이비, 화이트 세 가지예요.",
        "데일리 백팩은 블랙과 화이트 색상이 있어요.",
        "출근길에 비를 만나도 속이 젖지 않는 데일리 백팩을 추천드려요.",
        "데일리 백팩에는 15.6인치 노트북이 들어가는 칸이 있어요.",
        "데일리 백팩은 바닥이 미끄러지지 않게 고무를 댔어요.",
        "데일리 백팩은 출근용으로 알맞아요.",
        "데일리 백팩은 후기 240개에 별점 4.8점이에요.",
        "데일리 백팩은 240개의 후기에서 평점 4.8점을 받았어요.",
        "별점이 가장 높은 상품은 데일리 백팩이에요.",
        "가장 저렴한 상품은 오브젝트 토트백 AirPebble로 23,900원이에요.",
        "이 중 가장 가벼운 오브젝트 토트백은 무게가 360g이에요.",
        "오브젝트 토트백은 캔버스 소재이고 접이식이에요.",
        "오브젝트 토트백은 접어서 캐리어에 넣기 좋아요.",
        "오브젝트 토트백은 손잡이가 길어 어깨에 멜 수 있어요.",
        "다만 오브젝트 토트백은 방수가 되지 않아요.",
        "오브젝트 토트백은 3개만 남아 있으니 참고해 주세요.",
        "오브젝트 토트백은 베이지 색상 하나만 있어요.",
        "트래블 배낭 TR-45는 99,000원이지만 지금은 품절이에요.",
        "돌담 트래블 배낭은 용량이 45L예요.",
        "트래블 배낭 TR-45는 아쉽게도 현재 품절입니다.",
        "가격은 23,900원부터 99,000원까지예요.",
        "첫 번째 상품은 54,900원이고, 두 번째 상품은 23,900원이에요.",
        "오브젝트 토트백이 데일리 백팩보다 31,000원 저렴해요.",
        "데일리 백팩은 54,900원, 오브젝트 토트백은 23,900원이에요.",
        "궁금한 점이 있으시면 말씀해 주세요.",
        "더 찾으시는 색상이 있으신가요?",
        "방수 여부가 중요하시다면 데일리 백팩을 추천드려요.",
        "- 데일리 백팩: 54,900원",
        "1. 오브젝트 토트백 AirPebble: 23,900원",
        "데일리 백팩은 5만원대예요.",
        "오브젝트 토트백은 3만원 이하예요.",
        "데일리 백팩은 23,100원 할인돼요.",
        "여행에는 오브젝트 토트백을 추천드려요.",
    ]

    private static let detail = [
        "이 상품은 54,900원이에요.", "네, 방수가 돼요.", "무게는 620g이고 두께는 14cm예요.", "소재는 나일론 100%예요.",
        "사이즈는 M과 L이 있어요.", "주머니는 7개예요.", "한들 브랜드의 상품입니다.", "선물포장이 가능해요.", "봄과 가을에 맞는 상품이에요.",
        "두께감은 얇은 편이에요.", "현재 172개 남아 있어요.", "아니요, 비건인증은 없어요.", "레드 색상은 없고 블랙이 있어요.",
        "세탁 방법은 상품 정보에 나와 있지 않아요.", "후기에는 가볍고 튼튼하다는 내용이 있어요.", "남녀공용이에요.",
    ]

    private static let compare = [
        "데일리 백팩은 620g, 오브젝트 토트백은 360g이에요.", "가격은 오브젝트 토트백이 더 저렴해요.",
        "오브젝트 토트백이 데일리 백팩보다 더 가벼워요.", "별점은 데일리 백팩이 4.8점으로 더 높아요.",
        "데일리 백팩은 방수가 되지만, 오브젝트 토트백은 방수가 안 돼요.", "소재는 데일리 백팩이 나일론, 오브젝트 토트백이 캔버스예요.",
    ]

    private static let policy = [
        "기본 배송비는 3,000원이에요.", "실제 결제 금액이 5만원 이상이면 무료예요.", "기본 배송비는 3,000원이고, 5만원 이상 결제하시면 무료예요.",
        "제주는 3,000원이 추가돼요.", "도서산간은 5,000원이 추가됩니다.", "반품은 상품을 받으신 날부터 7일 안에 신청하실 수 있어요.",
        "착용한 상품은 반품이 되지 않아요.", "평일 오후 2시까지 결제하시면 당일 출고돼요.",
    ]

    private static let english = [
        "I found 3 bags for you.", "The 데일리 백팩 costs 54,900 won.", "The 데일리 백팩 is waterproof and weighs 620g.",
        "The 데일리 백팩 comes in black and white.", "The 오브젝트 토트백 is the cheapest at ₩23,900.",
        "The 오브젝트 토트백 is not waterproof.", "It is rated 4.8 stars in 240 reviews: 데일리 백팩.",
        "The 트래블 배낭 TR-45 is sold out.",
    ]

    private static let japanese = [
        "데일리 백팩の価格は54,900ウォンです。", "데일리 백팩は防水です。", "오브젝트 토트백は23,900ウォンです。",
    ]

    private static let chinese = ["데일리 백팩的价格是54,900韩元。", "데일리 백팩是防水的。"]
}
