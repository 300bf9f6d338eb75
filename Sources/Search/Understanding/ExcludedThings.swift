extension Exclusion {
    /// Every thing that is not wanted, once and by its first name, to repeat it to the shopper: 견과류 without the 땅콩 and 아몬드 that
    /// go with it, 운동화 once where it is a category and a word.
    public var things: [String] {
        var named: [String] = []
        var known = Set<String>()
        for word in material + color + brand + category + attribute + term {
            let key = Thesaurus.key(word)
            if known.contains(key) { continue }
            named.append(word)
            known.insert(key)
            known.formUnion(
                Thesaurus.general.alternatives(key).filter { $0.relation == .same }.map { Thesaurus.key($0.term) })
        }
        return named
    }
}
