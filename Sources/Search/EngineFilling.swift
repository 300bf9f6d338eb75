import Shop

extension SearchEngine {
    /// A text to embed, and the products that it stands for.
    private struct Passage {
        var hash: ContentHash
        var ordinals: [Int]
    }

    /// Brings the vectors of the loaded catalogue: what `snapshot` and `cache` know at once, then what the vector database has, the
    /// others from the embedder, in batches, which it also puts into the cache. Searches use what is there. Vectors of products
    /// that are gone go. Returns when all are there, or throws what the embedder or the cache threw; cancellation stops between
    /// batches. Blocks while it reads and writes the snapshot.
    ///
    /// - Parameter snapshot: a file of this engine's own, which is written anew when vectors have changed. One that cannot be
    ///   read or written is done without.
    public func fillVectors(
        from cache: (any VectorCache)?, snapshot: String? = nil, batch: Int = 16,
        progress: (@Sendable (_ done: Int, _ total: Int) -> Void)? = nil
    ) async throws {
        guard let embedder, let current = loaded else { return }
        if let snapshot, vectors.count() == 0 { try? vectors.load(snapshot, label: embedder.identity) }
        let loadedGeneration = vectors.generation
        clean(current)
        var missing = missing(current)
        let total = Set(current.passages).count
        if let cache {
            for start in stride(from: 0, to: missing.count, by: 2_000) {
                try Task.checkCancellation()
                let part = missing[start..<min(start + 2_000, missing.count)]
                try add(
                    part, try await cache.vectors(for: part.map(\.hash), embedder: embedder.identity), current)
            }
            missing = self.missing(current)
        }
        if let remote, !missing.isEmpty, let made = try? await vectors(of: missing, from: remote, current) {
            try Task.checkCancellation()
            try await cache?.store(made, embedder: embedder.identity)
            try add(missing[...], made, current)
            missing = self.missing(current)
        }
        var done = total - missing.count
        progress?(done, total)
        for start in stride(from: 0, to: missing.count, by: batch) {
            try Task.checkCancellation()
            let part = missing[start..<min(start + batch, missing.count)]
            let texts = part.map { PassageText.of(current.facts.products[$0.ordinals[0]]) }
            let made = try await embedder.embed(texts, as: .passage)
            let vectors = Dictionary(zip(part.map(\.hash), made), uniquingKeysWith: { first, _ in first })
            try await cache?.store(vectors, embedder: embedder.identity)
            try add(part, vectors, current)
            done += part.count
            progress?(done, total)
        }
        knownRows.withLock { $0 = nil }
        if let snapshot, vectors.generation != loadedGeneration || loadedGeneration == 0 {
            try? vectors.save(to: snapshot, label: embedder.identity)
        }
    }

    /// The texts without a vector, each once, in the order of the catalogue.
    private func missing(_ current: SearchSnapshot) -> [Passage] {
        let rows = vectors.rows(ids: current.facts.products.map(\.id), hashes: current.passages)
        var missing: [Passage] = []
        var placeOf: [ContentHash: Int] = [:]
        for (ordinal, row) in rows.rows.enumerated() where row < 0 {
            let hash = current.passages[ordinal]
            if let place = placeOf[hash] {
                missing[place].ordinals.append(ordinal)
            } else {
                placeOf[hash] = missing.count
                missing.append(Passage(hash: hash, ordinals: [ordinal]))
            }
        }
        return missing
    }

    private func add(
        _ passages: ArraySlice<Passage>, _ made: [ContentHash: [Float]], _ current: SearchSnapshot
    ) throws {
        var entries: [VectorEntry] = []
        for passage in passages {
            guard let vector = made[passage.hash] else { continue }
            for ordinal in passage.ordinals {
                let product = current.facts.products[ordinal]
                entries.append(VectorEntry(id: product.id, vector: vector, content: content(of: product, passage.hash)))
            }
        }
        guard !entries.isEmpty else { return }
        try vectors.upsert(entries)
        changes.signal()
    }

    private func content(of product: Product, _ hash: ContentHash) -> VectorContent {
        VectorContent(hash: hash, price: product.price, isPurchasable: product.isPurchasable)
    }

    /// Takes out what the catalogue does not have any more.
    private func clean(_ current: SearchSnapshot) {
        let gone = vectors.all.columns.ids.filter { current.facts.ordinalOf[$0] == nil }
        if !gone.isEmpty { vectors.remove(gone) }
    }

    private func vectors(
        of missing: [Passage], from remote: RemoteVectors, _ current: SearchSnapshot
    ) async throws -> [ContentHash: [Float]] {
        var wanted: [String: ContentHash] = [:]
        for passage in missing {
            for ordinal in passage.ordinals { wanted[current.facts.products[ordinal].id] = passage.hash }
        }
        return try await remote.vectors(of: wanted)
    }
}
