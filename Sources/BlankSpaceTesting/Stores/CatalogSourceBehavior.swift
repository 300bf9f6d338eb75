public import Shop
import Synchronization

/// What every catalogue source promises. The source has to hold more than two records.
public enum CatalogSourceBehavior: String, CaseIterable, Sendable {
    case yieldsBatchesOfBoundedSize, yieldsTheSameAgain, waitsForTheTaker, passesOnTheTakersError,
        endsWhereItIsCancelled

    private struct Refusal: Error {}

    public func check(_ source: any CatalogSource) async throws {
        switch self {
        case .yieldsBatchesOfBoundedSize:
            var sizes: [Int] = []
            try await source.read { sizes.append($0.count) }
            try demand(sizes.allSatisfy { (1...500).contains($0) }, "a batch has 1…500 records, found \(sizes)")
            try demand(sizes.reduce(0, +) > 2, "the source under test holds something")
        case .yieldsTheSameAgain:
            try demandEqual(try await records(source), try await records(source), "a second reading is like the first")
        case .waitsForTheTaker:
            let isTaking = Mutex(false)
            try await source.read { _ in
                try demand(
                    isTaking.withLock { taking in
                        defer { taking = true }
                        return !taking
                    }, "no batch comes while another is being taken")
                await Task.yield()
                isTaking.withLock { $0 = false }
            }
        case .passesOnTheTakersError:
            do {
                try await source.read { _ in throw Refusal() }
            } catch is Refusal {
                return
            }
            throw Violation("the taker's error comes out")
        case .endsWhereItIsCancelled:
            let task = Task {
                try await source.read { _ in
                    withUnsafeCurrentTask { $0?.cancel() }
                }
                try Task.checkCancellation()
            }
            do {
                try await task.value
            } catch is CancellationError {
                return
            }
            throw Violation("a cancelled reading throws CancellationError")
        }
    }

    private func records(_ source: any CatalogSource) async throws -> [CatalogRecord] {
        var records: [CatalogRecord] = []
        try await source.read { records += $0 }
        return records
    }
}
