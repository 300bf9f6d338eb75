import Hangul
import Shop

/// A comparison in Korean.
struct KoreanCompare: CompareWording {
    var needsTwo: String { "비교할 상품을 하나 더 알려주시면 나란히 비교해 드릴게요." }

    func lead(_ count: Int) -> String { count == 2 ? "두 상품을 비교해 볼게요." : "\(KoreanList.kinds(count)) 상품을 비교해 볼게요." }

    func line(_ row: Comparison.Row) -> String {
        let facts = row.facts
        var parts = [KoreanPhrases.price(facts) ?? "가격 미표시"]
        if let rating = facts.rating {
            parts.append("별점 \(NumberText.stars(rating))점(후기 \(Price.grouped(facts.reviewCount))개)")
        }
        parts += row.attributes.map(KoreanAttribute.label)
        let detail = KoreanDetail()
        parts += row.answers.map { String(detail.sentence($0, subject: nil).dropLast()) }
        if facts.isSoldOut, !row.answers.contains(.soldOut) { parts.append("지금 품절") }
        return facts.name + ": " + parts.joined(separator: " · ")
    }

    func closing(_ reasons: [CompareReason], count: Int) -> String {
        guard let last = reasons.last else { return "상품 정보로는 뚜렷한 차이가 나와 있지 않아요." }
        let heads = reasons.dropLast().map { clause($0, count).connective }
        return (heads + [clause(last, count).sentence]).joined(separator: ", ")
    }

    private func clause(_ reason: CompareReason, _ count: Int) -> KoreanClause {
        switch reason {
        case .cheaper(let name, let by, let alsoBetterRated):
            let lead = Josa.subject.attached(to: name) + (count == 2 ? " \(by) 더 저렴" : " 가장 저렴")
            guard alsoBetterRated else { return .verb("가격은 \(lead)해요") }
            let stars = "\(lead)하고 별점도 \(count == 2 ? "더" : "가장")"
            return KoreanClause(final: stars + " 높아요", connective: stars + " 높고")
        case .betterRated(let name):
            let lead = "별점은 \(Josa.subject.attached(to: name)) \(count == 2 ? "더" : "가장")"
            return KoreanClause(final: lead + " 높아요", connective: lead + " 높고")
        case .has(let name, let attribute):
            if attribute.yes == nil, let value = attribute.text {
                return .be("\(Josa.topic.attached(to: name)) \(Josa.subject.attached(to: attribute.name)) \(value)")
            }
            let lead = "\(Josa.subject.attached(to: attribute.name)) 필요하시면 \(Josa.subject.attached(to: name))"
            return KoreanClause(final: lead + " 맞아요", connective: lead + " 맞고")
        }
    }
}
