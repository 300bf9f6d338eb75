import Resilience
import Shop
import Synchronization

/// Where the engine's vectors stand, looked up once for each state.
struct KnownRows: Sendable {
    let version: Int
    let rows: ExactVectorIndex.Rows
    let at: ContinuousClock.Instant
}

extension SearchEngine {
    /// Of so many of the nearest that a vector database names, those that the constraints admit are used.
    private static let nearest = 300
    private static let mostAsked = 1_200

    /// How near the products are to a query; nil where that cannot be told. Asks the vector database where there is one and the
    /// constraints leave at least a quarter of the catalogue. Otherwise, and where the database fails, the vectors in memory are
    /// scanned: of what a narrow filter leaves that is exact and faster than any server, and loses nothing.
    func meaning(
        of vector: [Float]?, _ admitted: ProductSet, _ current: SearchSnapshot, _ degraded: inout [String]
    ) async throws -> Meaning? {
        guard let vector else { return nil }
        let rows = rows(current)
        if rows.present < rows.rows.count { degraded.append("vectors") }
        if let remote, admitted.count * 4 >= current.passages.count {
            if let meaning = try await asked(remote, vector, rows, admitted.count, current) { return meaning }
            degraded.append(remote.name)
        }
        return Meaning(of: vector, rows: rows, among: admitted)
    }

    /// nil where the database does not answer, or does not hold this catalogue yet.
    private func asked(
        _ remote: RemoteVectors, _ vector: [Float], _ rows: ExactVectorIndex.Rows, _ admitted: Int,
        _ current: SearchSnapshot
    ) async throws -> Meaning? {
        if remote.isFilling || admitted == 0 { return nil }
        // More than are wanted, since the constraints are not the database's: its own filters cost it more than that.
        let limit = min(Self.nearest * current.passages.count / admitted, Self.mostAsked)
        let matches: [VectorMatch]
        do {
            matches = try await remote.nearest(to: vector, limit: limit, filter: VectorFilter())
        } catch {
            try Task.checkCancellation()
            return nil
        }
        let nearest = matches.compactMap { match in
            current.facts.ordinalOf[match.id].map { (ordinal: $0, cosine: match.similarity) }
        }
        // What does not know most of what it should know is of another catalogue, or empty.
        guard !nearest.isEmpty, nearest.count * 2 >= matches.count else { return nil }
        return Meaning(of: vector, rows: rows, nearest: nearest)
    }

    func scanned(_ vector: [Float], _ among: ProductSet, _ current: SearchSnapshot) -> Meaning? {
        Meaning(of: vector, rows: rows(current), among: among)
    }

    /// Where the vectors of the products stand. While vectors are made, up to a second old: looking them up anew for each query
    /// would take longer than the scan.
    func rows(_ current: SearchSnapshot) -> ExactVectorIndex.Rows {
        let now = ContinuousClock.now
        if let known = knownRows.withLock({ $0 }), known.version == current.version,
            known.rows.generation == vectors.generation || now - known.at < .seconds(1)
        {
            return known.rows
        }
        let rows = vectors.rows(ids: current.facts.products.map(\.id), hashes: current.passages)
        // Not of a catalogue that is no longer the loaded one.
        if loaded?.version == current.version {
            knownRows.withLock { $0 = KnownRows(version: current.version, rows: rows, at: now) }
        }
        return rows
    }

    /// Puts all that there is of the loaded catalogue's vectors into an index of any kind, and takes out what is not of it: for
    /// rebuilding a database.
    public func putVectors(into index: any VectorIndex) async throws {
        guard let catalog = catalogVectors else { return }
        try await RemoteVectors(index).bring(to: catalog)
    }

    /// What a vector database should hold of the loaded catalogue; nil before the first.
    private var catalogVectors: CatalogVectors? {
        guard let current = loaded else { return nil }
        let products = current.facts.products
        let contents = products.indices.map { ordinal in
            VectorContent(
                hash: current.passages[ordinal], price: products[ordinal].price,
                isPurchasable: products[ordinal].isPurchasable)
        }
        let ids = products.map(\.id)
        return CatalogVectors(ids: ids, contents: contents, rows: vectors.rows(ids: ids, hashes: current.passages))
    }

    /// Keeps the vector database at the state of the loaded catalogue until the task is cancelled: sends what was added and changed,
    /// takes out what is gone, in batches of one at a time; after an outage it finds out what is missing and goes on. Returns at
    /// once where there is none.
    ///
    /// - Parameter report: told of each failure that is not like the one before, and of each success after a failure (nil).
    public func keepRemoteUpToDate(report: @Sendable ((any Error)?) -> Void = { _ in }) async throws {
        guard let remote, let embedder else { return }
        // Until it is loaded nobody knows whose vectors the database should hold.
        while embedder.identity.isEmpty { try await Task.sleep(for: .seconds(1)) }
        var reported: String?
        var seen = 0
        var backoff = Backoff(first: .seconds(1), longest: .seconds(15))
        while true {
            do {
                let state = changes.count
                if state != seen || remote.status.pending > 0, let catalog = catalogVectors {
                    let start = ContinuousClock.now
                    try await remote.bring(to: catalog)
                    seen = state
                    // While vectors are made, finding the few that are new shall not take more than a twentieth of a core.
                    try await Task.sleep(for: min((ContinuousClock.now - start) * 20, .seconds(15)))
                }
                try await remote.check()
                if remote.status.stored == nil { seen = -1 }
                if reported != nil { report(nil) }
                reported = nil
                backoff.reset()
                try await changes.wait(unless: seen, upTo: .seconds(seen == -1 ? 1 : 20))
            } catch {
                try Task.checkCancellation()
                seen = -1
                // A breaker that is open says nothing new.
                if !(error is Guarded.Open), reported != "\(error)" {
                    report(error)
                    reported = "\(error)"
                }
                try await backoff.wait()
            }
        }
    }
}

/// Counts changes and wakes who waits for the next.
final class ChangeSignal: Sendable {
    private let changes = Mutex(0)

    var count: Int { changes.withLock { $0 } }
    func signal() { changes.withLock { $0 += 1 } }

    /// Returns when the count is another than `seen`, or after `limit`.
    func wait(unless seen: Int, upTo limit: Duration) async throws {
        let end = ContinuousClock.now + limit
        // Looked at rather than woken: changes come in bursts, and half a second of them makes one batch.
        while count == seen, ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(500)) }
    }
}
