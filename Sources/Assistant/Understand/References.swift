import Hangul

/// Which of the products that the shopper sees a message speaks of.
struct References: Equatable {
    enum Target: Equatable {
        /// By place in the list, from 0.
        case ordinals([Int])
        /// 이거, 그걸로, this one: what was spoken of last.
        case last
        /// 둘 다, 다, all of them.
        case all
        /// 더 싼 쪽: the cheapest of what was spoken of.
        case cheaper
    }

    var target: Target?
    /// The message without the words that refer.
    var rest: String

    private static let ordinalWords: [(String, Int)] = [
        ("첫번째", 0), ("첫째", 0), ("처음거", 0), ("처음것", 0), ("맨위", 0), ("맨앞", 0), ("두번째", 1), ("둘째", 1), ("세번째", 2),
        ("셋째", 2), ("네번째", 3), ("넷째", 3), ("다섯번째", 4),
        ("여섯번째", 5), ("일곱번째", 6), ("여덟번째", 7), ("아홉번째", 8), ("열번째", 9), ("first", 0), ("second", 1), ("third", 2),
        ("fourth", 3), ("fifth", 4), ("1st", 0), ("2nd", 1), ("3rd", 2),
        ("1번째", 0), ("2번째", 1), ("3번째", 2), ("4번째", 3), ("5번째", 4), ("마지막", -1), ("lastone", -1), ("맨아래", -1),
        ("一番目", 0), ("二番目", 1), ("第一个", 0), ("第二个", 1),
    ]
    private static let deictic = [
        "이거", "이것", "이걸", "이건", "이게", "그거", "그것", "그걸", "그건", "그게", "요거", "저거", "저걸", "이상품", "이제품", "그상품", "그제품",
        "thisone", "this", "thatone", "it",
    ]
    private static let tails = [
        "걸로", "거로", "것으로", "거는", "거랑", "것", "거", "걸", "건", "게", "제품", "상품", "one", "로", "은", "는", "이", "가", "을", "를",
        "랑", "이랑", "하고", "의", "번",
    ]

    init(_ message: String) {
        let folded = TextFolding.folded(message)
        var ordinals: [Int] = []
        var words = folded.split(separator: " ").map(String.init)
        // 첫 번째: two words that are one.
        var index = 0
        while index + 1 < words.count {
            let joined = words[index] + words[index + 1]
            if Self.ordinalWords.contains(where: { joined.hasPrefix($0.0) }),
                !Self.ordinalWords.contains(where: { words[index].hasPrefix($0.0) })
            {
                words[index] = joined
                words.remove(at: index + 1)
            }
            index += 1
        }
        var kept: [String] = []
        var last = false
        var all = false
        var afterReference = false
        for word in words {
            if let found = Self.ordinals(in: word) {
                ordinals += found.ordinals
                if !found.rest.isEmpty, !Self.tails.contains(found.rest) { kept.append(found.rest) }
                afterReference = true
                continue
            }
            if let head = Self.deictic.first(where: {
                word == $0 || (word.hasPrefix($0) && Self.isTail(String(word.dropFirst($0.count))))
            }), !head.isEmpty {
                last = true
                afterReference = true
                continue
            }
            if word.hasPrefix("둘다") || word == "둘" || word == "둘이" || word.hasPrefix("모두") || word.hasPrefix("전부")
                || word == "both"
            {
                all = true
                continue
            }
            if afterReference, Self.tails.contains(word) || word == "다" {
                if word == "다" { all = true }
                continue
            }
            afterReference = false
            kept.append(word)
        }
        rest = kept.joined(separator: " ")
        let compact = folded.filter { $0 != " " }
        if !ordinals.isEmpty {
            var unique: [Int] = []
            for ordinal in ordinals where !unique.contains(ordinal) { unique.append(ordinal) }
            target = .ordinals(unique)
        } else if ["더싼쪽", "싼쪽", "더싼걸로", "싼걸로담", "더저렴한쪽", "cheaperone"].contains(where: compact.contains) {
            target = .cheaper
        } else if all {
            target = .all
        } else if last {
            target = .last
        }
    }

    private static func isTail(_ rest: String) -> Bool {
        rest.isEmpty || tails.contains(rest) || ["도", "만", "로요", "요", "로할게요"].contains(rest)
    }

    /// 첫번째거, 1번이랑, 1,2번, 3번째.
    private static func ordinals(in word: String) -> (ordinals: [Int], rest: String)? {
        for (name, value) in ordinalWords where word.hasPrefix(name) {
            return ([value], String(word.dropFirst(name.count)))
        }
        guard let first = word.first, first.isNumber, let mark = word.firstIndex(of: "번") else { return nil }
        let numbers = word[..<mark].split(whereSeparator: { ",~&+".contains($0) })
        let values = numbers.compactMap { Int($0) }
        guard values.count == numbers.count, !values.isEmpty, values.allSatisfy({ (1...50).contains($0) }) else {
            return nil
        }
        var rest = String(word[word.index(after: mark)...])
        if rest.hasPrefix("째") { rest.removeFirst() }
        // 1번이랑2번
        if let more = ordinals(in: String(rest.drop { "이랑과와하고,".contains($0) })) {
            return (values.map { $0 - 1 } + more.ordinals, more.rest)
        }
        return (values.map { $0 - 1 }, rest)
    }

    /// The ids spoken of. `focus`: what was spoken of last.
    func resolve(shown: [String], focus: [String], priceOf: (String) -> Int?) -> [String] {
        switch target {
        case .ordinals(let ordinals):
            return ordinals.compactMap { ordinal in
                let index = ordinal < 0 ? shown.count + ordinal : ordinal
                return shown.indices.contains(index) ? shown[index] : nil
            }
        case .last:
            return focus.isEmpty ? Array(shown.prefix(1)) : Array(focus.prefix(1))
        case .all:
            return focus.count > 1 ? focus : Array(shown.prefix(2))
        case .cheaper:
            let among = focus.count > 1 ? focus : shown
            return among.min { (priceOf($0) ?? .max) < (priceOf($1) ?? .max) }.map { [$0] } ?? []
        case nil: return []
        }
    }
}
