public import Foundation

/// One product of the shop's catalogue, as the product contract states it. Only `id` and `name` are required.
public struct Product: Sendable, Equatable, Identifiable {
    /// `_id` of the catalogue: any text, or the 24 hexadecimal digits of a MongoDB ObjectId.
    public var id: String
    public var sku: String?
    public var name: String
    public var brand: Brand?
    /// Path from the widest to the narrowest: `["신발", "운동화", "러닝화"]`.
    public var category: [String] = []
    /// In minor units of `currency`. nil where the shop states none; such a product never passes a price limit.
    public var price: Int?
    /// The price before a discount, in minor units; nil or equal to `price` means no discount.
    public var listPrice: Int?
    public var currency: Currency = .krw
    public var colors: [String] = []
    public var sizes: [String] = []
    public var material: String?
    public var gender: Gender?
    /// 봄 여름 가을 겨울 사계절; empty where the shop states none.
    public var season: [String] = []
    /// In the order of the shop where the feed has one, else sorted by name.
    public var attributes: [Attribute] = []
    public var details: String = ""
    public var tags: [String] = []
    /// Units on hand. nil where the shop does not count: such a product counts as available.
    public var stock: Int?
    /// 0…5; nil where there is no review.
    public var rating: Double?
    public var reviewCount: Int = 0
    public var reviews: [Review] = []
    public var imageURL: String?
    public var url: String?
    public var createdAt: Date?
    public var updatedAt: Date?
    public var status: Status = .onSale
    /// Members of the feed that have no place above, kept as they came.
    public var extra: [String: JSONValue] = [:]

    public init(id: String, name: String) {
        self.id = id
        self.name = name
    }
}

extension Product {
    /// A brand by its Korean name, its Latin name, or both; at least one is there.
    public struct Brand: Sendable, Hashable {
        public var ko: String?
        public var en: String?

        /// nil where both names are missing or empty.
        public init?(ko: String?, en: String?) {
            self.ko = ko?.isEmpty == true ? nil : ko
            self.en = en?.isEmpty == true ? nil : en
            if self.ko == nil && self.en == nil { return nil }
        }

        /// Korean name, else Latin.
        public var name: String { ko ?? en ?? "" }
        public var names: [String] { [ko, en].compactMap { $0 } }
    }

    public enum Gender: String, Sendable, CaseIterable {
        case male = "남성"
        case female = "여성"
        case unisex = "공용"
        case child = "아동"
    }

    public enum Status: String, Sendable {
        case onSale = "on_sale"
        case soldOut = "sold_out"
        /// Never shown, named or counted.
        case hidden
    }

    public struct Review: Sendable, Hashable {
        public var rating: Double?
        public var text: String

        public init(rating: Double?, text: String) {
            self.rating = rating
            self.text = text
        }
    }

    public struct Attribute: Sendable, Hashable {
        public var name: String
        public var value: AttributeValue

        public init(_ name: String, _ value: AttributeValue) {
            self.name = name
            self.value = value
        }
    }

    public enum AttributeValue: Sendable, Hashable {
        case text(String)
        case number(Double)
        case flag(Bool)
    }

    /// May be put into a cart: on sale and not out of stock.
    public var isPurchasable: Bool { status == .onSale && (stock ?? 1) > 0 }

    public var isHidden: Bool { status == .hidden }

    /// Whole per cent below the list price, 0…100; 0 where there is no discount or no price.
    public var discountPercent: Int {
        guard let price, let listPrice, listPrice > price, listPrice > 0 else { return 0 }
        // Rounded down: the shop never promises more than it gives.
        return (listPrice - price) * 100 / listPrice
    }

    public func attribute(_ name: String) -> AttributeValue? {
        attributes.first { $0.name == name }?.value
    }

    /// `price` with its currency.
    public var cost: Price? { price.map { Price($0, currency) } }
    /// `listPrice` with its currency.
    public var listCost: Price? { listPrice.map { Price($0, currency) } }
}

extension Product.AttributeValue: CustomStringConvertible {
    /// As a shopper reads it; a flag is 예 or 아니요.
    public var description: String {
        switch self {
        case .text(let text): text
        case .number(let value): Int(exactly: value).map(String.init) ?? String(value)
        case .flag(let value): value ? "예" : "아니요"
        }
    }
}
