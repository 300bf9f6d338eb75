import Hangul
import Search

/// Checks every word of a clause: a fact of what it is said of, or a word that states nothing.
struct WordCheck {
    let products: [GroundedProduct]
    let context: AnswerContext
    private let asked: Set<String>

    init(products: [GroundedProduct], context: AnswerContext) {
        self.products = products
        self.context = context
        var lexer = Lexer(
            TextFolding.folded(context.message + " . " + context.query.need + " . " + (context.query.corrected ?? "")))
        asked = lexer.lexemes().compactMap(\.word).reduce(into: Set<String>()) { $0.formUnion(WordForms.of($1)) }
    }

    private static let soldOut: Set<String> = ["품절", "매진", "売り切れ", "缺货", "售罄"]
    private static let buyable: Set<String> = ["재고", "在庫", "库存", "有货", "stock", "available"]
    private static let counting = [
        "한": 1, "두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10,
        "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
    ]
    /// What nobody can say of "all": 모든 색상.
    private static let boundless = ClaimWords.color.union(ClaimWords.size)
        .union(["계절", "시즌", "용도", "season", "seasons"])

    func check(_ clause: Clause, _ scope: Scope, _ evidence: inout Evidence) throws(Ungrounded) {
        let words = clause.words
        var texts = Dictionary(uniqueKeysWithValues: scope.subjects.map { ($0, Set<Int>()) })
        var isBound = false
        var usesReviews = false
        for (index, word) in words.enumerated() {
            // A copula that stands by itself behind a bracket or a quotation.
            if Polarity.denies(word) || ClaimWords.openers.contains(word) || KoreanEndings.copula.contains(word) {
                continue
            }
            let forms = WordForms.of(word)
            if try special(word, forms, at: index, words, scope, &evidence) { continue }
            let held = units(holding: forms, words, scope)
            if Neutral.isNeutral(forms) {
                // A neutral word that an attribute is named by is about that attribute: 무게.
                continue
            }
            guard let held else {
                if try other(word, forms, words, scope, &evidence) { continue }
                throw Ungrounded(.unverified)
            }
            for (place, found) in held {
                let units = products[place].units
                if let typed = found.last(where: { units[$0].kind == .typed }) {
                    evidence.add(units[typed].citation)
                    continue
                }
                usesReviews = usesReviews || found.allSatisfy { units[$0].kind == .review }
                texts[place] = isBound && !(texts[place] ?? []).isEmpty ? texts[place]?.intersection(found) : Set(found)
                if texts[place]?.isEmpty != false { throw Ungrounded(.unverified) }
                if let first = texts[place]?.min() { evidence.add(units[first].citation) }
            }
            if held.contains(where: { place, found in !found.contains { products[place].units[$0].kind == .typed } }) {
                isBound = true
            }
        }
        if usesReviews, !scope.citesReviews { throw Ungrounded(.unverified) }
    }

    /// For every subject the units that hold the word; nil where one has none.
    private func units(holding forms: Set<String>, _ words: [String], _ scope: Scope) -> [Int: [Int]]? {
        guard !scope.subjects.isEmpty else { return nil }
        var out: [Int: [Int]] = [:]
        for place in scope.subjects {
            let units = products[place].units
            let found = units.indices.filter { index in
                units[index].holds(forms, denied: scope.isDenied)
                    || isPart(forms, of: units[index], words, scope.isDenied)
            }
            if found.isEmpty { return nil }
            out[place] = found
        }
        return out
    }

    /// 저자극 of the attribute 저자극테스트, where 테스트 stands in the clause too.
    private func isPart(_ forms: Set<String>, of unit: FactUnit, _ words: [String], _ denied: Bool) -> Bool {
        guard let name = unit.name, unit.clauses[0].denied == denied else { return false }
        for form in forms where form.count >= 2 && form.count < name.count && !form.hasPrefix("~") {
            let rest =
                name.hasPrefix(form)
                ? String(name.dropFirst(form.count)) : name.hasSuffix(form) ? String(name.dropLast(form.count)) : nil
            if let rest, words.contains(where: { WordForms.of($0).contains(rest) }) { return true }
        }
        return false
    }

    // MARK: Words with a meaning of their own

