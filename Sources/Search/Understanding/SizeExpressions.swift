import Hangul

/// Sizes asked for: `270`, `2XL`, `킹사이즈`, `24인치`, `285 이상`.
struct SizeExpressions {
    let lexicon: CatalogLexicon

    /// How sizes are said, by the size as shops write it.
    private static let spoken: [(String, [String])] = [
        ("SS", ["슈퍼싱글", "수퍼싱글"]), ("S", ["스몰"]), ("M", ["미디움", "미디엄"]), ("L", ["라지"]), ("XL", ["엑스라지", "특대"]),
        ("2XL", ["xxl", "투엑스라지", "투엑스"]), ("3XL", ["xxxl"]), ("K", ["킹사이즈", "킹"]), ("Q", ["퀸사이즈", "퀸"]),
        ("D", ["더블사이즈"]), ("FREE", ["프리사이즈", "free사이즈", "원사이즈", "onesize", "free"]),
    ]
    private static let words = ["사이즈", "치수", "호", "mm", "size"]
    private static let needsWord: Set<String> = ["S", "M", "L", "K", "Q", "D"]

    func read(_ text: inout QueryText, original: String, into constraints: inout Constraints) {
        guard !lexicon.facts.sizes.isEmpty else { return }
        readSpoken(&text, &constraints)
        var start = 0
        while start < text.count {
            let end = readWritten(&text, at: start, original, &constraints)
            start = max(start + 1, end)
        }
    }

    private func readSpoken(_ text: inout QueryText, _ constraints: inout Constraints) {
        for (size, phrases) in Self.spoken {
            guard let spelling = lexicon.size(size) else { continue }
            for phrase in phrases {
                guard let range = text.firstWord(phrase) else { continue }
                // sugar-free, fragrance free.
                if phrase == "free", range.lowerBound > 0,
                    text.scalars[range.lowerBound - 1] != " " || isEnglish(text, before: range.lowerBound)
                {
                    continue
                }
                add(spelling, &constraints)
                let end = text.longest(of: Self.words, at: range.upperBound)?.end ?? range.upperBound
                text.take(range.lowerBound..<text.includingParticle(end))
                return
            }
        }
    }

    private func isEnglish(_ text: QueryText, before index: Int) -> Bool {
        text.wordBefore(index).map { text.text($0).unicodeScalars.allSatisfy(\.isLatinLetter) } ?? false
    }

    private func readWritten(
        _ text: inout QueryText, at start: Int, _ original: String, _ constraints: inout Constraints
    ) -> Int {
        guard text.isWordStart(start), !text.taken[start], text.scalars[start] != " " else { return start + 1 }
        var end = start
        while end < text.count,
            text.scalars[end].isASCIIDigit || text.scalars[end].isLatinLetter || text.scalars[end] == "."
                || text.scalars[end] == "x"
        {
            end += 1
        }
        guard end > start else { return start + 1 }
        let run = text.text(start..<end)
        // 사이즈 270, size 9.
        let lead = text.wordBefore(start).flatMap { range in
            ["사이즈", "사이즈는", "사이즈가", "치수", "size"].contains(text.text(range)) ? range : nil
        }
        let before = start > 0 ? text.scalars[start - 1] : " "
        guard !before.isLatinLetter, !before.isASCIIDigit, before != "-" else { return end }
        let suffix = text.longest(of: Self.words, at: end)
        // 13인치, 5kg, 100피스: a size with its unit.
        for unit in ["인치", "kg", "cm", "피스", "호", "인용", "리터", "l", "ml", "g"] {
            if let unitEnd = text.end(of: unit, at: text.skippingSpaces(end)),
                let spelling = lexicon.size(SizeName.key(run + unit))
                    ?? (unit == "인치" ? lexicon.size(SizeName.key(run)) : nil)
            {
                add(spelling, &constraints)
                text.take(start..<text.includingParticle(unitEnd))
                return unitEnd
            }
        }
        let key = SizeName.key(run)
        let isNumber = run.allSatisfy { $0.isNumber }
        if isNumber, let number = Double(run),
            let bound = text.longest(of: ["이상", "이하", "부터"], at: suffix?.end ?? end),
            sizesAreNumbers(near: number)
        {
            let wanted = lexicon.facts.sizes.spellings.filter { spelled in
                guard let value = Double(SizeName.key(spelled)), abs(value - number) <= 100 else { return false }
                return bound.phrase == "이하" ? value <= number : value >= number
            }
            guard !wanted.isEmpty else { return end }
            wanted.forEach { add($0, &constraints) }
            text.take(start..<text.includingParticle(bound.end))
            return bound.end
        }
        if let spelling = lexicon.size(key) {
            // One letter is a size only in capitals or with the word; a number only where it looks like one.
            if Self.needsWord.contains(key), suffix == nil, lead == nil, !original.contains(key) { return end }
            if isNumber, suffix == nil, lead == nil, run.count < 3 || isOtherwiseMeant(text, end) { return end }
            // FREE of sugar-free.
            if key == "FREE", before == "-" || text.wordBefore(start) != nil && suffix == nil { return end }
            add(spelling, &constraints)
            text.take((lead?.lowerBound ?? start)..<text.includingParticle(suffix?.end ?? end))
            return suffix?.end ?? end
        }
        // A size that is asked for by that word and that nothing has: nothing fits, and that is the truth.
        let isSaid = suffix.map { ["사이즈", "mm", "치수", "size"].contains($0.phrase) } ?? (lead != nil)
        if isSaid, isNumber, run.count >= 2 {
            add(run, &constraints)
            let stop = suffix?.end ?? end
            text.take((lead?.lowerBound ?? start)..<text.includingParticle(stop))
            return stop
        }
        return end
    }

    private func add(_ size: String, _ constraints: inout Constraints) {
        if !constraints.size.contains(size) { constraints.size.append(size) }
    }

    /// Another unit follows: 100p, 300g, 200ml, 250개.
    private func isOtherwiseMeant(_ text: QueryText, _ end: Int) -> Bool {
        let next = text.skippingSpaces(end)
        guard next < text.count, next == end else { return false }
        return text.scalars[next].isLatinLetter
            || text.longest(of: ["원", "개", "년", "월", "일", "장", "매", "만", "천", "%", "단", "색", "병", "종"], at: end) != nil
    }

    private func sizesAreNumbers(near number: Double) -> Bool {
        lexicon.facts.sizes.spellings.contains { Double(SizeName.key($0)).map { abs($0 - number) <= 50 } ?? false }
    }
}
