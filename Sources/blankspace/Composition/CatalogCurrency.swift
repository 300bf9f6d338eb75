import Assistant
import Shop
import Synchronization

/// The currency that most products of the loaded catalogue are priced in.
final class CatalogCurrency: Sendable {
    private let value = Mutex(Currency.krw)

    var current: Currency { value.withLock { $0 } }

    /// O(products).
    func update(_ catalog: Catalog) {
        var counts: [Currency: Int] = [:]
        for product in catalog.products where product.price != nil { counts[product.currency, default: 0] += 1 }
        guard let most = counts.max(by: { ($0.value, $1.key.code) < ($1.value, $0.key.code) }) else { return }
        value.withLock { $0 = most.key }
    }
}

/// Answers from the facts alone, in the currency of the catalogue at hand.
struct CatalogAnswerer: Answerer {
    let currency: CatalogCurrency

    var model: String { ExtractiveAnswerer(currency: currency.current).model }

    func answer(_ context: AnswerContext) -> AsyncThrowingStream<AnswerPiece, any Error> {
        ExtractiveAnswerer(currency: currency.current).answer(context)
    }
}