    private func special(
        _ word: String, _ forms: Set<String>, at index: Int, _ words: [String], _ scope: Scope,
        _ evidence: inout Evidence
    ) throws(Ungrounded) -> Bool {
        if ClaimWords.superlative.contains(word) || ClaimWords.comparative.contains(word)
            || ComparisonCheck.isAdjective(forms)
        {
            return true
        }
        if !forms.isDisjoint(with: Self.soldOut) || isSoldOutInEnglish(word, index, words) {
            try require(scope, .stock) { $0.isSoldOut != scope.isDenied }
            add("stock", scope, &evidence)
            return true
        }
        if !forms.isDisjoint(with: Self.buyable) {
            if scope.isQuestion && !scope.isNamed { return true }
            if index > 0, words[index - 1] == "out" { return true }
            try require(scope, .stock) { $0.isSoldOut == scope.isDenied }
            add("stock", scope, &evidence)
            return true
        }
        if forms.contains("~구매하") || forms.contains("구매"),
            words.dropFirst(index).contains(where: { $0.hasPrefix("가능") || $0 == "수" }),
            !scope.isQuestion
        {
            if scope.subjects.isEmpty { return true }
            try require(scope, .stock) { $0.isSoldOut == scope.isDenied }
            return true
        }
        let next = index + 1 < words.count ? words[index + 1] : nil
        if ["모든", "every", "all"].contains(word), let next, ClaimWords.any([next], in: Self.boundless) {
            throw Ungrounded(.unverified)
        }
        if forms.contains("~같") {
            // 좋을 것 같아요; that two things are alike is another matter.
            guard index > 0, ["것", "거", "듯"].contains(where: words[index - 1].hasPrefix) else {
                throw Ungrounded(.comparison)
            }
            return true
        }
        if forms.contains("~좋"), ClaimWords.any(words, in: ClaimWords.rating.union(ClaimWords.review)) {
            try require(scope, .rating) { ($0.rating ?? 0) >= 4 }
            return true
        }
        if scope.isDenied, !scope.isQuestion, !scope.isRestated, words.contains(where: { $0.hasPrefix("없") }) {
            if !forms.isDisjoint(with: ClaimWords.review) {
                try require(scope, .reviewCount) { $0.reviewCount == 0 }
                add("reviewCount", scope, &evidence)
                return true
            }
            if !forms.isDisjoint(with: ClaimWords.rating) {
                try require(scope, .rating) { $0.rating == nil }
                add("rating", scope, &evidence)
                return true
            }
        }
        if forms.contains("하나"), ClaimWords.any(words, in: ClaimWords.color.union(ClaimWords.size)) {
            return try counted(1, .measure("가지"), word, words, scope, &evidence)
        }
        if !forms.isDisjoint(with: ClaimWords.discount), index > 0, ["더", "또", "추가"].contains(words[index - 1]) {
            throw Ungrounded(.discount)
        }
        if !forms.isDisjoint(with: ClaimWords.discount), !scope.subjects.isEmpty, !scope.isRestated,
            !(scope.isQuestion && !scope.isNamed)
        {
            try require(scope, .discount) { ($0.discount > 0) != scope.isDenied }
            add("price", scope, &evidence)
            return true
        }
        if let value = Self.counting[word], let next {
            if let unit = UnitWords.unit(beginning: next)?.unit ?? UnitWords.latin(next) {
                return try counted(value, unit, next, words, scope, &evidence)
            }
            if ["상품", "제품"].contains(where: next.hasPrefix) {
                return try counted(value, .measure("개"), next, words, scope, &evidence)
            }
        }
        return false
    }

    private func isSoldOutInEnglish(_ word: String, _ index: Int, _ words: [String]) -> Bool {
        if word == "sold", index + 1 < words.count, words[index + 1] == "out" { return true }
        return word == "out" && index + 2 < words.count && words[index + 1] == "of" && words[index + 2] == "stock"
    }

    /// 두 가지 색상, 세 상품.
    private func counted(
        _ value: Int, _ unit: FoundNumber.Unit, _ counter: String, _ words: [String], _ scope: Scope,
        _ evidence: inout Evidence
    ) throws(Ungrounded) -> Bool {
        if ["번", "눈"].contains(where: counter.hasPrefix), value == 1 { return true }
        let number = FoundNumber(value: Double(value), unit: unit, tail: "")
        var scope = scope
        if value == products.count, !scope.isNamed { scope.isLead = true }
        let check = NumberCheck(products: products, context: context)
        let place = NumberCheck.Place(words: words, before: [], after: nil)
        if let reason = check.reason(against: number, place, scope, &evidence) { throw Ungrounded(reason) }
        return true
    }

