import LocalEmbedder
import Search
import Synchronization
import Testing

/// A passage that fills the window, the slowest there is.
private let longPassage = String(repeating: "방수 등산화 ", count: 60)

@Suite(.enabled(if: RealModel.isPresent, RealModel.reason), .timeLimit(.minutes(5)))
struct ServiceOrderTests {
    @Test("a query does not wait for a batch of passages")
    func queryFirst() async throws {
        let embedder = try await LocalEmbedder.load()
        let isDone = Mutex(false)
        let batch = Task {
            defer { isDone.withLock { $0 = true } }
            return try await embedder.embed(Array(repeating: longPassage, count: 1000), as: .passage)
        }
        for _ in 0..<3 { _ = try await embedder.embed(["운동화"], as: .query) }
        #expect(!isDone.withLock { $0 })
        batch.cancel()
        await #expect(throws: CancellationError.self) { try await batch.value }
    }

    @Test("a cancelled batch ends after the text at hand, and the next is served")
    func cancellation() async throws {
        let embedder = try await LocalEmbedder.load()
        let start = ContinuousClock.now
        let batches = (0..<8).map { _ in
            Task { try await embedder.embed(Array(repeating: longPassage, count: 1000), as: .passage) }
        }
        try await Task.sleep(for: .milliseconds(300))
        for batch in batches { batch.cancel() }
        for batch in batches { await #expect(throws: CancellationError.self) { try await batch.value } }
        #expect(try await embedder.embed(["운동화"], as: .passage).count == 1)
        // All of them would take half an hour.
        #expect(ContinuousClock.now - start < .seconds(60))
    }

    @Test("a task that is cancelled before it asks gets nothing")
    func cancelledBefore() async throws {
        let embedder = try await RealModel.embedder()
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await embedder.embed(["운동화"], as: .query)
        }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test("a crowd of queries is refused beyond the backlog, and the others are answered")
    func backlog() async throws {
        let embedder = try await LocalEmbedder.load()
        let crowd = LocalEmbedder.queryBacklog * 8
        let codes = await withTaskGroup(of: LocalEmbedderError.Code?.self) { group in
            for _ in 0..<crowd {
                group.addTask {
                    do {
                        _ = try await embedder.embed(["비 오는 날 신을 것"], as: .query)
                        return nil
                    } catch {
                        return (error as? LocalEmbedderError)?.code ?? .failed
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(codes.count == crowd)
        #expect(codes.filter { $0 == .busy }.isEmpty == false)
        #expect(codes.filter { $0 == nil }.count >= LocalEmbedder.queryBacklog)
        #expect(codes.allSatisfy { $0 == nil || $0 == .busy })
    }
}
