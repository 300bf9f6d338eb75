/// Only what can be bought now.
enum StockExpressions {
    private static let phrases = [
        "재고있는", "재고있는것", "재고있는거", "재고있는것만", "재고있는걸로", "재고가있는", "바로살수있는", "바로구매가능한", "지금살수있는", "지금구매가능한", "구매가능한",
        "품절아닌", "품절안된", "품절되지않은", "품절제외", "품절빼고", "품절말고", "당일발송", "당일출고", "오늘출발", "바로구매할수있는", "바로주문가능한", "지금주문가능한",
        "주문가능한", "바로주문할수있는", "지금바로주문가능한", "재고남은", "재고남아있는", "재고확실한", "구매할수있는",
        "살수있는것만", "instock", "currently in stock", "available now", "in stock now", "notsoldout", "在庫あり", "有货",
    ].map { $0.filter { $0 != " " } }

    static func read(_ text: inout QueryText, into constraints: inout Constraints) {
        for _ in 0..<2 {
            guard let found = text.first(of: phrases), text.isWordStart(found.range.lowerBound) else { return }
            constraints.inStock = true
            text.take(found.range.lowerBound..<text.includingParticle(found.range.upperBound))
        }
        if constraints.inStock, let rest = text.first(of: ["살수있는"]) { text.take(rest.range) }
    }
}
