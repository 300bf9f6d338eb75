import Logging

/// Keeps secrets out of logs by the names that they go under.
enum Redaction {
    static let mark = "[redacted]"

    private static let words = ["authorization", "key", "token", "secret", "password"]

    static func isSecret(_ name: String) -> Bool {
        let name = name.lowercased()
        return words.contains { name.contains($0) }
    }

    /// Values under secret names, at any depth, are replaced.
    static func apply(_ metadata: Logger.Metadata) -> Logger.Metadata {
        Dictionary(uniqueKeysWithValues: metadata.map { ($0, isSecret($0) ? .string(mark) : apply($1)) })
    }

    private static func apply(_ value: Logger.MetadataValue) -> Logger.MetadataValue {
        switch value {
        case .dictionary(let metadata): .dictionary(apply(metadata))
        case .array(let values): .array(values.map(apply))
        default: value
        }
    }
}
