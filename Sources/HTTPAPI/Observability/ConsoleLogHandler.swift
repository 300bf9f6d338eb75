import Foundation
public import Logging
import Shop

/// Writes log events as lines for people: `12:34:56 info  request method=GET path=/ status=200`. Redacts as `JSONLogHandler`
/// does; control characters are escaped, so that nobody can forge a line.
public struct ConsoleLogHandler: LogHandler {
    public var metadata: Logger.Metadata = [:]
    public var metadataProvider: Logger.MetadataProvider?
    public var logLevel: Logger.Level = .info
    private let write: @Sendable (String) -> Void

    /// - Parameter write: Takes each line, without a line break; by default it goes to standard error.
    public init(
        metadataProvider: Logger.MetadataProvider? = nil,
        write: @escaping @Sendable (String) -> Void = LogOutput.standardError
    ) {
        self.metadataProvider = metadataProvider
        self.write = write
    }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        let time = Date.now.formatted(.iso8601.time(includingFractionalSeconds: false))
        let level = event.level.rawValue.padding(toLength: 8, withPad: " ", startingAt: 0)
        var line = "\(time) \(level) \(event.message)"
        let metadata = LogOutput.merged(metadata, metadataProvider, event)
        for (name, value) in metadata.sorted(by: { $0.key < $1.key }) { line += " \(name)=\(value)" }
        if let error = event.error { line += " error=\(error)" }
        write(Self.escaped(line))
    }

    private static func escaped(_ line: String) -> String {
        var out = ""
        for scalar in line.unicodeScalars {
            if scalar.properties.generalCategory == .control {
                out += scalar.escaped(asASCII: true)
            } else {
                out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}

/// Where log lines go.
public enum LogOutput {
    /// One line to standard error. A line that cannot be written is lost: logging never stops the program.
    @Sendable public static func standardError(_ line: String) {
        try? FileHandle.standardError.write(contentsOf: Data((line + "\n").utf8))
    }

    /// The event's metadata over the handler's over the provider's, without secrets.
    static func merged(
        _ metadata: Logger.Metadata, _ provider: Logger.MetadataProvider?, _ event: LogEvent
    ) -> Logger.Metadata {
        var all = provider?.get() ?? [:]
        all.merge(metadata) { _, new in new }
        all.merge(event.metadata ?? [:]) { _, new in new }
        return Redaction.apply(all)
    }
}
