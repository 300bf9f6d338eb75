/// How a body is compressed.
enum ContentCoding: String, Sendable, CaseIterable {
    case br, gzip, identity

    /// Those that a client takes, by its `Accept-Encoding` (RFC 9110 §12.5.3).
    static func accepted(_ fields: [String]) -> Set<ContentCoding> {
        var codings: Set<ContentCoding> = [.identity]
        for part in fields.lazy.flatMap(\.listed) {
            let pieces = part.split(separator: ";")
            guard let name = pieces.first else { continue }
            let weight = pieces.dropFirst().lazy.compactMap { piece -> Double? in
                let piece = piece.filter { $0 != " " }
                return piece.hasPrefix("q=") ? Double(piece.dropFirst(2)) : nil
            }.first
            guard weight != 0 else { continue }
            switch name.lowercased().filter({ $0 != " " }) {
            case "br": codings.insert(.br)
            case "gzip", "x-gzip": codings.insert(.gzip)
            case "*": codings.formUnion([.br, .gzip])
            default: break
            }
        }
        return codings
    }
}

enum EntityTag {
    /// Whether the client has what the tag names (RFC 9110 §13.1.2, compared weakly).
    static func matches(_ tag: String, _ fields: [String]) -> Bool {
        fields.lazy.flatMap(\.listed).contains { known in
            known == "*" || known == tag || (known.hasPrefix("W/") && known.dropFirst(2) == tag)
        }
    }
}
