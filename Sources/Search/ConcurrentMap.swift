import Dispatch
import Synchronization

/// Applies `body` to each item on as many threads as there are cores and returns the results in order. Blocks until all are
/// there: for long work on a thread of its own, not for the cooperative pool.
func concurrentMap<Item: Sendable, Result: Sendable>(_ items: [Item], _ body: @Sendable (Item) -> Result) -> [Result] {
    if items.count < 2 { return items.map(body) }
    let results = Mutex([Result?](repeating: nil, count: items.count))
    DispatchQueue.concurrentPerform(iterations: items.count) { index in
        let result = body(items[index])
        results.withLock { $0[index] = result }
    }
    return results.withLock { $0.compactMap(\.self) }
}

extension RandomAccessCollection where Index == Int {
    /// Runs of `size` elements, the last one perhaps shorter.
    func chunks(of size: Int) -> [SubSequence] {
        stride(from: startIndex, to: endIndex, by: size).map { self[$0..<Swift.min($0 + size, endIndex)] }
    }
}
