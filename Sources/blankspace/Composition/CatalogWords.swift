import Shop
import SpokenKorean
import Synchronization

/// What the loaded catalogue says of speech: the words that are likely to be said, and how brands are read.
final class CatalogWords: Sendable {
    private struct State {
        var hints: [String] = []
        var script = SpokenText()
    }

    private static let maximumHints = 40

    private let state = Mutex(State())

    /// Brands and kinds of products, the most frequent first.
    var hints: [String] { state.withLock { $0.hints } }
    var script: SpokenText { state.withLock { $0.script } }

    /// O(products).
    func update(_ catalog: Catalog) {
        var counts: [String: Int] = [:]
        var readings: [String: String] = [:]
        for product in catalog.products where product.status != .hidden {
            if let brand = product.brand {
                if let word = brand.ko ?? brand.en { counts[word, default: 0] += 1 }
                if let korean = brand.ko, let latin = brand.en { readings[latin] = korean }
            }
            if let kind = product.category.last { counts[kind, default: 0] += 1 }
        }
        let frequent = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(Self.maximumHints)
        let state = State(hints: frequent.map(\.key), script: SpokenText(readings: readings))
        self.state.withLock { $0 = state }
    }
}
