import Hangul
import Search

/// A query made to stand alone by what the conversation knows.
struct ContextResolver {
    let engine: SearchEngine

    /// What a refinement asks for, over and above the words.
    struct Refinement {
        var query: SearchQuery
        /// Choose among what is shown.
        var withinShown = false
    }

    private static let cheaper = [
        "더싼", "더저렴", "더낮은가격", "싼거없", "좀더싼", "저렴한건", "cheaper", "lessexpensive", "もっと安い", "更便宜",
    ]
    private static let dearer = ["더비싼", "더고급", "더좋은거", "moreexpensive"]
    private static let among = ["그중", "이중", "저중", "여기서", "이가운데", "그가운데", "amongthese", "ofthese", "ofthem"]
    private static let anyColor = ["색은상관없", "색상관없", "색상은상관없", "아무색", "색깔은상관없", "색깔상관없", "anycolor"]
    private static let anySize = ["사이즈는상관없", "사이즈상관없", "anysize"]
    private static let anyPrice = ["가격은상관없", "가격상관없", "얼마든", "anyprice"]
    private static let anyBrand = ["브랜드는상관없", "브랜드상관없", "anybrand", "다른브랜드"]
    private static let sameBrand = ["그브랜드", "이브랜드", "같은브랜드", "samebrand"]
    private static let markers = [
        "더", "그중", "이중", "말고", "다른", "아니", "그럼", "그러면", "다시", "좀더", "줄여", "올려", "만보여", "상관없", "빼고", "제외", "걸로", "거로",
        "only", "instead", "cheaper", "please",
    ]

    /// The message carries the marks of going on from what was found.
    static func hasMarker(_ message: String) -> Bool {
        let compact = TextFolding.folded(message).filter { $0 != " " }
        return markers.contains { compact.contains($0) } || cheaper.contains { compact.contains($0) }
    }

    /// The message leaves the earlier search as it is and asks again among its results, or by its price.
    static func isRelative(_ message: String) -> Bool {
        let compact = TextFolding.folded(message).filter { $0 != " " }
        return (cheaper + dearer + among + anyColor + anySize + anyPrice + anyBrand + sameBrand).contains {
            compact.contains($0)
        }
    }

    /// Puts `now` on top of `before`: constraints said now win, the others stay; words of the need add up.
    func refined(_ before: SearchQuery, by now: SearchQuery, message: String, shownPrices: [Int], shownBrand: String?)
        -> Refinement
    {
        let compact = TextFolding.folded(message).filter { $0 != " " }
        func says(_ phrases: [String]) -> Bool { phrases.contains { compact.contains($0) } }
        var merged = before
        merged.text = now.text
        merged.language = now.language
        merge(now.constraints, into: &merged.constraints)
        if says(Self.anyColor) { merged.constraints.color = now.constraints.color }
        if says(Self.anySize) { merged.constraints.size = now.constraints.size }
        if says(Self.anyBrand) { merged.constraints.brand = now.constraints.brand }
        if says(Self.anyPrice) {
            merged.constraints.priceMin = now.constraints.priceMin
            merged.constraints.priceMax = now.constraints.priceMax
        }
        if says(Self.sameBrand), let shownBrand { merged.constraints.brand = [shownBrand] }
        if says(Self.cheaper), now.constraints.priceMax == nil, let first = shownPrices.first, first > 0 {
            merged.constraints.priceMax = first - 1
            if let low = merged.constraints.priceMin, low > first - 1 { merged.constraints.priceMin = nil }
        } else if says(Self.dearer), now.constraints.priceMin == nil, let first = shownPrices.first {
            merged.constraints.priceMin = first + 1
            if let high = merged.constraints.priceMax, high <= first { merged.constraints.priceMax = nil }
        }
        merged.leaning = says(Self.cheaper) ? before.leaning : now.leaning ?? before.leaning
        let words = Self.withoutMarkers(now.need)
        let known = Set(before.need.split(separator: " ").map(String.init))
        let added = words.filter { !known.contains($0) }
        merged.need = (before.need.isEmpty ? added : [before.need] + added).joined(separator: " ")
        return Refinement(query: merged, withinShown: says(Self.among) && !says(["여기서더"]))
    }

    private func merge(_ now: Constraints, into old: inout Constraints) {
        if let low = now.priceMin {
            old.priceMin = low
            if now.priceMax == nil, let high = old.priceMax, high < low { old.priceMax = nil }
        }
        if let high = now.priceMax {
            old.priceMax = high
            if now.priceMin == nil, let low = old.priceMin, low > high { old.priceMin = nil }
        }
        if now.priceMin != nil && now.priceMax == nil { old.priceMax = nil }
        if now.priceMax != nil && now.priceMin == nil { old.priceMin = nil }
        if !now.category.isEmpty { old.category = now.category }
        if !now.brand.isEmpty { old.brand = now.brand }
        if !now.color.isEmpty { old.color = now.color }
        if !now.size.isEmpty { old.size = now.size }
        if let gender = now.gender { old.gender = gender }
        if !now.material.isEmpty { old.material = now.material }
        for demand in now.attribute {
            old.attribute.removeAll { $0.name == demand.name }
            old.attribute.append(demand)
        }
        old.exclude.category += now.exclude.category
        old.exclude.brand += now.exclude.brand
        old.exclude.color += now.exclude.color
        old.exclude.material += now.exclude.material
        old.exclude.attribute += now.exclude.attribute
        old.exclude.term += now.exclude.term
        // What is not wanted is wanted no longer.
        old.color.removeAll { now.exclude.color.contains($0) }
        old.brand.removeAll { now.exclude.brand.contains($0) }
        old.inStock = old.inStock || now.inStock
        old.discountMin = now.discountMin ?? old.discountMin
        if !now.season.isEmpty { old.season = now.season }
        old.sort = now.sort ?? old.sort
    }

    private static let markerWords: Set<String> = [
        "더", "그중에", "그중에서", "그중", "이중에", "여기서", "아니", "아니다", "그럼", "그러면", "다시", "좀", "줄여줘", "다른", "건", "없어", "없나요",
        "있어", "있나요", "보여줘", "보여", "색은", "상관없고", "상관없어", "아무", "색이나", "그",
        "브랜드", "비싼", "싼", "저렴한", "저렴", "찾아줘", "까지", "괜찮아", "요", "only", "please", "cheaper", "one", "ones", "것만", "거만",
        "있는", "만",
    ]

    static func withoutMarkers(_ need: String) -> [String] {
        need.split(separator: " ").map(String.init).filter { !markerWords.contains($0) }
    }
}