    private func require(
        _ scope: Scope, _ reason: GroundingReason, _ holds: (ProductFacts) -> Bool
    ) throws(Ungrounded) {
        guard !scope.subjects.isEmpty, scope.subjects.allSatisfy({ holds(products[$0].facts) }) else {
            throw Ungrounded(reason)
        }
    }

    private func add(_ field: String, _ scope: Scope, _ evidence: inout Evidence) {
        for place in scope.subjects {
            evidence.add(Citation(kind: .product, id: products[place].facts.id, field: field))
        }
    }

    // MARK: Words that no fact holds

    private func other(
        _ word: String, _ forms: Set<String>, _ words: [String], _ scope: Scope, _ evidence: inout Evidence
    ) throws(Ungrounded) -> Bool {
        if scope.isRestated, !forms.isDisjoint(with: asked) { return true }
        if try color(forms, scope, &evidence) { return true }
        if try size(word, words, scope, &evidence) { return true }
        if isTopic(word, forms, scope) { return true }
        if scope.isDenied, scope.subjects.allSatisfy({ products[$0].units.contains { $0.mentions(forms) } }),
            !scope.subjects.isEmpty
        {
            throw Ungrounded(.negation)
        }
        return isCompound(word, words, scope, &evidence)
    }

    /// What was asked for, in a sentence that presents what was found: no property, nothing of health, nothing that is true of
    /// some of the products only.
    private func isTopic(_ word: String, _ forms: Set<String>, _ scope: Scope) -> Bool {
        guard scope.isLead, !scope.isNamed, !scope.isDenied, !forms.isDisjoint(with: asked), !Neutral.isSensitive(word)
        else { return false }
        guard !forms.contains(where: Equivalents.isProperty), !forms.contains(where: ColorMatch.isCommon) else {
            return false
        }
        return !products.contains { product in
            product.units.contains { $0.kind == .typed && $0.mentions(forms) && $0.citation.field != "tags" }
        }
            || products.allSatisfy { product in product.units.contains { $0.holds(forms, denied: false) } }
    }

    private func color(_ forms: Set<String>, _ scope: Scope, _ evidence: inout Evidence) throws(Ungrounded) -> Bool {
        // One syllable of Hangul names a colour only in 은색, 밤색.
        let names = forms.filter {
            !$0.hasPrefix("~")
                && ($0.unicodeScalars.count > 1 || !$0.unicodeScalars.allSatisfy(HangulScalar.isSyllable))
        }
        let isCommon = names.contains(where: ColorMatch.isCommon)
        let isOffered = products.contains { product in
            names.contains { !ColorMatch.matches($0, in: product.facts.colors).isEmpty && $0.count > 1 }
        }
        guard isCommon || isOffered, !scope.subjects.isEmpty else { return false }
        for place in scope.subjects {
            let facts = products[place].facts
            let has = names.contains { !ColorMatch.matches($0, in: facts.colors).isEmpty }
            guard has != scope.isDenied, scope.isDenied ? !facts.colors.isEmpty : true else { throw Ungrounded(.color) }
            evidence.add(Citation(kind: .product, id: facts.id, field: "colors"))
        }
        return true
    }

    private func size(
        _ word: String, _ words: [String], _ scope: Scope, _ evidence: inout Evidence
    ) throws(Ungrounded) -> Bool {
        let isLatin =
            word.utf8.count <= 8 && word.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
        guard isLatin || ["프리", "스몰", "미디엄", "라지", "엑스라지", "퀸", "킹", "싱글"].contains(where: word.hasPrefix),
            !scope.subjects.isEmpty
        else { return false }
        let held = scope.subjects.filter { place in
            WordForms.of(word).contains { !SizeMatch.matches($0, in: products[place].facts.sizes).isEmpty }
        }
        if held.isEmpty, !scope.isDenied || !ClaimWords.any(words, in: ClaimWords.size) { return false }
        guard held.count == (scope.isDenied ? 0 : scope.subjects.count) else { throw Ungrounded(.size) }
        add("sizes", scope, &evidence)
        return true
    }

