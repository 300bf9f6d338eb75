import Shop

/// The numbers of one product that filters and ranking look at, without anything that is counted by reference.
struct ProductFigures: Sendable {
    /// In minor units; -1 where there is none.
    let price: Int
    let listPrice: Int
    let gender: Product.Gender?
    let isPurchasable: Bool
    /// The rating, drawn towards the catalogue's mean as if ten reviews of the mean stood behind every product, less the mean.
    let ratingAboveMean: Float

    init(_ product: Product, meanRating: Double) {
        price = product.price ?? -1
        listPrice = product.listPrice ?? -1
        gender = product.gender
        isPurchasable = product.isPurchasable
        let count = Double(product.reviewCount)
        let shrunk = ((product.rating ?? meanRating) * count + meanRating * 10) / (count + 10)
        ratingAboveMean = Float(shrunk - meanRating)
    }
}
