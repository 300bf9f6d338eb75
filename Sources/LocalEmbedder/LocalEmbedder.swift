import Foundation
public import Search

/// The embedder in this process: multilingual-e5-small in 4 bit (100 languages, 384 components), on the CPU, no server.
///
/// Queries and passages have threads of their own, so that a query never waits behind a catalogue; passages run at a lower
/// priority. Keep one instance for the process: it maps 72 MB, shared with other processes that use the same file, and has
/// some 10 MB and 6 MB a thread of its own.
public final class LocalEmbedder: Embedder {
    /// Queries that may wait; more are refused with ``LocalEmbedderError/Code/busy``, since nobody waits for seconds.
    public static let queryBacklog = 32
    /// Batches of passages that may wait. One call puts no more in than there are threads for.
    public static let passageBacklog = 256

    /// Passages that a thread takes at a time: enough tokens to be worked on together, few enough to share them out.
    private static let passageBatch = 16

    public let identity = "multilingual-e5-small-q4"
    public let dimension = Engine.dimension

    private let queries: Lane
    private let passages: Lane

    /// Checks and loads the model. Blocks for some tenths of a second: not for the cooperative pool, see ``load(path:)``.
    public init(modelPath: String) throws(LocalEmbedderError) {
        let engine = try Engine(path: modelPath)
        let cores = max(ProcessInfo.processInfo.activeProcessorCount, 1)
        queries = Lane(
            name: "embed-query", engine: engine, threads: min(max(cores / 2, 1), 4), capacity: Self.queryBacklog)
        passages = Lane(
            name: "embed-passage", engine: engine, threads: min(cores, 8), capacity: Self.passageBacklog, niceness: 10)
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
    /// Throws `CancellationError` when the task is cancelled (within the time of a batch of 512 tokens), otherwise
    /// ``LocalEmbedderError`` with `busy` or `failed`; then no vector is returned.
    public func embed(_ texts: [String], as kind: EmbeddingKind) async throws -> [[Float]] {
        let lane = kind == .query ? queries : passages
        let share = (texts.count + lane.threads - 1) / lane.threads
        let size = kind == .query ? 1 : max(min(share, Self.passageBatch), 1)
        return try await withThrowingTaskGroup(of: (Int, [[Float]]).self) { group in
            var vectors = [[Float]](repeating: [], count: texts.count)
            var starts = stride(from: 0, to: texts.count, by: size).makeIterator()
            func add() {
                guard let start = starts.next() else { return }
                let batch = Array(texts[start..<min(start + size, texts.count)])
                group.addTask { (start, try await lane.vectors(of: batch, as: kind)) }
            }
            // No more in flight than there are threads, so that other callers get their turn.
            for _ in 0..<lane.threads { add() }
            while let (start, batch) = try await group.next() {
                vectors.replaceSubrange(start..<start + batch.count, with: batch)
                try Task.checkCancellation()
                add()
            }
            return vectors
        }
    }
}
