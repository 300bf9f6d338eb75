import Speech

/// Whether words so far sound finished, so that the silence behind them need not be long.
enum Completeness {
    static func judge(_ text: String, language: SpokenLanguage) -> TurnDetector.Completeness {
        let words = text.filter { $0.isLetter || $0.isNumber || $0.isWhitespace }.trimmed
        guard let last = words.split(whereSeparator: \.isWhitespace).last.map(String.init) else { return .unknown }
        guard language == .korean else {
            return [".", "?", "!"].contains(where: text.trimmed.hasSuffix) ? .complete : .unknown
        }
        if finals.contains(where: last.hasSuffix) { return .complete }
        return openEnds.contains(where: last.hasSuffix) || fillers.contains(last) ? .incomplete : .unknown
    }

    private static let finals = ["요", "니다", "니까", "줘", "까", "죠", "래", "해줘", "어때", "있어", "없어", "얼마야", "뭐야"]
    private static let openEnds = [
        "는데", "은데", "인데", "하고", "그리고", "이랑", "랑", "에서", "으로", "하는", "있는", "한테", "면서", "려고", "는", "을", "를", "의",
    ]
    private static let fillers: Set<String> = ["음", "어", "그", "저", "이제", "그러니까", "뭐지"]
}
