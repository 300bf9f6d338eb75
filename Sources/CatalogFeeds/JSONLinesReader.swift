import Shop

/// JSON Lines: one object a line. A broken line costs that line only.
struct JSONLinesReader: RecordReader {
    static let depthLimit = 64

    private(set) var input: FeedInput

    init(input: FeedInput) {
        self.input = input
    }

    mutating func next() throws -> RawRecord? {
        while let (number, line) = try input.nextLine() {
            guard case .text(let range) = line else {
                return RawRecord(line: number, reason: "longer than \(input.limits.recordBytes) bytes")
            }
            let parsed = input.buffer.withUnsafeBufferPointer { bytes in
                JSONLinesReader.parse(UnsafeBufferPointer(rebasing: bytes[range]), line: number)
            }
            if let parsed { return parsed }
        }
        return nil
    }

    /// nil for a line with nothing on it.
    private static func parse(_ bytes: UnsafeBufferPointer<UInt8>, line: Int) -> RawRecord? {
        var start = 0
        var end = bytes.count
        if end >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { start = 3 }
        while start < end, bytes[start] <= 0x20 { start += 1 }
        // A comma after the object: lines cut out of an array.
        while end > start, bytes[end - 1] <= 0x20 || bytes[end - 1] == UInt8(ascii: ",") { end -= 1 }
        guard start < end else { return nil }
        return record(UnsafeBufferPointer(rebasing: bytes[start..<end]), line: line)
    }

    static func record(
        _ bytes: UnsafeBufferPointer<UInt8>, line: Int, kind: RecordKind = .any
    ) -> RawRecord {
        do {
            return RawRecord(line: line, json: try JSONValue(parsing: bytes, depthLimit: depthLimit), kind: kind)
        } catch {
            return RawRecord(line: line, reason: error.description)
        }
    }
}
