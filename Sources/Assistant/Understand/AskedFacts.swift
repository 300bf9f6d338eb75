import Hangul
import Search
import Shop

/// What a question about a product asks for.
struct AskedFacts {
    let engine: SearchEngine

    private static let fields: [(AskedFact, [String])] = [
        (.discount, ["할인", "퍼센트", "세일", "몇프로", "discount", "percent", "%"]),
        (.price, ["얼마", "가격", "값이", "정가", "price", "how much", "cost"]),
        (.stock, ["재고", "품절", "남아", "남았", "stock", "available", "살수있"]),
        (.colors, ["색깔", "색상", "무슨색", "색있", "색뭐", "컬러", "어떤색", "color", "colour"]),
        (.sizes, ["사이즈뭐", "사이즈는", "사이즈종류", "어떤사이즈", "무슨사이즈", "사이즈가", "사이즈어떻게", "치수", "sizes", "whatsize"]),
        (.material, ["소재", "재질", "원단", "뭘로만들", "무엇으로만들", "가죽이야", "material", "fabric", "made of"]),
        (.reviews, ["후기", "리뷰", "평점", "별점", "평가", "평어때", "반응", "review", "rating"]),
        (.brand, ["브랜드", "어디거", "제조사", "어디꺼", "brand", "maker"]),
        (.season, ["계절", "무슨철", "season"]),
        (
            .overview,
            ["자세히", "설명", "상세", "어떤제품", "어떤상품", "어떤거야", "소개", "알려줘봐", "어때", "detail", "tell me about", "more about"]
        ),
    ]

    /// The facts asked about `product`, most specific first; `overview` where nothing in particular is asked.
    func facts(in question: String, about product: Product) -> [AskedFact] {
        let folded = TextFolding.folded(question)
        let compact = folded.filter { $0 != " " }
        var asked: [AskedFact] = []
        func add(_ fact: AskedFact) { if !asked.contains(fact) { asked.append(fact) } }

        if let size = size(in: folded, product) { add(.size(size)) }
        for word in folded.split(separator: " ") {
            for reading in KoreanWords.readings(word) where reading.count >= 2 {
                if let color = engine.color(named: reading), !compact.contains("색있"), !reading.hasPrefix("색") {
                    add(.color(color))
                }
            }
        }
        for attribute in attributes(in: folded, of: product) { add(.attribute(attribute)) }
        for (fact, words) in Self.fields where words.contains(where: { compact.contains($0.filter { $0 != " " }) }) {
            // The price of a thing on sale is both prices; a discount question wants both as well.
            if fact == .overview, !asked.isEmpty { continue }
            if fact == .colors, asked.contains(where: { if case .color = $0 { true } else { false } }) { continue }
            if fact == .sizes, asked.contains(where: { if case .size = $0 { true } else { false } }) { continue }
            add(fact)
        }
        if let measured = measured(in: compact, product), !asked.contains(measured) { asked.insert(measured, at: 0) }
        if asked.isEmpty {
            let words = Tokenizer.tokens(folded).map(\.text).filter { $0.unicodeScalars.count >= 2 }
            asked = words.isEmpty ? [.overview] : [.other(words)]
        }
        return Array(asked.prefix(3))
    }

    /// `250 있어?`, `M 사이즈 있나요`, `265mm`.
    private func size(in question: String, _ product: Product) -> String? {
        for word in question.split(separator: " ") {
            for reading in KoreanWords.readings(word) {
                let bare = reading.hasSuffix("mm") ? String(reading.dropLast(2)) : reading
                if product.sizes.contains(where: { engine.sizeServes($0, wanted: bare) }) { return bare.uppercased() }
                // A shoe or clothing size that the product does not have.
                if let number = Int(bare), (80...330).contains(number), number % 5 == 0,
                    product.sizes.contains(where: { Int($0) != nil })
                {
                    return bare
                }
                if ["s", "m", "l", "xl", "2xl", "3xl", "xs", "xxl", "free"].contains(bare.lowercased()),
                    !product.sizes.isEmpty
                {
                    return bare.uppercased()
                }
            }
        }
        return nil
    }

    /// Attributes by their names, and by other words for the same property.
    private func attributes(in question: String, of product: Product) -> [String] {
        let compact = question.filter { $0 != " " }
        var found: [String] = []
        for attribute in product.attributes {
            let name = TextFolding.folded(attribute.name).filter { $0 != " " }
            if name.count >= 2, compact.contains(name) { found.append(attribute.name) }
        }
        if !found.isEmpty { return found }
        for attribute in product.attributes {
            let names = engine.otherWords(for: attribute.name)
            let stems = names.compactMap { KoreanWords.predicateStem($0) ?? $0 }.map { $0.filter { $0 != " " } }.filter
            { $0.unicodeScalars.count >= 2 }
            if stems.contains(where: { compact.contains($0) }) {
                found.append(attribute.name)
                continue
            }
            // 향이 어떤 느낌: a name of one syllable as a word of its own.
            if attribute.name.unicodeScalars.count == 1,
                question.split(separator: " ").contains(where: {
                    KoreanWords.readings($0).contains(attribute.name) || $0.hasPrefix(attribute.name + "이")
                })
            {
                found.append(attribute.name)
                continue
            }
            // 세탁기 돌려도: the name of the attribute begins with the word asked by.
            if question.split(separator: " ").contains(where: { word in
                KoreanWords.readings(word).contains { $0.unicodeScalars.count >= 2 && attribute.name.hasPrefix($0) }
            }) {
                found.append(attribute.name)
            }
        }
        return Array(found.prefix(2))
    }

    /// `몇 리터야?`: the attribute, or the size, that is measured so.
    private func measured(in compact: String, _ product: Product) -> AskedFact? {
        guard let mark = compact.firstRange(of: "몇") else { return nil }
        let rest = compact[mark.upperBound...]
        let units: [(String, [String])] = [
            ("리터", ["l", "ml", "리터"]), ("cm", ["cm", "mm"]), ("센치", ["cm", "mm"]), ("센티", ["cm", "mm"]),
            ("kg", ["kg", "g"]), ("킬로", ["kg"]), ("그램", ["g", "kg"]), ("g", ["g", "kg"]),
            ("와트", ["w"]), ("w", ["w"]), ("mah", ["mah"]), ("인치", ["인치"]), ("데시벨", ["db"]), ("시간", ["시간"]),
            ("인용", ["인"]), ("평", ["평"]), ("ml", ["ml", "l"]),
        ]
        guard let (_, marks) = units.first(where: { rest.hasPrefix($0.0) }) else { return nil }
        for attribute in product.attributes {
            let value = TextFolding.folded(attribute.value.description)
            if marks.contains(where: { unit in
                value.firstRange(of: unit).map { range in
                    range.lowerBound > value.startIndex && value[value.index(before: range.lowerBound)].isNumber
                } ?? false
            }) {
                return .attribute(attribute.name)
            }
        }
        let inSizes = product.sizes.contains { size in marks.contains { TextFolding.folded(size).hasSuffix($0) } }
        return inSizes ? .sizes : nil
    }
}
