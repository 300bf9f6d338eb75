/// Puts the lines of a stream of server-sent events together to events. A pure state machine.
struct EventParser {
    private var data: [UInt8]?

    /// What `line` completes: an event's data. Comments, names and ids are skipped.
    mutating func add(_ line: [UInt8]) -> [UInt8]? {
        if line.isEmpty { return finish() }
        let field = line.prefix { $0 != UInt8(ascii: ":") }
        guard field.elementsEqual("data".utf8) else { return nil }
        var value = line.dropFirst(field.count + 1)
        if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
        if data == nil { data = Array(value) } else { data?.append(contentsOf: [UInt8(ascii: "\n")] + value) }
        return nil
    }

    /// The event that is left at the stream's end, where no empty line has ended it.
    mutating func finish() -> [UInt8]? {
        defer { data = nil }
        return data
    }
}
