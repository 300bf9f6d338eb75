import Foundation
import Synchronization

/// One line on standard error with a bar, a count and the time left; nothing where that is not a terminal.
final class ProgressBar: Sendable {
    private struct State {
        var started: ContinuousClock.Instant?
        /// What was done when the bar began: that part says nothing about the speed.
        var initial = 0
        var drawn: ContinuousClock.Instant?
        var isVisible = false
    }

    private let title: String
    private let isShown: Bool
    private let state = Mutex(State())

    init(_ title: String, isShown: Bool = StandardError.isTerminal) {
        self.title = title
        self.isShown = isShown
    }

    /// - Parameter note: what stands at the end of the line, such as `1,200 records`.
    func update(_ done: Int, of total: Int, note: String = "") {
        guard isShown else { return }
        let now = ContinuousClock.now
        state.withLock { state in
            if state.started == nil {
                state.started = now
                state.initial = done
            }
            let isLast = done >= total
            if let drawn = state.drawn, now - drawn < .milliseconds(100), !isLast { return }
            state.drawn = now
            state.isVisible = true
            let elapsed = (state.started ?? now).duration(to: now)
            StandardError.write(
                "\r\u{1B}[2K" + Self.text(title, done, total, state.initial, elapsed, note: note))
        }
    }

    /// Removes the line, so that something else can be said.
    func clear() {
        state.withLock { state in
            if state.isVisible { StandardError.write("\r\u{1B}[2K") }
            state.isVisible = false
        }
    }

    static func text(
        _ title: String, _ done: Int, _ total: Int, _ initial: Int, _ elapsed: Duration, note: String
    ) -> String {
        let share = total > 0 ? min(1, max(0, Double(done) / Double(total))) : 0
        let width = 24
        let filled = Int(share * Double(width))
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
        var line = "\(title) \(bar) \(Int(share * 100))%"
        if done > initial, done < total {
            let left = elapsed.seconds * Double(total - done) / Double(done - initial)
            line += ", \(Duration.seconds(left).short) left"
        }
        return note.isEmpty ? line : line + ", " + note
    }
}

extension Duration {
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
    var milliseconds: Double { seconds * 1_000 }

    /// `850 ms`, `42 s`, `3 min 20 s`, `2 h 5 min`.
    var short: String {
        let seconds = seconds
        if seconds < 1 { return "\(Int(seconds * 1_000)) ms" }
        let whole = Int(seconds.rounded())
        if whole < 60 { return "\(whole) s" }
        if whole < 3_600 { return "\(whole / 60) min \(whole % 60) s" }
        return "\(whole / 3_600) h \(whole % 3_600 / 60) min"
    }
}
