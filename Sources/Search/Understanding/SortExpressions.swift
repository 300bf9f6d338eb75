/// Orders and superlatives: `제일 싼`, `평점 높은 순으로`, `최근에 나온`.
enum SortExpressions {
    private static let most = ["제일", "가장", "젤", "최고로", "제일로", "가장제일", "the", "most"]
    private static let order = [
        "순서대로", "순서로", "순으로", "순위", "순", "것부터", "거부터", "부터", "대로", "걸로부터", "순서",
    ]

    /// Phrases that need no superlative or 순 to mean an order.
    private static let plain: [(SortOrder, [String])] = [
        (
            .priceAscending,
            [
                "최저가", "저가순", "가격순", "낮은가격", "낮은가격순", "싼가격순", "lowestpricefirst", "lowtohigh", "leastexpensive", "가격낮은",
                "가격오름차순", "cheapest", "lowestprice", "最安", "最便宜",
            ]
        ),
        (
            .priceDescending,
            [
                "최고가", "고가순", "높은가격", "가격높은", "가격내림차순", "높은가격순", "mostexpensive", "priciest", "hightolow",
                "highestprice", "最贵",
            ]
        ),
        (
            .rating,
            [
                "평점높은", "별점높은", "평점좋은", "별점좋은", "후기좋은", "리뷰좋은", "평좋은", "평점이높은", "별점이높은", "평점이좋은", "별점이좋은", "후기가좋은",
                "리뷰가좋은",
                "높은평점순", "평가높은", "highlyrated", "highestrating", "bestreviewed", "bestrating", "평점순", "별점순", "평이좋은",
                "평가좋은", "bestrated", "toprated", "highestrated",
                "평점제일높은", "별점제일높은",
            ]
        ),
        (
            .reviews,
            [
                "리뷰많은", "후기많은", "리뷰가많은", "후기가많은", "리뷰순", "후기순", "리뷰많은순", "인기순", "판매순", "많이팔린", "많이팔리는", "잘팔리는", "잘나가는",
                "베스트셀러", "많이찾는", "많이사는", "사람들이많이", "판매량많은", "판매량높은", "판매량순", "리뷰수많은", "후기수많은", "most reviewed",
                "with the most reviews",
                "with most reviews", "mostreviews", "popular",
                "bestselling", "bestseller", "mostpopular", "인기많은", "인기있는", "제일인기",
            ]
        ),
        (
            .newest,
            [
                "최신순", "신상품순", "신상순", "출시순", "최근출시", "최근에출시", "갓나온", "방금나온", "막나온", "justreleased", "new in", "등록순",
                "최근에나온", "최근나온", "새로나온", "새로들어온", "신상품", "신제품", "신상", "최신", "newest", "latest",
                "newarrivals", "newarrival",
            ]
        ),
        (
            .discount,
            [
                "할인율높은", "할인많은", "할인많이하는", "할인많이되는", "할인율순", "할인순", "할인폭큰", "세일폭큰", "할인폭이큰", "할인율큰", "할인율제일높은",
                "biggestdiscount", "highestdiscount", "largestdiscount", "할인큰", "할인이큰", "세일큰", "제일많이할인", "가장많이할인",
                "제일많이깎", "세일많이하는", "할인제일많이하는",
            ]
        ),
    ]

    /// Words that mean an order only with 제일 before them or 순 behind them.
    private static let graded: [(SortOrder, [String])] = [
        (.priceAscending, ["싼", "저렴한", "싸고", "가격이낮은", "값싼", "저렴"]),
        (.priceDescending, ["비싼", "고가의", "고급"]),
        (.rating, ["평점높은", "별점높은", "평점이높은", "별점이높은", "평좋은"]),
        (.reviews, ["리뷰많은", "후기많은", "인기", "많이팔린"]),
        (.newest, ["최근", "새로운", "최신"]),
        (.discount, ["할인", "할인많이하는", "세일폭큰", "할인폭큰", "많이할인하는", "세일폭이큰", "할인율이높은"]),
    ]

    static func read(_ text: inout QueryText, into constraints: inout Constraints) {
        for start in text.scalars.indices where text.scalars[start] != " " && !text.taken[start] {
            guard let found = superlative(text, at: start) ?? graded(text, at: start) ?? plain(text, at: start) else {
                continue
            }
            constraints.sort = found.order
            var end = found.end
            for tail in [order, ["것", "거", "걸로", "거로", "걸", "건"]] {
                if let more = text.longest(of: tail, at: end), text.isWordEnd(more.end) { end = more.end }
            }
            // 제일 많이 팔린 거 같은 이불
            if let more = text.longest(of: ["같은"], at: end) { end = more.end }
            text.take(start..<text.includingParticle(end))
            return
        }
    }

