import Shop

/// Reads one file batch by batch, on a queue of its own.
actor FeedReader {
    static let batchCount = 500
    /// A batch also ends after this many bytes, so that 500 records of the largest size do not pile up.
    static let batchBytes = 8 << 20

    private let path: String
    private let limits: FeedLimits
    private let onProgress: (@Sendable (FeedProgress) -> Void)?
    private let onRepair: (@Sendable (FeedRepair) -> Void)?
    private let executor = QueueExecutor(label: "catalog-feed")
    private var records: (any RecordReader)?
    private var isFinished = false

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(
        path: String,
        limits: FeedLimits,
        onProgress: (@Sendable (FeedProgress) -> Void)?,
        onRepair: (@Sendable (FeedRepair) -> Void)?
    ) {
        self.path = path
        self.limits = limits
        self.onProgress = onProgress
        self.onRepair = onRepair
    }

    /// nil at the end.
    func nextBatch() throws -> [CatalogRecord]? {
        try Task.checkCancellation()
        guard !isFinished else { return nil }
        isFinished = true  // Also where something throws below.
        var reader = try records ?? FeedFormat.open(path: path, limits: limits)
        records = nil
        var batch: [CatalogRecord] = []
        let startedAt = reader.input.offset
        while batch.count < FeedReader.batchCount, reader.input.offset - startedAt < FeedReader.batchBytes {
            guard let record = try reader.next() else {
                if let damage = reader.input.damage {
                    batch.append(.rejected(RejectedRecord(source: path, line: reader.input.line, reason: damage)))
                }
                onProgress?(reader.input.progress)
                return batch.isEmpty ? nil : batch
            }
            batch.append(catalogRecord(from: record))
        }
        onProgress?(reader.input.progress)
        records = reader
        isFinished = false
        return batch
    }

    private func catalogRecord(from raw: RawRecord) -> CatalogRecord {
        let repaired = raw.content.flatMap { json in ProductRepair.record(from: json, kind: raw.kind) }
        switch repaired {
        case .success(.product(let product)):
            report(raw.line, product.product.id, product.notes)
            return .product(product.product)
        case .success(.policy(let policy)):
            report(raw.line, policy.policy.id, policy.notes)
            return .policy(policy.policy)
        case .failure(let defect):
            return .rejected(RejectedRecord(source: path, line: raw.line, reason: defect.reason))
        }
    }

    private func report(_ line: Int, _ id: String, _ notes: [String]) {
        guard !notes.isEmpty else { return }
        onRepair?(FeedRepair(source: path, line: line, recordID: id, notes: notes))
    }
}
