/// Drops the thoughts that some servers leave in a reply's text: all between `<think>` and `</think>` at its beginning. A pure
/// state machine.
struct ThoughtFilter {
    private enum State { case beginning, thinking, afterThought, text }
    private var state = State.beginning
    /// What may yet turn out to be a mark.
    private var held = ""

    private static let opening = "<think>"
    private static let closing = "</think>"

    /// What of the text so far may go out.
    mutating func add(_ piece: String) -> String {
        held += piece
        while true {
            switch state {
            case .text: return take()
            case .beginning:
                let rest = held.drop(while: \.isWhitespace)
                if rest.hasPrefix(Self.opening) {
                    held = String(rest.dropFirst(Self.opening.count))
                    state = .thinking
                } else if Self.opening.hasPrefix(rest) {
                    return ""
                } else {
                    state = .text
                }
            case .thinking:
                guard let end = held.firstRange(of: Self.closing) else {
                    // A mark may be cut in two; of the rest nothing is needed.
                    held = String(held.suffix(Self.closing.count - 1))
                    return ""
                }
                held = String(held[end.upperBound...])
                state = .afterThought
            case .afterThought:
                held = String(held.drop(while: \.isWhitespace))
                if held.isEmpty { return "" }
                state = .text
            }
        }
    }

    /// What was held back at the reply's end.
    mutating func finish() -> String { state == .beginning ? take() : "" }

    private mutating func take() -> String {
        defer { held = "" }
        return held
    }
}
