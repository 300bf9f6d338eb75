import Shop

/// One query of a batch.
struct TestQuery: Sendable {
    var id: String
    var text: String

    /// Reads JSON Lines with `id` and `text`. Throws `CommandFailure` with file, line and reason for the first line that is
    /// no query.
    static func load(_ path: String) throws -> [TestQuery] {
        var seen = Set<String>()
        return try TextFile.objects(path).map { number, object in
            guard let id = object["id"].flatMap({ $0.string ?? $0.integer.map(String.init) }), !id.isEmpty else {
                throw CommandFailure(.badInput, "\(path):\(number): \"id\" is missing")
            }
            guard let text = object["text"]?.string else {
                throw CommandFailure(.badInput, "\(path):\(number): \"text\" is missing")
            }
            guard seen.insert(id).inserted else {
                throw CommandFailure(.badInput, "\(path):\(number): the id \(id.printable) is there twice")
            }
            return TestQuery(id: id, text: text)
        }
    }
}
