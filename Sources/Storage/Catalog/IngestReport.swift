public import Shop

/// What an ingest did. Hidden products are counted as products.
public struct IngestReport: Sendable, Equatable {
    /// The catalogue's version after the ingest; as before where nothing changed.
    public var version = 0
    public var added = 0
    public var changed = 0
    public var unchanged = 0
    public var removed = 0
    public var policiesAdded = 0
    public var policiesChanged = 0
    public var policiesUnchanged = 0
    public var policiesRemoved = 0
    /// The first 1,000 records that could not be taken in.
    public var rejected: [RejectedRecord] = []
    /// All records that could not be taken in.
    public var rejectedCount = 0
    /// Records that a later one of the same id replaced within the run.
    public var duplicates = 0

    public init() {}

    /// `rejected` holds no more than this.
    public static let rejectedLimit = 1000

    /// Whether the catalogue is another one than before.
    public var hasChanges: Bool {
        added + changed + removed + policiesAdded + policiesChanged + policiesRemoved > 0
    }

    mutating func reject(_ record: RejectedRecord) {
        rejectedCount += 1
        if rejected.count < Self.rejectedLimit { rejected.append(record) }
    }
}

/// How far an ingest has come.
public struct IngestProgress: Sendable, Equatable {
    public enum Phase: Sendable {
        /// Sources are being read; nothing of the run can be seen yet.
        case reading
        /// Everything is read and is being put in place.
        case merging
    }

    public var phase: Phase
    /// Sources read to the end, and all sources.
    public var sourcesDone: Int
    public var sources: Int
    /// Records read so far, rejected ones included.
    public var records: Int
    public var rejected: Int

    public init(phase: Phase, sourcesDone: Int, sources: Int, records: Int, rejected: Int) {
        self.phase = phase
        self.sourcesDone = sourcesDone
        self.sources = sources
        self.records = records
        self.rejected = rejected
    }
}
