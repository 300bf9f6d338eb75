import Shop

/// One record as a format yields it, before it is repaired.
struct RawRecord {
    /// Where it starts, 1-based.
    var line: Int
    var content: Result<JSONValue, Defect>
    /// What the place says it is, where it says so.
    var kind: RecordKind = .any

    init(line: Int, json: JSONValue, kind: RecordKind = .any) {
        self.line = line
        self.content = .success(json)
        self.kind = kind
    }

    init(line: Int, reason: String) {
        self.line = line
        self.content = .failure(Defect(reason))
    }
}

enum RecordKind {
    case any, product, policy
}

/// Cuts a file into records. A value that owns its input; `next` blocks.
protocol RecordReader {
    var input: FeedInput { get }
    /// nil at the end of the file.
    mutating func next() throws -> RawRecord?
}
