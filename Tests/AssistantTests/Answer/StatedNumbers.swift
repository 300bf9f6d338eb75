import Assistant
import Foundation
import Search
import Shop

/// Finds the numbers that an answer states and that no fact of its context holds.
enum StatedNumbers {
    static func unfounded(in text: String, context: AnswerContext) -> [Double] {
        let known = known(context)
        return numbers(text).filter { !known.contains($0) }
    }

    /// "1,200", "4.8", "5만원" (50,000) and "3만 5천원" (35,000).
    static func numbers(_ text: String) -> [Double] {
        var out: [Double] = []
        let characters = Array(text)
        var index = 0
        func digit(_ at: Int) -> Bool {
            at < characters.count && characters[at].isASCII && characters[at].isNumber
        }
        func read() -> Double? {
            guard digit(index) else { return nil }
            var digits = ""
            while digit(index) || (index < characters.count && ",.".contains(characters[index]) && digit(index + 1)) {
                if characters[index] != "," { digits.append(characters[index]) }
                index += 1
            }
            return Double(digits)
        }
        func skip(_ character: Character) -> Bool {
            guard index < characters.count, characters[index] == character else { return false }
            index += 1
            return true
        }
        while index < characters.count {
            guard var value = read() else {
                index += 1
                continue
            }
            if skip("만") {
                value *= 10_000
                let mark = index
                _ = skip(" ")
                if let thousands = read(), skip("천") { value += thousands * 1_000 } else { index = mark }
            }
            out.append(value)
        }
        return out
    }

    private static func known(_ context: AnswerContext) -> Set<Double> {
        var known = Set(numbers([context.message, context.query.text, context.query.need].joined(separator: " ")))
        known.insert(Double(context.total))
        known.insert(Double(context.products.count))
        known.insert(5)  // "of 5" stars
        let limits = context.query.constraints
        known.formUnion([limits.priceMin, limits.priceMax, limits.discountMin].compactMap { $0.map(Double.init) })
        for size in limits.size { known.formUnion(numbers(size)) }
        let prices = context.products.compactMap(\.product.price)
        for a in prices { for b in prices where a > b { known.insert(Double(a - b)) } }
        for hit in context.products { known.formUnion(facts(hit.product)) }
        for policy in context.policies { known.formUnion(numbers(policy.answer)) }
        for fact in context.asked {
            switch fact {
            case .size(let text), .color(let text), .attribute(let text): known.formUnion(numbers(text))
            case .other(let words): known.formUnion(numbers(words.joined(separator: " ")))
            default: break
            }
        }
        var sum = 0
        for item in context.action?.items ?? [] {
            known.insert(Double(item.quantity))
            known.formUnion(numbers((item.size ?? "") + " " + (item.color ?? "")))
            let price = context.products.first { $0.product.id == item.productId }?.product.price ?? 0
            known.insert(Double(price * item.quantity))
            sum += price * item.quantity
        }
        known.insert(Double(sum))
        return known
    }

    private static func facts(_ product: Product) -> Set<Double> {
        var texts = [product.name, product.material ?? "", product.details] + product.category + product.colors
        texts += product.sizes + product.season + product.tags + product.reviews.map(\.text)
        texts += product.brand?.names ?? []
        texts += product.attributes.flatMap { [$0.name, $0.value.description] }
        var known = Set(texts.flatMap(numbers))
        known.formUnion([product.price, product.listPrice, product.stock].compactMap { $0.map(Double.init) })
        known.insert(Double(product.reviewCount))
        if let price = product.price, let list = product.listPrice, (0..<list).contains(price) {
            known.insert((Double(list - price) / Double(list) * 100 + 1e-9).rounded(.down))
        }
        known.formUnion([product.colors.count, product.sizes.count].map(Double.init))
        if let rating = product.rating { known.insert(rating) }
        return known
    }
}
