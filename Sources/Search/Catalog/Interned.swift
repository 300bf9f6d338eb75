import Hangul

/// The distinct values of one field over a catalogue, folded and numbered, with the values of each product.
struct InternedField: Sendable {
    /// Folded values by number.
    private(set) var values: [String] = []
    /// The first spelling met of each value.
    private(set) var spellings: [String] = []
    private var number: [String: Int32] = [:]
    private var ofProduct: [[Int32]] = []

    /// Adds the next product's values.
    mutating func add(_ spelledValues: [String]) {
        var ids: [Int32] = []
        for spelled in spelledValues {
            let folded = TextFolding.folded(spelled)
            if folded.isEmpty { continue }
            let id: Int32
            if let known = number[folded] {
                id = known
            } else {
                id = Int32(values.count)
                number[folded] = id
                values.append(folded)
                spellings.append(spelled)
            }
            if !ids.contains(id) { ids.append(id) }
        }
        ofProduct.append(ids)
    }

    func values(ofProduct ordinal: Int) -> [Int32] { ofProduct[ordinal] }

    func id(of folded: String) -> Int32? { number[folded] }

    var isEmpty: Bool { values.isEmpty }

    /// The numbers of the values that pass, as a table to look up in.
    func table(where passes: (String) -> Bool) -> [Bool] { values.map(passes) }
}
