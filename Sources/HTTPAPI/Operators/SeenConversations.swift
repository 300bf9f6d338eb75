import Assistant
import Crypto
import Foundation

/// The conversations that had a turn last, under names that tell them apart and nothing else.
struct SeenConversations {
    enum Outcome: String { case answered, degraded, failed, stopped }

    struct Entry {
        var name: String
        var startedAt: Date
        var lastAt: Date
        var turns = 0
        var locale = ""
        var intents: [String] = []
        /// Ids of products shown.
        var shown: Set<String> = []
        var outcome = Outcome.stopped
    }

    static let count = 50
    static let intentCount = 20
    private static let mostShown = 500

    /// Made at the start and never told: without it nobody can try ids until a name fits.
    private let key = SymmetricKey(size: .bits256)
    private var entries: [String: Entry] = [:]

    mutating func note(_ turn: TurnStart, shown: [String], outcome: Outcome, begun: Date, at now: Date) {
        let name = name(of: turn.conversationId)
        var entry = entries[name] ?? Entry(name: name, startedAt: begun, lastAt: now)
        entry.lastAt = now
        entry.turns += 1
        entry.locale = turn.locale
        entry.intents = (entry.intents + [turn.intent.rawValue]).suffix(Self.intentCount)
        entry.shown.formUnion(shown.prefix(max(0, Self.mostShown - entry.shown.count)))
        entry.outcome = outcome
        entries[name] = entry
        if entries.count > Self.count, let oldest = entries.values.min(by: { $0.lastAt < $1.lastAt }) {
            entries[oldest.name] = nil
        }
    }

    /// Newest first.
    var all: [Entry] { entries.values.sorted { ($0.lastAt, $1.name) > ($1.lastAt, $0.name) } }

    /// Eight hexadecimal digits.
    private func name(of id: String) -> String {
        HMAC<SHA256>.authenticationCode(for: Array(id.utf8), using: key).prefix(4).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}
