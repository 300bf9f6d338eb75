import Hangul

extension NeedAnalyzer {
    /// Cuts a compound without spaces into words that are known, the fewest and longest; nil where that does not come out even.
    func compound(_ word: String) -> [String]? {
        // Misspelt parts are looked for only where correct ones do not do.
        compound(word, allowingSlips: false) ?? compound(word, allowingSlips: true)
    }

    func compound(_ word: String, allowingSlips: Bool) -> [String]? {
        let scalars = Array(word.unicodeScalars)
        guard (4...16).contains(scalars.count) else { return nil }
        var best: [(cost: Double, parts: [String])?] = Array(repeating: nil, count: scalars.count + 1)
        best[0] = (0, [])
        for end in 1...scalars.count {
            for start in max(0, end - 8)..<end {
                guard let before = best[start] else { continue }
                let length = end - start
                if length == scalars.count { continue }
                var view = String.UnicodeScalarView()
                view.append(contentsOf: scalars[start..<end])
                let part = String(view)
                let isParticle = start > 0 && Particles.isParticle(scalars[start..<end]) && length <= 2
                var cost: Double
                if length >= 2, thesaurus.knows(part) || lexicon.isKind(part) || lexicon.brand(part) != nil {
                    cost = 1
                } else if length >= 2, lexicon.knows(part) {
                    cost = 1.6
                } else if StopWords.contains(part), start > 0 {
                    cost = 1.2
                } else if isParticle, end == scalars.count {
                    cost = 0.8
                } else if length == 1, ["롱", "숏", "빅", "미니"].contains(part) {
                    cost = 1.2
                } else if allowingSlips, length >= 3, let fuzzy = vocabulary.wordsLike(part).first, fuzzy.weight >= 0.7
                {
                    cost = 2.4
                } else if allowingSlips, length == 2, start > 0, let fuzzy = vocabulary.wordsLike(part).first,
                    fuzzy.weight >= 0.8
                {
                    cost = 2.6
                } else {
                    continue
                }
                cost += before.cost
                if cost < best[end]?.cost ?? .infinity {
                    best[end] = (cost, isParticle && !StopWords.contains(part) ? before.parts : before.parts + [part])
                }
            }
        }
        guard let whole = best[scalars.count], whole.parts.count >= 2 || whole.parts.first != word else { return nil }
        return whole.parts.map { part in
            if thesaurus.knows(part) || lexicon.knows(part) || StopWords.contains(part) { return part }
            return vocabulary.wordsLike(part).first.map { vocabulary.words[Int($0.word)] } ?? part
        }
    }

    /// `standingdesk` as standing and desk: two words of the catalogue of three letters or more; nil where there are none.
    func latinCompound(_ word: String) -> [String]? {
        guard (6...24).contains(word.unicodeScalars.count), word.unicodeScalars.allSatisfy(\.isLatinLetter) else {
            return nil
        }
        var best: (rank: Float, parts: [String])?
        for cut in 3...(word.count - 3) {
            let first = Tokenizer.englishStem(String(word.prefix(cut)))
            let second = Tokenizer.englishStem(String(word.dropFirst(cut)))
            guard lexicon.knows(first), lexicon.isKind(second) || lexicon.isKind(first) && lexicon.knows(second) else {
                continue
            }
            let rank = Float(min(first.count, second.count)) + (lexicon.isKind(second) ? 1 : 0)
            if rank > best?.rank ?? 0 { best = (rank, [first, second]) }
        }
        return best?.parts
    }

    /// The nearest words within a slip or two: of the catalogue, and of the thesaurus.
    func mended(_ word: String) -> [Concept]? {
        let near = vocabulary.wordsLike(word).prefix(3)
        let fromThesaurus = lexicon.spelling.nearest(word)
        let bestHere = near.first.map(\.weight) ?? 0
        if let fromThesaurus, fromThesaurus.weight > bestHere + 0.05 {
            var concept = known(fromThesaurus.word)
            concept.text = fromThesaurus.word
            return [concept]
        }
        guard let best = near.first else { return nil }
        var concept = known(vocabulary.words[Int(best.word)])
        for other in near.dropFirst() where other.weight >= best.weight - 0.11 {
            concept.wordings.append(Concept.Wording(words: [vocabulary.words[Int(other.word)]], weight: other.weight))
        }
        return [concept]
    }
}
