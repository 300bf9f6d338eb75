import Foundation
public import Logging
import Shop

/// Writes each log event as one JSON object on one line: `time`, `level`, `logger`, `message`, `error`, `metadata`.
///
/// Values of metadata whose name contains authorization, key, token, secret or password are redacted.
public struct JSONLogHandler: LogHandler {
    public var metadata: Logger.Metadata = [:]
    public var metadataProvider: Logger.MetadataProvider?
    public var logLevel: Logger.Level = .info
    private let label: String
    private let write: @Sendable (String) -> Void

    /// - Parameter write: Takes each line, without a line break; by default it goes to standard error.
    public init(
        label: String, metadataProvider: Logger.MetadataProvider? = nil,
        write: @escaping @Sendable (String) -> Void = LogOutput.standardError
    ) {
        self.label = label
        self.metadataProvider = metadataProvider
        self.write = write
    }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        var members: [String: JSONValue] = [
            "time": .string(Date.now.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))),
            "level": .string(event.level.rawValue),
            "logger": .string(label),
            "message": .string(event.message.description),
        ]
        members["error"] = event.error.map { .string("\($0)") }
        let metadata = LogOutput.merged(metadata, metadataProvider, event)
        if !metadata.isEmpty { members["metadata"] = JSONValue(metadata) }
        write(JSONValue.object(members).line)
    }
}

extension JSONValue {
    fileprivate init(_ metadata: Logger.Metadata) {
        self = .object(metadata.mapValues { JSONValue($0) })
    }

    private init(_ value: Logger.MetadataValue) {
        switch value {
        case .string(let text): self = .string(text)
        case .stringConvertible(let number as Int): self.init(number)
        case .stringConvertible(let number as Double): self = .number(number)
        case .stringConvertible(let flag as Bool): self = .bool(flag)
        case .stringConvertible(let other): self = .string(other.description)
        case .dictionary(let metadata): self.init(metadata)
        case .array(let values): self = .array(values.map { JSONValue($0) })
        }
    }
}
