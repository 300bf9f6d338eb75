import Hangul
import Search
import Shop

/// `첫 번째 거 270으로 두 개 담아줘`: what is to be done with the cart.
struct CartRequest {
    let engine: SearchEngine

    private static let add = ["담아", "담기", "담을", "담고", "담자", "넣어줘", "장바구니에", "카트에", "addtocart", "addit"]
    private static let remove = ["빼줘", "빼주세요", "삭제해", "지워줘", "removefromcart", "removeit"]
    private static let total = ["총얼마", "합계", "다해서얼마", "전부얼마", "장바구니얼마", "total"]
    private static let order = [
        "주문할", "주문해", "주문하", "결제할", "결제해", "결제하", "살게요", "살게", "살래", "구매할", "구매하", "사겠", "주문이요", "checkout",
        "placeorder", "orderit", "i'lltake", "buyit", "buythe",
    ]
    private static let notAnOrder = [
        "취소", "조회", "내역", "방법", "어떻게", "되나", "돼요", "돼?", "가능", "뭐", "수있", "했는데", "하려면", "하면",
    ]

    /// nil where the message is about no cart.
    static func kind(_ message: String) -> CartAction.Kind? {
        let compact = TextFolding.folded(message).filter { $0 != " " }
        func has(_ phrases: [String]) -> Bool { phrases.contains { compact.contains($0) } }
        if compact.contains("장바구니") || compact.contains("카트"), has(remove) { return .cartRemove }
        if compact.contains("장바구니") || compact.contains("담은"), has(total) { return .cartTotal }
        if has(notAnOrder) { return nil }
        if has(add) { return .cartAdd }
        if has(order) || compact.hasSuffix("주문") || compact.hasSuffix("결제") || compact.hasSuffix("구매") { return .order }
        return nil
    }

    /// 장바구니에 담아줘: nothing but the wish itself.
    static func namesNothing(_ message: String) -> Bool {
        var rest = TextFolding.folded(message).filter { $0.isLetter || $0.isNumber }
        for phrase in [
            "장바구니에", "카트에", "장바구니", "담아주세요", "담아줄래", "담아줘", "담아", "담을게요", "담을게", "담기", "담자", "넣어주세요", "넣어줘",
            "addtocart", "addittothecart", "additto", "addit", "thecart", "cart", "please", "좀", "요",
        ] {
            rest = rest.replacing(phrase, with: "")
        }
        return rest.isEmpty
    }

    /// The action on `products` with the options that `rest` names.
    func action(_ kind: CartAction.Kind, rest: String, products: [Product]) -> CartAction {
        let folded = TextFolding.folded(rest)
        let quantity = Self.quantity(in: folded)
        var blocked: CartAction.Block?
        let items = products.map { product -> CartAction.Item in
            let size = size(in: folded, product)
            let color = color(in: folded, product)
            if kind != .cartRemove {
                if !product.isPurchasable {
                    blocked = .soldOut
                } else if let size, !product.sizes.contains(where: { engine.sizeServes($0, wanted: size) }) {
                    blocked = .sizeUnavailable
                } else if let color, !product.colors.contains(where: { engine.colorMatches($0, wanted: color) }) {
                    blocked = .colorUnavailable
                } else if let stock = product.stock, quantity > stock {
                    blocked = .quantityUnavailable
                }
            }
            return CartAction.Item(productId: product.id, quantity: quantity, size: size, color: color)
        }
        if products.isEmpty, kind != .cartTotal { blocked = .unknownProduct }
        return CartAction(kind: kind, items: items, blocked: blocked)
    }

    /// 1…99; 1 where none is said.
    private static func quantity(in text: String) -> Int {
        let words = text.split(separator: " ").map(String.init)
        let counters = ["개", "벌", "켤레", "세트", "장", "병", "봉", "팩", "권"]
        for (index, word) in words.enumerated() {
            for counter in counters {
                guard let mark = word.firstRange(of: counter) else { continue }
                let number = String(word[..<mark.lowerBound])
                if let value = Int(number) ?? NumberWords.native(number) { return min(99, max(1, value)) }
                if number.isEmpty, index > 0, let value = Int(words[index - 1]) ?? NumberWords.native(words[index - 1])
                {
                    return min(99, max(1, value))
                }
            }
            if ["하나", "둘", "셋", "넷", "다섯"].contains(word), let value = NumberWords.native(word) { return value }
        }
        return 1
    }

    private func size(in text: String, _ product: Product) -> String? {
        for word in text.split(separator: " ") {
            for reading in KoreanWords.readings(word) {
                let bare = reading.hasSuffix("mm") ? String(reading.dropLast(2)) : reading
                if let offered = product.sizes.first(where: { engine.sizeServes($0, wanted: bare) }) { return offered }
                if let number = Int(bare), number >= 80, product.sizes.contains(where: { Int($0) != nil }) {
                    return bare
                }
                if ["s", "m", "l", "xl", "2xl", "3xl", "xs", "xxl"].contains(bare), !product.sizes.isEmpty {
                    return bare.uppercased()
                }
            }
        }
        return nil
    }

    private func color(in text: String, _ product: Product) -> String? {
        for word in text.split(separator: " ") {
            for reading in KoreanWords.readings(word) where reading.unicodeScalars.count >= 2 {
                guard let color = engine.color(named: reading) else { continue }
                return product.colors.first { engine.colorMatches($0, wanted: color) } ?? color
            }
        }
        return nil
    }
}
