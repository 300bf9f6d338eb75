public import Shop

/// A feed in one file: JSON Lines, JSON, CSV or TSV with a header, Google Merchant Center TSV or XML; each also gzipped.
///
/// The format follows from the content first and the name second. Text is UTF-8; delimited text and XML may also be
/// CP949 (EUC-KR), and delimited text UTF-16 with a byte order mark.
///
/// Memory stays bounded by `limits.recordBytes` and one batch, however long the file is. Reading and parsing run on a
/// queue of their own; the next batch is read when the taker is done with the last.
public struct CatalogFile: CatalogSource {
    public let path: String
    public let limits: FeedLimits
    private let onProgress: (@Sendable (FeedProgress) -> Void)?
    private let onRepair: (@Sendable (FeedRepair) -> Void)?

    /// - Parameters:
    ///   - onProgress: called on the reader's queue, once a batch and once at the end.
    ///   - onRepair: called on the reader's queue for each record that went in changed, before its batch.
    public init(
        path: String,
        limits: FeedLimits = FeedLimits(),
        onProgress: (@Sendable (FeedProgress) -> Void)? = nil,
        onRepair: (@Sendable (FeedRepair) -> Void)? = nil
    ) {
        self.path = path
        self.limits = limits
        self.onProgress = onProgress
        self.onRepair = onRepair
    }

    /// Throws `FeedError` where the file as a whole cannot be read, `CancellationError`, and what `body` throws.
    public func read(_ body: (sending [CatalogRecord]) async throws -> Void) async throws {
        let reader = FeedReader(path: path, limits: limits, onProgress: onProgress, onRepair: onRepair)
        while let batch = try await reader.nextBatch() {
            try Task.checkCancellation()
            try await body(batch)
        }
    }
}

/// How far a file is read, for a progress bar. Bytes as they lie on disk, compressed where the file is.
public struct FeedProgress: Sendable, Equatable {
    public var bytesRead: Int
    public var bytesTotal: Int

    public init(bytesRead: Int, bytesTotal: Int) {
        self.bytesRead = bytesRead
        self.bytesTotal = bytesTotal
    }
}

/// What was mended in one record that went in.
public struct FeedRepair: Sendable, Equatable, CustomStringConvertible {
    /// The file.
    public var source: String
    /// The line where the record starts, 1-based.
    public var line: Int
    public var recordID: String
    public var notes: [String]

    public init(source: String, line: Int, recordID: String, notes: [String]) {
        self.source = source
        self.line = line
        self.recordID = recordID
        self.notes = notes
    }

    public var description: String { "\(source):\(line): \(recordID): \(notes.joined(separator: "; "))" }
}

/// Bounds for files from outside.
public struct FeedLimits: Sendable, Equatable {
    /// The longest line, row or item, in bytes; a longer one is rejected, the rest is read.
    public var recordBytes: Int
    /// The most a compressed file may unpack to, in bytes; beyond it reading fails.
    public var unpackedBytes: Int

    public init(recordBytes: Int = 4 << 20, unpackedBytes: Int = 8 << 30) {
        self.recordBytes = max(1, recordBytes)
        self.unpackedBytes = max(1, unpackedBytes)
    }
}
