import Foundation

/// Texts that came up, each with how often and when last; a bounded number of them.
struct SeenTexts {
    struct Entry {
        var text: String
        /// What else tells it apart.
        var note: String
        var count: Int
        var lastAt: Date
    }

    /// Which one goes where there is no room for a new one.
    enum Order {
        /// The one that came up least often; of those the one that did not for the longest time.
        case frequent
        /// The one that did not come up for the longest time.
        case recent
    }

    private let capacity: Int
    private let order: Order
    private var entries: [String: Entry] = [:]

    init(capacity: Int, order: Order) {
        self.capacity = capacity
        self.order = order
    }

    /// O(1), O(capacity) for a new one where there is no room.
    mutating func note(_ text: String, note: String = "", at now: Date) {
        guard !text.isEmpty else { return }
        let key = note + "\u{0}" + text
        if entries[key] == nil, entries.count >= capacity {
            let last = entries.min { ranksBelow($0.value, $1.value) }
            if let last { entries[last.key] = nil }
        }
        entries[key, default: Entry(text: text, note: note, count: 0, lastAt: now)].count += 1
        entries[key]?.lastAt = now
    }

    /// The first `limit`.
    func top(_ limit: Int) -> [Entry] {
        Array(entries.values.sorted { ranksBelow($1, $0) }.prefix(limit))
    }

    private func ranksBelow(_ one: Entry, _ other: Entry) -> Bool {
        if order == .frequent, one.count != other.count { return one.count < other.count }
        return (one.lastAt, other.text) < (other.lastAt, one.text)
    }
}
