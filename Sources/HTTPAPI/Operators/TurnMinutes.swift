import Foundation

/// Turns by the minute in which they ended: the last hour.
struct TurnMinutes {
    struct Minute {
        var turns = 0
        var degraded = 0
        var failed = 0
        var promptTokens = 0
        var completionTokens = 0
        /// Milliseconds until answers were complete: all of them, or where they are many an even sample.
        private(set) var sample: [Float] = []
        private var answers = 0

        static let sampleSize = 512

        mutating func took(_ elapsed: Duration) {
            let milliseconds = Float(elapsed / .milliseconds(1))
            answers += 1
            if sample.count < Self.sampleSize {
                sample.append(milliseconds)
            } else {
                let place = Int.random(in: 0..<answers)
                if place < Self.sampleSize { sample[place] = milliseconds }
            }
        }

        /// nil without an answer.
        func percentile(_ share: Double) -> Double? {
            guard !sample.isEmpty else { return nil }
            let place = Int((share * Double(sample.count)).rounded(.up)) - 1
            return (Double(sample.sorted()[max(place, 0)]) * 10).rounded() / 10
        }
    }

    static let count = 60

    /// By the number of the minute since 1970.
    private var minutes: [Int: Minute] = [:]
    private let first: Int

    init(from now: Date) { first = Self.number(now) }

    mutating func change(at now: Date, _ change: (inout Minute) -> Void) {
        let number = Self.number(now)
        change(&minutes[number, default: Minute()])
        if minutes.count > Self.count { minutes = minutes.filter { $0.key > number - Self.count } }
    }

    /// Oldest first, without a gap, up to now.
    func all(at now: Date) -> [(at: Date, minute: Minute)] {
        let last = Self.number(now)
        // A clock that was set back ends up before the first.
        return (max(min(first, last), last - Self.count + 1)...last).map { number in
            (Date(timeIntervalSince1970: Double(number) * 60), minutes[number] ?? Minute())
        }
    }

    private static func number(_ date: Date) -> Int { Int((date.timeIntervalSince1970 / 60).rounded(.down)) }
}
