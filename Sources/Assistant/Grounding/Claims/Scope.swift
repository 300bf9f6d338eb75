import Shop

/// What a clause is about, and what kind of sentence it stands in.
struct Scope {
    /// Places of the products that it speaks of. What it states has to hold for every one.
    var subjects: Set<Int>
    /// The products that they are compared with; empty where none are named.
    var references: Set<Int> = []
    /// Whether the clause itself names them.
    var isNamed = false
    var isDenied = false
    var isQuestion = false
    /// Says again what the shopper asked for: 찾으시는군요.
    var isRestated = false
    /// Presents what was found: 찾았어요, 추천드려요.
    var isLead = false
    var citesReviews = false
}

/// What was found out about a clause.
struct Evidence {
    var citations: [Citation] = []
    /// Facts that bear it out: names and neutral words are none.
    var facts = 0

    mutating func add(_ citation: Citation) {
        facts += 1
        if !citations.contains(citation) { citations.append(citation) }
    }
}

/// Stops the check of a sentence.
struct Ungrounded: Error {
    var reason: GroundingReason
    init(_ reason: GroundingReason) { self.reason = reason }
}

/// Small sets of words that several checks ask for.
enum ClaimWords {
    static let discount: Set<String> = ["할인", "세일", "할인율", "discount", "discounted", "off", "sale", "割引", "折扣", "オフ"]
    static let review: Set<String> = ["후기", "리뷰", "review", "reviews", "レビュー", "评价"]
    static let rating: Set<String> = ["별점", "평점", "평가", "rating", "ratings", "rated", "star", "stars", "評価", "评分"]
    static let color: Set<String> = ["색상", "색", "컬러", "색깔", "color", "colors", "colour", "colours", "色", "カラー", "颜色"]
    static let size: Set<String> = ["사이즈", "크기", "치수", "size", "sizes", "サイズ", "尺寸", "尺码"]
    static let stock: Set<String> = ["재고", "남", "~남", "수량", "stock", "left", "remaining", "在庫", "库存"]
    static let list: Set<String> = [
        "정가", "원래", "원가", "기존", "list", "regular", "original", "originally", "was", "定価", "原价", "정상가",
    ]
    static let product: Set<String> = ["상품", "제품", "products", "product", "items", "item", "options", "商品", "产品"]
    static let superlative: Set<String> = ["가장", "제일", "most", "一番", "最", "least"]
    static let comparative: Set<String> = ["더", "보다", "비해", "비하면", "more", "less", "than", "より", "比"]
    static let universal: Set<String> = [
        "모두", "전부", "모든", "둘다", "all", "both", "each", "every", "全部", "すべて", "両方", "都", "보여드린",
    ]
    static let openers: Set<String> = [
        "네", "예", "아니요", "아니오", "물론", "yes", "no", "sure", "はい", "いいえ", "是的", "물론이에요", "물론이죠", "물론입니다",
    ]

    static func any(_ words: [String], in set: Set<String>) -> Bool {
        words.contains { !set.isDisjoint(with: WordForms.of($0)) }
    }
}
