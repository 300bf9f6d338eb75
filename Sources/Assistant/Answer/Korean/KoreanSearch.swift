import Hangul
import Search
import Shop

/// A search answer in Korean.
struct KoreanSearch: SearchWording {
    func lead(_ answer: SearchAnswer) -> String {
        let total = answer.total
        let order = KoreanConstraints.order(answer.context.query.constraints.sort)
        let what = what(answer)
        let understood = answer.context.query.corrected.flatMap { UntrustedText.label($0, limit: 30) }
        if answer.context.intent == .refine {
            let found = Josa.subject.attached(to: what) + (total == 1 ? " 하나 있어요." : " \(Price.grouped(total))개 있어요.")
            return "다시 찾아보니 " + found
        }
        if let understood {
            let named = Josa.toward.attached(to: "“\(understood)”")
            return total == 1 ? "\(named) 찾아보니 하나 있어요." : "\(named) 찾아보니 \(Price.grouped(total))개가 있어요."
        }
        if answer.context.intent == .recommend, answer.wanted == .unsaid {
            return total == 1 ? "이 상품을 추천드려요." : "이런 상품들을 추천드려요."
        }
        if total == 1 { return "\(Josa.topic.attached(to: what)) 하나 있어요." }
        let found = "\(what) \(Price.grouped(total))개를"
        return order.map { "\(found) \($0) 정리했어요." } ?? "\(found) 찾았어요."
    }

    func sentence(_ product: FeaturedProduct) -> AnswerPiece {
        let facts = product.facts
        let among = product.followsRole ? "" : "이 중 "
        let role =
            switch product.role {
            case .cheapest: among + "가장 저렴한 "
            case .bestRated: among + "별점이 \(facts.stars)점으로 가장 높은 "
            case .mostDiscounted: among + "할인율이 가장 높은 "
            case nil: ""
            }
        let subject = role + Josa.topic.attached(to: facts.name) + " "
        let price = KoreanPhrases.price(facts)
        var citations = facts.cite("name") + facts.priceCitations
        if product.role == .bestRated { citations += facts.cite("rating") }
        if facts.isSoldOut {
            let text = price.map { $0 + "인데 지금은 품절이에요." } ?? "지금은 품절이에요."
            return AnswerPiece(subject + text, citations: citations + facts.soldOutCitations)
        }
        let point = product.point
        guard let price else {
            citations.removeAll { $0.field == "price" }
            let missing = KoreanClause.verb("가격이 상품 정보에 나와 있지 않아요")
            let clause = point.map { missing.followed(by: Self.clause($0).sentence) } ?? missing.sentence
            return AnswerPiece(subject + clause, citations: citations + (point?.citations(facts) ?? []))
        }
        let cost = KoreanClause.be(price)
        let text = point.map { cost.followed(by: Self.clause($0).sentence) } ?? cost.sentence
        return AnswerPiece(subject + text, citations: citations + (point?.citations(facts) ?? []))
    }

    func quotation(_ sentence: String) -> String { "상품 설명에는 “\(sentence)”라고 되어 있어요." }

    func caveat(_ caveat: SearchAnswer.Caveat) -> AnswerPiece {
        switch caveat {
        case .fewLeft(let facts, let left):
            AnswerPiece(
                "\(Josa.topic.attached(to: facts.name)) \(left)개만 남아 있으니 참고해 주세요.",
                citations: facts.cite("name", "stock"))
        case .priceRange(let low, let high):
            AnswerPiece(
                "보여드린 상품의 가격은 \(low.price?.description ?? "")부터 \(high.price?.description ?? "")까지예요.",
                citations: low.cite("price") + high.cite("price"))
        }
    }

    var alike: String { "비슷한 상품도 뒤에 함께 보여드려요." }

    func nothing(_ answer: SearchAnswer) -> [String] {
        let first = Josa.topic.attached(to: what(answer)) + " 지금 없어요."
        let members = answer.context.relaxable
        var names: [String] = []
        for name in members.filter({ $0 != "inStock" }).compactMap(KoreanConstraints.name) where !names.contains(name) {
            names.append(name)
        }
        if !names.isEmpty {
            let one = names.count > 1 ? " 조건 중 하나를" : " 조건을"
            return [first, KoreanList.either(Array(names.prefix(3))) + one + " 빼면 보여드릴 수 있어요."]
        }
        if members.contains("inStock") { return [first, "품절된 상품까지 넣으면 보여드릴 수 있어요."] }
        return [first, "다른 이름이나 조건으로 말씀해 주시면 다시 찾아볼게요."]
    }

