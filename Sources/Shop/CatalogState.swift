public import Foundation

/// What a catalogue consists of at one moment, for operators.
public struct CatalogState: Sendable, Equatable {
    public var version: Int
    /// Hidden ones not counted.
    public var products: Int
    public var hidden: Int
    public var policies: Int
    /// Products whose vector is there.
    public var embedded: Int
    /// When it was last changed; nil where that is not known.
    public var updatedAt: Date?

    public init(version: Int, products: Int, hidden: Int, policies: Int, embedded: Int, updatedAt: Date?) {
        self.version = version
        self.products = products
        self.hidden = hidden
        self.policies = policies
        self.embedded = embedded
        self.updatedAt = updatedAt
    }
}

/// One run that brought records into the catalogue, or does so now. Products and policies are counted together.
public struct IngestRun: Sendable, Equatable {
    public enum State: String, Sendable { case running, done, failed }

    public var state: State
    /// Names of files without their folders, or of a database.
    public var source: String
    public var startedAt: Date
    /// nil while it runs, and where it was killed.
    public var finishedAt: Date?
    /// Records read so far, rejected ones included.
    public var read = 0
    public var added = 0
    public var changed = 0
    public var removed = 0
    public var rejected = 0
    /// Why it failed. Names no folder.
    public var message: String?

    public init(state: State, source: String, startedAt: Date) {
        self.state = state
        self.source = source
        self.startedAt = startedAt
    }
}
