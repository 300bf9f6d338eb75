import Foundation

/// What a file is, by its first bytes and its name.
enum FeedFormat {
    /// As much of a file as is looked at before reading starts.
    static let window = 64 << 10

    static func open(path: String, limits: FeedLimits) throws -> any RecordReader {
        var input = try FeedInput(path: path, limits: limits)
        try input.skipSpace()
        guard let first = try input.peek() else {
            guard input.damage == nil else { return JSONLinesReader(input: input) }
            throw FeedError.empty(path: path)
        }
        let head = try input.window(FeedFormat.window)
        let ending = nameEnding(of: path)
        let isNamedJSON = ["jsonl", "ndjson", "json", "geojson"].contains(ending)
        let isNamedDelimited = ["csv", "tsv", "tab"].contains(ending)
        switch first {
        case UInt8(ascii: "<"): return try MerchantXMLReader(input: input)
        case UInt8(ascii: "["), UInt8(ascii: "{"):
            guard !isNamedDelimited else { break }
            return isLines(head) ? JSONLinesReader(input: input) : JSONElementReader(input: input, head: head)
        default: break
        }
        if isNamedJSON { return JSONLinesReader(input: input) }
        // A stray NUL is dirt, many are no text.
        if head.count(where: { $0 == 0 }) * 50 > head.count {
            throw FeedError.unknownFormat(path: path, hint: "it is binary; give JSON Lines, CSV, TSV or XML")
        }
        return try DelimitedReader(input: input, head: head)
    }

    /// The last part of the name, without `.gz`, in lower case.
    private static func nameEnding(of path: String) -> String {
        var name = URL(fileURLWithPath: path).lastPathComponent.lowercased()
        if name.hasSuffix(".gz") { name.removeLast(3) }
        return name.split(separator: ".").last.map(String.init) ?? ""
    }

    /// Whether each line is an object of its own. An array, an object that lists products, and objects printed over
    /// several lines are not lines.
    private static func isLines(_ head: [UInt8]) -> Bool {
        guard head.first == UInt8(ascii: "{"), !JSONElementReader.isListing(head) else { return false }
        let lines = head.split(separator: UInt8(ascii: "\n"), maxSplits: 20).map { line in
            line.filter { $0 > 0x20 }
        }.filter { !$0.isEmpty }
        guard lines.count > 1 else { return true }
        let first = lines[0].last == UInt8(ascii: ",") ? lines[0].dropLast() : lines[0][...]
        // A broken first line is followed by the start of another object, a printed one by a member.
        return first.count > 1 && first.last == UInt8(ascii: "}") || lines[1].first == UInt8(ascii: "{")
    }
}