    private static func superlative(_ text: QueryText, at start: Int) -> (order: SortOrder, end: Int)? {
        let prefixes = [
            (["평점", "별점"], SortOrder.rating, ["높은", "좋은"]), (["리뷰", "후기"], .reviews, ["많은"]),
            (["할인", "할인율", "할인폭", "세일", "세일폭"], .discount, ["많이하는", "높은", "큰", "많은", "많이되는", "많이해주는"]),
            (["가격"], .priceAscending, ["낮은", "싼", "저렴한"]), (["가격"], .priceDescending, ["높은", "비싼"]),
        ]
        if text.isWordStart(start) {
            for (subjects, order, predicates) in prefixes {
                guard let subject = text.longest(of: subjects, at: start) else { continue }
                let afterParticle = text.longest(of: ["이", "가", "도"], at: subject.end)?.end ?? subject.end
                let middle = text.longest(of: most, at: afterParticle)?.end ?? afterParticle
                if let predicate = text.longest(of: predicates, at: middle) {
                    let isOrder = middle != afterParticle || text.longest(of: Self.order, at: predicate.end) != nil
                    if isOrder || order == .rating || order == .reviews { return (order, predicate.end) }
                }
            }
        }
        guard text.isWordStart(start), let lead = text.longest(of: most, at: start) else { return nil }
        var best: (order: SortOrder, end: Int)?
        for (order, phrases) in graded + plain {
            if let found = text.longest(of: phrases, at: lead.end), found.end > best?.end ?? 0 {
                best = (order, found.end)
            }
        }
        return best
    }

    private static func graded(_ text: QueryText, at start: Int) -> (order: SortOrder, end: Int)? {
        guard text.isWordStart(start) else { return nil }
        for (kind, phrases) in graded {
            if let found = text.longest(of: phrases, at: start), let more = text.longest(of: order, at: found.end),
                text.isWordEnd(more.end)
            {
                return (kind, found.end)
            }
        }
        return nil
    }

    private static func plain(_ text: QueryText, at start: Int) -> (order: SortOrder, end: Int)? {
        guard text.isWordStart(start) else { return nil }
        for (kind, phrases) in plain {
            if let found = text.longest(of: phrases.lazy.map { $0.filter { $0 != " " } }, at: start),
                text.isWordEnd(found.end) || text.longest(of: order, at: found.end) != nil
            {
                return (kind, found.end)
            }
        }
        return nil
    }

    /// `싸고 괜찮은`, `가성비`, `비싸도 되니까`: a liking, no order.
    /// `비싼 거 말고`, `너무 비싸지 않은`: read before exclusions, which would take 비싼 for a thing.
    static func readModesty(_ text: inout QueryText) -> SearchQuery.PriceLeaning? {
        let phrases = [
            "너무비싸지않은거", "너무비싸지않은", "너무비싸지않게", "너무비싼거말고", "비싸지않은거", "비싸지않은", "비싸지않게", "비싸지않고", "안비싼거", "안비싼", "비싼거말고",
            "비싼건말고", "비싼것말고", "비싼거빼고", "비싼건빼고", "비싼거아닌", "너무안비싼", "고가말고", "가격부담없는", "가격이부담없는", "부담없는가격대", "부담없는가격",
            "가격이착한", "가격착한", "착한가격", "합리적인가격", "가격좋은", "not too expensive", "not expensive", "reasonably priced",
            "without breaking the bank",
        ].map { $0.filter { $0 != " " } }
        guard let found = text.first(of: phrases), text.isWordStart(found.range.lowerBound) else { return nil }
        text.take(found.range.lowerBound..<text.includingParticle(found.range.upperBound))
        return .cheap
    }

    static func readLeaning(_ text: inout QueryText) -> SearchQuery.PriceLeaning? {
        let cheap = [
            "가성비좋은", "가성비템", "갓성비", "가성비", "저렴이", "저렴한거", "저렴한", "저렴하고", "싸게", "싸면서", "저렴하게", "싸고", "싼거", "싼", "값싼",
            "부담없는", "가격착한", "cheap", "affordable",
            "budget", "inexpensive", "low cost", "low-cost", "安い", "便宜", "お手頃",
        ]
        let premium = [
            "비싸도되니까", "비싸도괜찮", "비싸도", "고급스러운", "프리미엄", "제대로된", "럭셔리", "명품", "premium", "luxury", "high-end", "高級",
        ]
        for (leaning, phrases) in [(SearchQuery.PriceLeaning.premium, premium), (.cheap, cheap)] {
            for phrase in phrases {
                if let range = text.firstWord(phrase) {
                    // Words of praise stay in the text where they may stand in a product's; a price word says nothing more.
                    if !["부담없는", "고급스러운"].contains(phrase) {
                        text.take(range.lowerBound..<text.includingParticle(range.upperBound))
                    }
                    return leaning
                }
            }
        }
        return nil
    }
}