    /// 방수기능, 나일론소재: a fact and a neutral word, or two facts, written as one.
    private func isCompound(_ word: String, _ words: [String], _ scope: Scope, _ evidence: inout Evidence) -> Bool {
        let letters = Array(word)
        guard letters.count >= 4, letters.count <= 14 else { return false }
        for cut in 2...(letters.count - 2) {
            let parts = [String(letters[..<cut]), String(letters[cut...])]
            var held = true
            var facts: [Citation] = []
            for part in parts where held {
                let forms = part == parts[0] ? [part] : WordForms.of(part)
                if let found = units(holding: forms, words, scope), let place = scope.subjects.min(),
                    let unit = found[place]?.first(where: { products[place].units[$0].kind == .typed })
                {
                    facts.append(products[place].units[unit].citation)
                } else if part == parts[0]
                    ? !Self.suffixed.contains(part)
                    : !Neutral.isNeutral(forms) || !forms.contains(where: Self.suffixed.contains)
                {
                    held = false
                }
            }
            if held, !facts.isEmpty {
                facts.forEach { evidence.add($0) }
                return true
            }
        }
        return false
    }

    private static let suffixed: Set<String> = [
        "기능", "소재", "색상", "컬러", "사이즈", "제품", "상품", "가능", "재질", "원단", "브랜드", "사용",
    ]

    // MARK: What the catalogue does not say

    /// "방수 여부는 상품 정보에 나와 있지 않아요."
    func isAboutMissingFacts(_ words: [String]) -> Bool {
        let text = words.joined(separator: " ")
        let names = ["정보", "설명", "표기", "안내", "내용", "페이지", "확인"].contains { text.contains($0) }
        let denies = [
            "나와 있지 않", "나와있지 않", "적혀 있지 않", "확인되지 않", "확인이 되지 않", "확인할 수 없", "확인하기 어렵", "언급되지 않", "표시되어 있지 않",
            "표시돼 있지 않", "정보가 없", "정보는 없", "설명이 없", "알 수 없",
        ]
        .contains { text.contains($0) }
        if names, denies { return true }
        return [
            "not listed", "not stated", "not mentioned", "doesn't say", "does not say", "isn't listed",
            "no information",
        ]
        .contains { text.contains($0) }
    }

    /// Every word is neutral, or no fact of the subjects holds it; the member that is named is empty.
    func checkMissing(_ lexemes: [Lexeme], _ subjects: Set<Int>) throws(Ungrounded) {
        guard lexemes.allSatisfy({ $0.number == nil }) else { throw Ungrounded(.number) }
        var named = 0
        for word in lexemes.compactMap(\.word) where !Polarity.denies(word) {
            let forms = WordForms.of(word)
            for (topic, isMissing) in Self.topics where forms.contains(topic) {
                named += 1
                guard subjects.allSatisfy({ isMissing(products[$0].facts) }) else { throw Ungrounded(.negation) }
            }
            if Neutral.isNeutral(forms) { continue }
            named += 1
            let isHeld = subjects.contains { place in
                products[place].units.contains {
                    $0.mentions(forms) && $0.citation.field != "name" && $0.citation.field != "category"
                }
            }
            guard !isHeld, forms.isDisjoint(with: ["쿠폰", "무료", "사은품"]) else { throw Ungrounded(.negation) }
        }
        // "정보가 없어요" with nothing named would deny everything.
        guard named > 0 || context.asked.contains(where: { if case .other = $0 { true } else { false } }) else {
            throw Ungrounded(.negation)
        }
    }

    private static let topics: [String: @Sendable (ProductFacts) -> Bool] = [
        "가격": { $0.price == nil }, "price": { $0.price == nil },
        "색상": { $0.colors.isEmpty }, "color": { $0.colors.isEmpty },
        "사이즈": { $0.sizes.isEmpty }, "size": { $0.sizes.isEmpty },
        "소재": { $0.material == nil }, "재질": { $0.material == nil }, "material": { $0.material == nil },
        "별점": { $0.rating == nil }, "평점": { $0.rating == nil }, "rating": { $0.rating == nil },
        "후기": { $0.reviewCount == 0 }, "리뷰": { $0.reviewCount == 0 }, "reviews": { $0.reviewCount == 0 },
        "재고": { $0.product.stock == nil && $0.product.status == .onSale }, "수량": { $0.product.stock == nil },
        "브랜드": { $0.brand == nil }, "brand": { $0.brand == nil },
        "할인": { $0.price == nil }, "discount": { $0.price == nil },
        "무게": { facts in !facts.attributes.contains { ["무게", "중량"].contains($0.name) } },
        "weight": { facts in !facts.attributes.contains { ["무게", "중량"].contains($0.name) } },
        "용량": { facts in !facts.attributes.contains { $0.name.hasSuffix("용량") } },
        "계절": { $0.season.isEmpty }, "구성": { facts in !facts.attributes.contains { $0.name == "구성" } },
    ]
}
