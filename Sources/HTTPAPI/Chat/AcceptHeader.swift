/// What a client would rather have: an event stream or one JSON object (RFC 9110, 12.5.1).
enum TurnFormat: Sendable {
    case eventStream, json

    /// JSON, unless `accept` prefers `text/event-stream`; of two that are liked equally and both named, the first.
    init(accept: String?) {
        let ranges = (accept ?? "").split(separator: ",").compactMap(MediaRange.init)
        let stream = MediaRange.best(of: ranges, type: "text", subtype: "event-stream")
        let json = MediaRange.best(of: ranges, type: "application", subtype: "json")
        guard let stream, stream.range.quality > 0 else {
            self = .json
            return
        }
        let jsonQuality = json?.range.quality ?? 0
        if stream.range.quality != jsonQuality {
            self = stream.range.quality > jsonQuality ? .eventStream : .json
        } else {
            self = stream.range.specificity == 2 && stream.index < json?.index ?? .max ? .eventStream : .json
        }
    }
}

private struct MediaRange {
    var type: Substring
    var subtype: Substring
    var quality: Double

    init?(_ text: Substring) {
        let parts = text.split(separator: ";").map { $0.trimmingSpace().lowercased() }
        guard let names = parts.first?.split(separator: "/"), names.count == 2 else { return nil }
        (type, subtype) = (names[0], names[1])
        let weight = parts.dropFirst().first { $0.hasPrefix("q=") }
        quality = weight.flatMap { Double($0.dropFirst(2)) } ?? 1
    }

    /// 2 for a type that is named, 1 for `text/*`, 0 for `*/*`.
    var specificity: Int { subtype != "*" ? 2 : type != "*" ? 1 : 0 }

    /// The most specific range that the type falls under, and where it stands.
    static func best(of ranges: [MediaRange], type: String, subtype: String) -> (index: Int, range: MediaRange)? {
        ranges.enumerated().filter { _, range in
            (range.type == "*" || range.type == type) && (range.subtype == "*" || range.subtype == subtype)
        }.max { $0.element.specificity < $1.element.specificity }.map { ($0.offset, $0.element) }
    }
}
