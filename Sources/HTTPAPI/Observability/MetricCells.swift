import Metrics
import Synchronization

/// One time series.
protocol MetricCell: AnyObject, Sendable {
    func write(name: String, labels: String, to out: inout String)
}

final class CounterCell: MetricCell, CounterHandler, FloatingPointCounterHandler {
    private let total = Mutex(0.0)

    func increment(by amount: Int64) { increment(by: Double(amount)) }

    /// A counter never falls: negative amounts and NaN are ignored.
    func increment(by amount: Double) {
        guard amount >= 0 else { return }
        total.withLock { $0 += amount }
    }

    func reset() { total.withLock { $0 = 0 } }

    func write(name: String, labels: String, to out: inout String) {
        out += ExpositionText.sample(name, [labels], total.withLock { $0 })
    }
}

final class GaugeCell: MetricCell, MeterHandler, RecorderHandler {
    private let current = Mutex(0.0)

    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { current.withLock { $0 = value } }
    func increment(by amount: Double) { current.withLock { $0 += amount } }
    func decrement(by amount: Double) { current.withLock { $0 -= amount } }
    func record(_ value: Int64) { set(Double(value)) }
    func record(_ value: Double) { set(value) }

    func write(name: String, labels: String, to out: inout String) {
        out += ExpositionText.sample(name, [labels], current.withLock { $0 })
    }
}

final class HistogramCell: MetricCell, TimerHandler, RecorderHandler {
    /// Upper bounds in seconds, inclusive.
    static let secondBounds = [
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60,
    ]
    /// Upper bounds of things that are counted or measured, inclusive.
    static let plainBounds: [Double] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000]

    private struct State {
        /// One for each bound, and one for what is above them.
        var counts: [Int]
        var sum = 0.0
    }

    private let bounds: [Double]
    private let state: Mutex<State>

    init(bounds: [Double]) {
        self.bounds = bounds
        state = Mutex(State(counts: Array(repeating: 0, count: bounds.count + 1)))
    }

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1_000_000_000) }
    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        guard !value.isNaN else { return }
        let index = bounds.firstIndex { value <= $0 } ?? bounds.count
        state.withLock { state in
            state.counts[index] += 1
            state.sum += value
        }
    }

    func write(name: String, labels: String, to out: inout String) {
        let state = state.withLock { $0 }
        var count = 0
        for (bound, inBucket) in zip(bounds + [.infinity], state.counts) {
            count += inBucket
            let le = "le=\"\(ExpositionText.number(bound))\""
            out += ExpositionText.sample(name + "_bucket", [labels, le], Double(count))
        }
        out += ExpositionText.sample(name + "_sum", [labels], state.sum)
        out += ExpositionText.sample(name + "_count", [labels], Double(count))
    }
}