    /// "5만원 이하 방수 운동화", "“엄마 생신 선물”에 맞는 상품".
    func what(_ answer: SearchAnswer) -> String {
        KoreanPhrases.noun(
            answer.wanted, constraints: answer.context.query.constraints, currency: answer.currency, without: [])
    }

    static func clause(_ point: FeaturedProduct.Point) -> KoreanClause {
        switch point {
        case .attribute(let attribute): KoreanAttribute.clause(attribute)
        case .material(let material): .be("소재는 " + material)
        case .color(let color): .verb(color + " 색상이 있어요")
        case .size(let size): .verb(size + " 사이즈가 있어요")
        case .season(let seasons): .be(KoreanPhrases.season(seasons) + " 상품")
        case .rating(let rating, let reviews):
            .be("후기 \(Price.grouped(reviews))개에 별점 \(NumberText.stars(rating))점")
        case .quote(let sentence): .verb("“\(sentence)”라고 소개돼 있어요")
        }
    }
}

/// Phrases that several Korean answers use.
enum KoreanPhrases {
    /// "59,000원", "54,900원(29% 할인)"; nil where the shop states no price.
    static func price(_ facts: ProductFacts) -> String? {
        facts.price.map { $0.description + (facts.discount > 0 ? "(\(facts.discount)% 할인)" : "") }
    }

    static func season(_ seasons: [String]) -> String {
        seasons.contains("사계절") ? "사계절 쓸 수 있는" : Josa.with.joined(seasons) + "에 맞는"
    }

    /// The constraints and what is wanted as one noun phrase. Many constraints are put in brackets, so that it stays readable;
    /// what the wanted words say themselves is not said twice.
    static func noun(
        _ wanted: WantedThing, constraints: Constraints, currency: Currency, without: Set<String>
    ) -> String {
        let own = wanted.text ?? ""
        let phrases = KoreanConstraints.phrases(constraints, currency: currency, without: without)
            .filter { !isSaid($0, by: own) }.map(\.text)
        let noun =
            switch wanted {
            case .kind(let kind): kind
            // 신을, 덮을: a verb that waits for a noun gets one.
            case .words(let words) where ["을", "할", "쓸", "볼"].contains(String(words.suffix(1))): "\(words) 만한 상품"
            // 층간소음 줄이는: a verb that describes what follows.
            case .words(let words) where words.hasSuffix("는") && isVerb(words): "\(words) 상품"
            case .words(let words): "“\(words)”에 맞는 상품"
            case .unsaid: phrases.isEmpty ? "말씀하신 조건에 맞는 상품" : "상품"
            }
        if phrases.isEmpty { return noun }
        // Words of a sentence stay together: "비 오는 날 들 가방 중에서 5만원 이하 상품".
        if case .kind(let kind) = wanted, kind.split(separator: " ").count > 2, phrases.count <= 3 {
            return "\(kind) 중에서 \(phrases.joined(separator: " ")) 상품"
        }
        return phrases.count <= 3
            ? phrases.joined(separator: " ") + " " + noun : "조건(\(phrases.joined(separator: ", ")))에 맞는 " + noun
    }
}

extension KoreanPhrases {
    private static func isVerb(_ words: String) -> Bool {
        words.split(separator: " ").last.map { $0.count >= 3 && KoreanWords.predicateStem($0) != nil } ?? false
    }

    /// Whether the wanted words state a constraint themselves: "검정 운동화" and the colour 블랙.
    private static func isSaid(_ phrase: ConstraintPhrase, by words: String) -> Bool {
        if words.contains(phrase.text) { return true }
        let each = words.split(separator: " ").map(String.init)
        switch phrase.member {
        // 굽 없는 신발, and 굽높이를 뺀.
        case "exclude": return each.contains { ["없는", "안", "않은", "뺀", "빼고", "말고"].contains($0) }
        case "color": return each.contains { !ColorMatch.matches($0, in: [phrase.text]).isEmpty }
        case "gender":
            let names = ["남성": ["남자", "남성"], "여성": ["여자", "여성"], "아동": ["아이", "아동", "어린이", "유아"]][phrase.text]
            return names?.contains { name in each.contains { $0.hasPrefix(name) } } ?? false
        default: return false
        }
    }
}

extension Josa {
    /// "봄과 여름": each word but the last with this josa.
    func joined(_ words: [String]) -> String {
        words.enumerated().map { $0 < words.count - 1 ? attached(to: $1) : $1 }.joined(separator: " ")
    }
}
