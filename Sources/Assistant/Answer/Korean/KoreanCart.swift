import Hangul
import Shop

/// The cart in Korean.
struct KoreanCart: CartWording {
    var whichProduct: String { "어떤 상품인지 찾지 못했어요. 상품 이름이나 번호로 알려주시겠어요?" }

    func whole(_ kind: CartAction.Kind) -> String {
        switch kind {
        case .order: "장바구니에 담긴 상품으로 주문을 진행할게요."
        case .cartTotal: "장바구니 합계를 쇼핑몰에서 확인할게요."
        case .cartAdd, .cartRemove: whichProduct
        }
    }

    func confirmation(_ kind: CartAction.Kind, _ lines: [CartAnswer.Line], total: Price?) -> String {
        let items = lines.map(item)
        let what = items.joined(separator: ", ")
        let sum = total.map { "(\(lines.count > 1 || lines.contains { $0.item.quantity > 1 } ? "총 " : "")\($0))" } ?? ""
        return switch kind {
        case .cartAdd: "\(Josa.object.attached(to: what + sum)) 장바구니에 담을게요."
        case .cartRemove: "\(Josa.object.attached(to: what)) 장바구니에서 뺄게요."
        case .cartTotal:
            total.map { "\(what)의 합계는 \(Josa.copula.attached(to: $0.description))." }
                ?? "상품 정보에 가격이 나와 있지 않아 \(what)의 합계를 알려드릴 수 없어요."
        case .order: "\(what)\(sum) 주문을 진행할게요."
        }
    }

    func chooseSize(_ line: CartAnswer.Line, among count: Int) -> String {
        let sizes = KoreanList.text(line.openSizes)
        let which = count > 1 ? Josa.topic.attached(to: line.facts.name) + " 사이즈를" : "사이즈를"
        return "\(which) \(sizes) 중에서 골라 주시겠어요?"
    }

    func blocked(_ block: CartAction.Block, _ line: CartAnswer.Line) -> String {
        let topic = Josa.topic.attached(to: line.facts.name)
        switch block {
        case .soldOut: return "\(topic) 지금 품절이라 담을 수 없어요."
        case .sizeUnavailable:
            let asked = line.item.size.flatMap { UntrustedText.label($0, limit: 20) }.map { $0 + " 사이즈" } ?? "그 사이즈"
            return "\(topic) \(Josa.subject.attached(to: asked)) 없어 담지 못했어요." + choice(line.facts.sizes)
        case .colorUnavailable:
            let asked = line.item.color.flatMap { UntrustedText.label($0, limit: 20) }.map { $0 + " 색상" } ?? "그 색상"
            return "\(topic) \(Josa.subject.attached(to: asked)) 없어 담지 못했어요." + choice(line.facts.colors)
        case .quantityUnavailable:
            guard let stock = line.facts.product.stock, stock > 0 else { return "\(topic) 그 수량만큼 담을 수 없어요." }
            return "\(topic) 지금 \(Price.grouped(stock))개 남아 있어 \(line.item.quantity)개는 담을 수 없어요."
        case .unknownProduct: return whichProduct
        }
    }

    private func choice(_ items: [String]) -> String {
        items.isEmpty ? "" : " \(KoreanList.text(items)) 중에서 고르실 수 있어요."
    }

    /// "로우 스니커즈 블랙 270 사이즈 2개".
    private func item(_ line: CartAnswer.Line) -> String {
        let color = line.item.color.flatMap { UntrustedText.label($0, limit: 20) }
        let size = line.item.size.flatMap { UntrustedText.label($0, limit: 20) }.map { $0 + " 사이즈" }
        return [line.facts.name, color, size, "\(line.item.quantity)개"].compactMap(\.self).joined(separator: " ")
    }
}
