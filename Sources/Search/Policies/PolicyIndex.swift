import Hangul
public import Shop

/// A policy that answers a question, with how well.
public struct PolicyHit: Sendable {
    public var policy: Policy
    /// 0…1: the share of the question's weight that the policy meets.
    public var score: Double
}

/// Finds the shop's policies that answer a question, by words: the question's own and those that shops use for the same.
struct PolicyIndex: Sendable {
    private let policies: [Policy]
    private let index: LexicalIndex

    init(_ policies: [Policy]) {
        self.policies = policies
        // A policy is indexed like a product: its question as the name, its topic as the tag.
        index = LexicalIndex(
            policies.map { policy in
                var document = Product(id: policy.id, name: policy.question)
                document.tags = [policy.topic]
                document.details = policy.answer
                return document
            })
    }

    /// Best first, at most `limit`, none below a fifth of the question's weight.
    func search(_ question: String, limit: Int) -> [PolicyHit] {
        if policies.isEmpty { return [] }
        let collector = EvidenceCollector(index: index)
        var scores = [Float](repeating: 0, count: policies.count)
        var whole: Float = 0
        for group in PolicyWords.groups(in: question) {
            var evidence = Evidence(productCount: policies.count)
            for (rank, word) in group.enumerated() {
                collector.gather([word], weight: rank == 0 ? 1 : 0.85, into: &evidence)
            }
            if evidence.touched.isEmpty {
                whole += 0.5
                continue
            }
            let inverse = index.inverseFrequency(evidence.touched.count)
            whole += inverse
            for policy in evidence.touched {
                let ordinal = Int(policy)
                scores[ordinal] +=
                    inverse * (0.7 * min(1, evidence.kind[ordinal] / 0.85) + 0.3 * evidence.saturation(ordinal))
            }
        }
        guard whole > 0 else { return [] }
        let ranked = policies.indices.sorted { (scores[$0], policies[$1].id) > (scores[$1], policies[$0].id) }
        return ranked.prefix(limit).compactMap { ordinal in
            let score = Double(scores[ordinal] / whole)
            return score >= 0.2 ? PolicyHit(policy: policies[ordinal], score: score) : nil
        }
    }
}

/// The words of shop policies, in the several ways that shoppers say them.
enum PolicyWords {
    /// The first word of a group stands for it; what follows are other ways to say it and what they bring along.
    private static let table: [[String]] = [
        ["배송", "택배", "배달", "shipping", "delivery", "ship", "도착", "출고", "발송", "보내", "언제와", "언제오", "언제받", "언제도착", "며칠걸"],
        ["언제", "며칠", "얼마나", "걸리", "when", "how long"],
        ["배송비", "택배비", "운송비", "shipping fee", "shipping cost"],
        ["반품", "return", "돌려보내"],
        ["교환", "exchange", "바꾸", "안 맞으면", "안맞"],
        ["환불", "refund", "돈 돌려", "돌려받"],
        ["취소", "cancel"],
        ["쿠폰", "coupon", "할인코드"],
        ["적립금", "포인트", "마일리지", "point", "points", "적립"],
        ["할부", "무이자", "installment", "instalment"],
        ["결제", "카드", "계좌이체", "무통장", "payment", "pay"],
        ["현금영수증", "세금계산서", "영수증", "계산서", "receipt", "invoice"],
        ["as", "고장", "수리", "보증", "에이에스", "a/s", "warranty", "repair", "망가"],
        ["재입고", "다시 들어", "들어와", "입고", "restock", "품절이면", "예약"],
        ["선물포장", "선물 포장", "포장", "gift wrap", "giftwrap"],
        ["설치", "조립", "assembly", "install"],
        ["회원", "등급", "가입", "멤버십", "membership"],
        ["탈퇴", "개인정보", "privacy"],
        ["고객센터", "영업시간", "운영", "상담", "문의", "전화", "customer service", "opening hours"],
        ["제주", "도서산간", "섬", "해외", "overseas", "international"],
        ["불량", "하자", "파손", "깨져", "defective", "broken", "잘못 온", "오배송"],
        ["무료", "free"],
        ["사이즈", "치수", "size"],
        ["금요일", "주말", "토요일", "일요일", "공휴일", "weekend"],
        ["후기", "리뷰", "review"],
        ["생일", "birthday"],
        ["위치", "어디", "어딨", "조회", "송장", "where", "tracking", "track"],
        ["옵션", "색상 변경", "변경"],
    ]

    /// The groups that a question touches, its words as the catalogue of policies may write them.
    static func groups(in question: String) -> [[String]] {
        let folded = TextFolding.folded(question)
        let compact = folded.filter { $0 != " " }
        var found: [[String]] = []
        var covered = Set<String>()
        for group in table {
            guard
                let hit = group.first(where: { word in
                    word.unicodeScalars.allSatisfy(\.isLatinLetter)
                        ? folded.split(separator: " ").contains {
                            $0.drop { !$0.isLetter }.hasPrefix(word) && $0.count <= word.count + 2
                        }
                        : compact.contains(word.filter { $0 != " " })
                })
            else { continue }
            covered.insert(hit)
            found.append([hit] + group.filter { $0 != hit && !$0.contains(" ") })
        }
        for token in Tokenizer.tokens(folded) where token.kind != .number && !StopWords.contains(token.text) {
            let readings = KoreanWords.readings(token.text)
            let stem = readings.last ?? token.text
            if covered.contains(where: { token.text.contains($0) || stem.contains($0) })
                || stem.unicodeScalars.count < 2
            {
                continue
            }
            found.append(readings.reversed())
        }
        return found
    }

    /// A word of the table stands in the text; it may be about something else all the same.
    static func touches(_ text: String) -> Bool {
        let compact = TextFolding.folded(text).filter { $0 != " " }
        return table.contains { group in
            group.contains { word in
                !word.unicodeScalars.allSatisfy(\.isLatinLetter) && compact.contains(word.filter { $0 != " " })
            }
        }
    }

    /// The question is about one of the things that policies are about.
    static func mentionsPolicy(_ question: String) -> Bool {
        let compact = TextFolding.folded(question).filter { $0 != " " }
        let subjects = [
            "배송", "택배", "배달", "반품", "교환", "환불", "쿠폰", "적립금", "포인트", "마일리지", "할부", "무이자", "현금영수증", "세금계산서", "재입고",
            "선물포장", "회원등급", "등급", "탈퇴", "고객센터", "영업시간", "개인정보", "주문취소",
            "취소", "고장", "수리", "a/s", "as되", "as는", "설치도", "설치해", "설치비", "조립해", "불량", "오배송", "파손", "결제방법", "결제수단", "무통장",
            "계좌이체", "언제와", "언제도착", "언제받", "언제들어", "언제오", "안맞으면", "며칠걸",
            "얼마나걸", "발송", "출고", "송장", "회원가입", "비회원", "shipping", "delivery", "refund", "exchange", "coupon", "warranty",
            "restock", "giftwrap",
            "returnpolicy", "returnit", "canireturn", "howlong",
        ]
        return subjects.contains { compact.contains($0) }
    }
}
