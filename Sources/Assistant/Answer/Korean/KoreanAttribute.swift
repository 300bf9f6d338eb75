import Hangul
import Shop

/// An attribute as a Korean predicate: 방수 true is "방수 제품이에요", 무게 280g is "무게는 280g이에요".
///
/// What kind of word the attribute's name is decides the verb: a property is what a product is, a part is what it has, an
/// appliance is what it goes into. A name of no known kind gets a sentence that is right for any.
enum KoreanAttribute {
    /// `marker` stands behind the name of an attribute with a value: 은/는, or 이/가 where the product is the topic.
    static func clause(_ attribute: ProductFacts.Attribute, marker: Josa = .topic) -> KoreanClause {
        let name = attribute.name
        if let yes = attribute.yes {
            return yes ? affirmed(name, plain: attribute.text) : denied(name, plain: attribute.text, marker)
        }
        let value = attribute.text ?? ""
        if let adjective = adjectives[value] {
            return .be(marker.attached(to: name) + " " + adjective + " 편")
        }
        return .be(marker.attached(to: name) + " " + value)
    }

    /// Short, for a line of facts: "방수", "무게 280g", "방수 아님".
    static func label(_ attribute: ProductFacts.Attribute) -> String {
        switch attribute.value {
        case .flag(true): attribute.name
        case .flag(false): attribute.name + " 아님"
        case .text, .number: attribute.name + " " + (attribute.text ?? "")
        }
    }

    private static func affirmed(_ name: String, plain: String?) -> KoreanClause {
        if let plain, plain.hasPrefix("포함") { return .verb(Josa.subject.attached(to: name) + " 포함돼 있어요") }
        if plain == "있음" { return .verb(Josa.subject.attached(to: name) + " 있어요") }
        if plain == "가능" { return .verb(Josa.subject.attached(to: name) + " 가능해요") }
        return switch NameKind(name) {
        case .property: .be(name + " 제품")
        case .action: .verb(Josa.subject.attached(to: action(name)) + " 가능해요")
        case .function: .verb(name + " 기능이 있어요")
        case .part: .verb(Josa.subject.attached(to: name) + " 있어요")
        case .appliance: .verb(name + " 사용이 가능해요")
        case .certificate: .be(Josa.object.attached(to: name) + " 받은 제품")
        case .included: .verb(Josa.subject.attached(to: String(name.dropLast(2))) + " 포함돼 있어요")
        case .unknown: .verb("상품 정보에 ‘\(name)’ 표시가 있어요")
        }
    }

    private static func denied(_ name: String, plain: String?, _ marker: Josa) -> KoreanClause {
        if plain != nil {
            return .verb(marker.attached(to: name) + (plain?.hasPrefix("불가") == true ? " 안 돼요" : " 없어요"))
        }
        return switch NameKind(name) {
        case .property: .verb(marker.attached(to: name + " 제품") + " 아니에요")
        case .action: .verb(marker.attached(to: action(name)) + " 안 돼요")
        case .function: .verb(marker.attached(to: name + " 기능") + " 없어요")
        case .part: .verb(marker.attached(to: name) + " 없어요")
        case .appliance: .verb(marker.attached(to: name + " 사용") + " 안 돼요")
        case .certificate: .be(Josa.object.attached(to: name) + " 받지 않은 제품")
        case .included: .verb(marker.attached(to: String(name.dropLast(2))) + " 포함돼 있지 않아요")
        case .unknown: .verb("상품 정보에는 ‘\(name)’에 해당하지 않는다고 되어 있어요")
        }
    }

    /// "각인가능" is the action 각인.
    private static func action(_ name: String) -> String {
        name.count > 2 && name.hasSuffix("가능") ? String(name.dropLast(2)) : name
    }

    /// Values that are adjectives made nouns.
    private static let adjectives = [
        "높음": "높은", "낮음": "낮은", "많음": "많은", "적음": "적은", "넓음": "넓은", "좁음": "좁은", "얇음": "얇은", "좋음": "좋은",
        "굵음": "굵은", "짧음": "짧은", "깊음": "깊은", "얕음": "얕은", "밝음": "밝은", "두꺼움": "두꺼운", "부드러움": "부드러운",
        "가벼움": "가벼운", "무거움": "무거운", "어두움": "어두운", "강함": "강한", "약함": "약한", "진함": "진한", "순함": "순한",
        "단단함": "단단한", "촉촉함": "촉촉한", "강력": "강력한", "있음": "있는",
    ]

    private enum NameKind {
        case property, action, function, part, appliance, certificate, included, unknown

        init(_ name: String) {
            self =
                Self.endings.first { $0.words.contains { name.hasSuffix($0) } }?.kind ?? .unknown
        }

        /// Ends of attribute names, the more particular kinds first.
        private static let endings: [(kind: NameKind, words: [String])] = [
            (.certificate, ["인증", "테스트", "검사"]),
            (.included, ["포함"]),
            (.appliance, ["식기세척기", "전자레인지", "인덕션", "세탁기", "건조기", "오븐", "에어프라이어"]),
            (
                .function,
                [
                    "방지", "차단", "캔슬링", "꺼짐", "측정", "추적", "모드", "살균", "GPS", "블루투스", "NFC", "케어", "발열", "정화", "보온",
                    "보냉", "탈취", "예약취사", "타이머", "저장", "연동", "톤업",
                ]
            ),
            (
                .action,
                [
                    "조절", "분리", "충전", "사용", "세척", "포장", "배출", "반입", "수납", "가능", "냉침", "냉동", "부착", "탈착", "탈부착", "교체",
                    "터치", "세탁", "재접착", "환불", "리필",
                ]
            ),
            (
                .part,
                [
                    "포트", "손잡이", "홀더", "밴딩", "밴드", "칸막이", "스트랩", "속바지", "빨대", "조명", "받침", "받침대", "레스트", "지지대",
                    "주머니", "포켓", "지퍼", "덮개", "커버", "뚜껑", "바퀴", "투명창", "마이크", "LED", "스위치", "실리콘", "내피", "안감", "모자",
                    "필터", "거울", "서랍", "잠금장치", "카운터",
                ]
            ),
            (
                .property,
                [
                    "방수", "겸용", "발수", "방풍", "방습", "무선", "접이식", "무타공", "냉감", "기모", "무독성", "저자극", "휴대용", "항균", "속건", "암막",
                    "야광", "편광", "무동력", "디카페인", "식", "용", "형", "소재", "저알러지", "저소음", "무소음", "친환경", "비건",
                    "유기농", "수제", "국산", "단열", "충격흡수", "안전", "내염소", "지속내수성", "프리볼트", "압박",
                ]
            ),
        ]
    }
}
