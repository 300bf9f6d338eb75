import Foundation

/// Tells text that speaks to an assistant from text that speaks about a product.
///
/// `mentionsAssistant` is wide: a sentence it hits is merely not quoted. `givesOrders` is narrow: it guards names and values
/// that an answer cannot do without, so that "AI 스피커" keeps its name.
enum InstructionDetector {
    static func mentionsAssistant(_ text: String) -> Bool {
        let (words, packed) = folded(text)
        return speaksToAssistant(words, packed) || holdsOrder(words, packed) || holdsBracketedCoupon(packed)
    }

    static func givesOrders(_ text: String) -> Bool {
        let (words, packed) = folded(text)
        return holdsOrder(words, packed) || (speaksToAssistant(words, packed) && commands.isFound(in: packed))
    }

    /// An order, to whomever it is.
    private static func holdsOrder(_ words: Set<String>, _ packed: [Unicode.Scalar]) -> Bool {
        orders.isFound(in: packed)
            || (!words.isDisjoint(with: overridingVerbs) && !words.isDisjoint(with: overriddenThings))
    }

    private static func speaksToAssistant(_ words: Set<String>, _ packed: [Unicode.Scalar]) -> Bool {
        !words.isDisjoint(with: wideWords) || wide.isFound(in: packed)
    }

    /// Latin words on their own, and the whole text without white space, marks and what nobody sees, so that "무 시" is found.
    private static func folded(_ text: String) -> (words: Set<String>, packed: [Unicode.Scalar]) {
        let lower = text.precomposedStringWithCompatibilityMapping.lowercased().unicodeScalars
        // Korean particles stick to Latin words: "AI가" holds the word "ai".
        let words = lower.split { !("a"..."z").contains($0) }.map(String.init)
        let packed = lower.filter { scalar in
            !scalar.properties.isWhitespace && !scalar.properties.isDefaultIgnorableCodePoint && !marks.contains(scalar)
        }
        return (Set(words), Array(packed))
    }

    private static let marks = Set("·.,-_*~'\"“”‘’".unicodeScalars)

    private static let orders = PhraseSet([
        "시스템프롬프트", "시스템메시지", "시스템메세지", "[system", "<system", "system:", "시스템:", "[시스템", "프롬프트",
        "개발자메시지", "내부설정", "관리자공지", "관리자모드", "어시스턴트", "챗봇", "쇼핑도우미", "상담봇", "필독:", "지시를무시",
        "지시는무시", "지시는모두", "지시사항", "이전지시", "모두무시", "무시하고", "무시하세요", "무시해", "라고답하", "라고답변", "라고대답",
        "라고말하", "라고안내", "안내할것", "추천할것", "1순위로추천", "언급하지마", "그대로출력", "assistant:",
        "ignoreall", "ignoreprevious", "ignoretheabove", "systemprompt", "youarenow", "jailbreak", "promptinjection",
    ])
    private static let overridingVerbs: Set<String> = [
        "ignore", "disregard", "override", "forget", "reveal", "bypass", "pretend",
    ]
    private static let overriddenThings: Set<String> = [
        "instruction", "instructions", "prompt", "prompts", "rules", "previous", "system", "guidelines", "assistant",
    ]

    /// Ends of Korean sentences that command.
    private static let commands = PhraseSet(["세요", "십시오", "시오", "하라", "할것", "말것", "마라", "해줘", "해라"])

    private static let wide = PhraseSet([
        "인공지능", "도우미에게", "도우미는", "지시", "명령", "무시", "출력하", "출력해", "출력한", "고객에게", "고객이", "고객의", "손님에게",
        "사용자에게", "쿠폰코드", "할인코드", "1순위", "다른상품은", "모든질문", "대답", "응답", "개발자", "관리자",
    ])
    private static let wideWords: Set<String> = [
        "ai", "llm", "gpt", "chatgpt", "chatbot", "bot", "assistant", "assistants", "system", "prompt", "prompts",
        "instruction", "instructions", "ignore", "disregard", "override", "reveal", "developer", "admin", "customer",
    ]

    /// A coupon in brackets is an offer that no field of the product backs.
    private static func holdsBracketedCoupon(_ packed: [Unicode.Scalar]) -> Bool {
        packed.contains { "([{<".unicodeScalars.contains($0) } && coupons.isFound(in: packed)
    }

    private static let coupons = PhraseSet(["쿠폰", "coupon", "promocode"])
}

/// Finds web addresses, e-mail addresses and telephone numbers.
enum ContactDetector {
    static func holdsContact(_ text: String) -> Bool {
        let lower = text.precomposedStringWithCompatibilityMapping.lowercased()
        if marks.isFound(in: Array(lower.unicodeScalars)) { return true }
        return holdsAddress(lower) || holdsTelephone(lower)
    }

    private static let marks = PhraseSet(["://", "www.", "http", "javascript:", "카톡", "카카오톡", "텔레그램", "계좌번호", "입금"])
    private static let domains: Set<String> = [
        "com", "net", "org", "kr", "io", "shop", "me", "co", "info", "xyz", "app", "jp", "cn",
    ]

    /// `name@host` or `host.com`.
    private static func holdsAddress(_ lower: String) -> Bool {
        for word in lower.split(whereSeparator: {
            !($0.isASCII && ($0.isLetter || $0.isNumber || ".-_@/".contains($0)))
        }) {
            if word.contains("@"), word.first != "@", word.last != "@" { return true }
            let labels = word.prefix { $0 != "/" }.split(separator: ".", omittingEmptySubsequences: false)
            guard labels.count > 1, let first = labels.first, !first.isEmpty, let last = labels.last else { continue }
            if domains.contains(String(last)) { return true }
        }
        return false
    }

    /// Eight digits or more in one run broken by at least one hyphen, or beginning with 0: `010-1234-5678`, `1588-0000`.
    private static func holdsTelephone(_ lower: String) -> Bool {
        for run in lower.split(whereSeparator: { !($0.isASCII && ($0.isNumber || "-)".contains($0))) }) {
            let digits = run.filter(\.isNumber)
            if digits.count >= 8, run.first == "0" || run.contains("-") { return true }
        }
        return false
    }
}
