/// The parts of a product that are indexed, each with its weight in BM25F.
///
/// Robertson, Zaragoza: The Probabilistic Relevance Framework: BM25 and Beyond (2009), section 3.5.
enum IndexedField: Int, CaseIterable, Sendable {
    /// `wideCategory`: a category above the narrowest whose name joins several things, as 가방/지갑.
    case name, category, wideCategory, tags, brand, attributes, material, details, reviews, sku

    var weight: Float {
        switch self {
        case .name: 1.5
        case .category: 2.6
        case .wideCategory: 1.2
        case .tags: 2.2
        case .brand: 2.0
        case .attributes: 0.3
        case .material: 1.2
        case .details: 1.0
        case .reviews: 0.3
        case .sku: 2.0
        }
    }

    /// How far a long field is discounted: 0 not at all, 1 in proportion.
    var lengthNormalization: Float {
        switch self {
        case .category, .wideCategory, .tags, .brand, .sku, .material: 0.3
        case .name: 0.75
        case .attributes, .details, .reviews: 1
        }
    }

    var mask: FieldMask { FieldMask(rawValue: 1 << UInt16(rawValue)) }
}

/// Where in a product a word stands.
struct FieldMask: OptionSet, Sendable, Hashable {
    var rawValue: UInt16

    static let name = IndexedField.name.mask
    static let category = IndexedField.category.mask
    static let wideCategory = IndexedField.wideCategory.mask
    static let tags = IndexedField.tags.mask
    static let brand = IndexedField.brand.mask
    static let attributes = IndexedField.attributes.mask
    static let material = IndexedField.material.mask
    static let details = IndexedField.details.mask
    static let reviews = IndexedField.reviews.mask
    static let sku = IndexedField.sku.mask
    /// The word ends the product's name, before options and brackets: in Korean and in English the place of the head noun.
    static let nameHead = FieldMask(rawValue: 1 << 12)
    /// The word stands in the narrowest category.
    static let leaf = FieldMask(rawValue: 1 << 13)
    /// The word stands in a description that is no longer than a title.
    static let brief = FieldMask(rawValue: 1 << 14)

    /// Fields that say what a product is.
    static let kind: FieldMask = [.name, .category, .tags, .brand, .sku]
}

/// One word in one product.
struct Posting: Sendable {
    /// Ordinal of the product in its catalogue.
    var product: UInt32
    var fields: FieldMask
    /// Field-weighted, length-normalized term frequency, in 1/64.
    var scaledFrequency: UInt16

    var frequency: Float { Float(scaledFrequency) / 64 }
}
