import Foundation
public import Search

/// The embedder in this process: multilingual-e5-small in 4 bit (100 languages, 384 components), on the CPU, no server.
///
/// It is slow: tens of milliseconds for a query, a tenth of a second for a product's passage, a core each. Queries and
/// passages have threads of their own, so that a query never waits behind a catalogue; passages run at a lower priority.
/// Keep one instance for the process: it holds 72 MB, shared with other processes that use the same file.
public final class LocalEmbedder: Embedder {
    /// Queries that may wait; more are refused with ``LocalEmbedderError/Code/busy``, since nobody waits for seconds.
    public static let queryBacklog = 32
    /// Passages that may wait. One call puts no more in than there are threads for.
    public static let passageBacklog = 256

    public let identity = "multilingual-e5-small-q4"
    public let dimension = Engine.dimension

    private let queries: Lane
    private let passages: Lane

    /// Checks and loads the model. Blocks for some tenths of a second: not for the cooperative pool, see ``load(path:)``.
    public init(modelPath: String) throws(LocalEmbedderError) {
        let engine = try Engine(path: modelPath)
        // The work is bound by memory: beyond some cores more threads only take them from others.
        let threads = min(max(ProcessInfo.processInfo.activeProcessorCount / 2, 1), 4)
        queries = Lane(name: "embed-query", engine: engine, threads: threads, capacity: Self.queryBacklog)
        passages = Lane(
            name: "embed-passage", engine: engine, threads: threads, capacity: Self.passageBacklog, niceness: 10)
    }

    /// Checks and loads the model on a thread of its own.
    public static func load(path: String = ModelLocation.default) async throws(LocalEmbedderError) -> LocalEmbedder {
        let result: Result<LocalEmbedder, LocalEmbedderError> = await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    returning: Result { () throws(LocalEmbedderError) in try LocalEmbedder(modelPath: path) })
            }
        }
        return try result.get()
    }

    /// One vector of length 1 for each text, in order; each text is first made an ``EmbeddableText``.
    ///
    /// Throws `CancellationError` when the task is cancelled (between texts), otherwise ``LocalEmbedderError`` with `busy` or
    /// `failed`; then no vector is returned.
    public func embed(_ texts: [String], as kind: EmbeddingKind) async throws -> [[Float]] {
        let lane = kind == .query ? queries : passages
        return try await withThrowingTaskGroup(of: (Int, [Float]).self) { group in
            var vectors = [[Float]](repeating: [], count: texts.count)
            var waiting = texts.indices.makeIterator()
            func add() {
                guard let index = waiting.next() else { return }
                group.addTask { (index, try await lane.vector(of: texts[index], as: kind)) }
            }
            // No more in flight than there are threads, so that other callers get their turn.
            for _ in 0..<lane.threads { add() }
            while let (index, vector) = try await group.next() {
                vectors[index] = vector
                try Task.checkCancellation()
                add()
            }
            return vectors
        }
    }
}
