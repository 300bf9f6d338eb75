import Assistant
import BlankSpaceTesting
import Search
import Shop
import Testing

/// True sentences of random facts pass; with one digit or one name changed they do not.
@Suite struct MutationTests {
    private static let kinds = ["머그컵", "손전등", "돗자리", "앞치마", "연필꽂이", "우산꽂이"]
    private static let makers = ["모래별", "소나기공방", "푸른달", "노을집"]
    private static let colors = ["블랙", "화이트", "레드", "네이비", "카키", "핑크"]

    private func products(_ random: inout SplitMix64) -> [Product] {
        let kinds = Self.kinds.shuffled(using: &random)
        return (0..<3).map { place in
            let maker = Self.makers[(place + Int.random(in: 0..<2, using: &random)) % Self.makers.count]
            var product = Product(id: "p\(place)", name: "\(maker) \(kinds[place])")
            product.brand = Product.Brand(ko: maker, en: nil)
            product.category = ["생활", kinds[place]]
            let list = Int.random(in: 50...900, using: &random) * 100 + place
            product.listPrice = list
            product.price = list * Int.random(in: 55...95, using: &random) / 100
            product.colors = Array(Self.colors.shuffled(using: &random).prefix(2))
            product.attributes = [.init("무게", .text("\(Int.random(in: 101...999, using: &random))g"))]
            product.stock = Int.random(in: 6...90, using: &random)
            product.rating = Double(Int.random(in: 30...49, using: &random)) / 10
            product.reviewCount = Int.random(in: 10...990, using: &random)
            return product
        }
    }

    private func context(_ products: [Product]) -> AnswerContext {
        var context = AnswerContext(
            intent: .search, message: "선물 보여줘", locale: "ko",
            query: SearchQuery(text: "선물 보여줘", need: "선물", constraints: Constraints()))
        context.products = products.map { SearchResult.Hit(product: $0, score: 1, reasons: []) }
        context.total = products.count
        return context
    }

    private func sentences(_ product: Product) -> [String] {
        let weight = product.attributes[0].value.description
        return [
            "\(product.name)의 가격은 \(product.cost?.description ?? "")이에요.",
            "\(product.name)은 \(product.discountPercent)% 할인해서 \(product.cost?.description ?? "")이에요.",
            "\(product.name)의 무게는 \(weight)이에요.",
            "\(product.name)은 후기 \(product.reviewCount)개에 별점 \(product.rating ?? 0)점이에요.",
            "\(product.name)은 현재 \(product.stock ?? 0)개 남아 있어요.",
            "\(product.name)은 \(product.colors[0])와 \(product.colors[1]) 색상이 있어요.",
        ]
    }

    @Test(arguments: 1...40) func factsPassAndTheirMutationsDoNot(_ seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        let products = products(&random)
        let check = GroundingCheck(context(products))
        for (place, product) in products.enumerated() {
            for sentence in sentences(product) {
                #expect(check.check(sentence).hasPassed, "\(sentence) \(check.check(sentence))")
                if let lie = changedDigit(sentence, &random) {
                    #expect(!check.check(lie).hasPassed, "\(lie) of \(sentence)")
                }
                let other = products[(place + 1) % 3]
                let swapped = sentence.replacing(product.name, with: other.name)
                if !sentences(other).contains(swapped),
                    Set(other.colors) != Set(product.colors) || !sentence.contains("색상")
                {
                    #expect(!check.check(swapped).hasPassed, "\(swapped)")
                }
                let invented = sentence.replacing(product.name, with: product.name + " 플래티넘")
                #expect(!check.check(invented).hasPassed, "\(invented)")
            }
        }
    }

    private func changedDigit(_ sentence: String, _ random: inout SplitMix64) -> String? {
        var characters = Array(sentence)
        let digits = characters.indices.filter { characters[$0].isASCII && characters[$0].isNumber }
        guard let place = digits.randomElement(using: &random), let old = characters[place].wholeNumberValue else {
            return nil
        }
        characters[place] = Character(String((old + Int.random(in: 1...8, using: &random)) % 10))
        return String(characters)
    }

    /// Random words of no fact inside a true sentence.
    @Test(arguments: 1...20) func foreignWordsDoNotPass(_ seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        let products = products(&random)
        let check = GroundingCheck(context(products))
        for sentence in sentences(products[0]) {
            var words = sentence.split(separator: " ").map(String.init)
            let word = ["티타늄", "항공기급", "정품", "무료", "한정판", "인증된", "독일산", "특허받은"].randomElement(using: &random) ?? "정품"
            words.insert(word, at: Int.random(in: 0..<words.count, using: &random))
            let lie = words.joined(separator: " ")
            #expect(!check.check(lie).hasPassed, "\(lie)")
        }
    }
}
