import Foundation

/// How lines of requests are written where they do not go through the logger.
public enum AccessLineFormat: Sendable {
    /// For people.
    case console
    /// One object a line, for collectors.
    case json
}

extension AccessRecord {
    /// The record as a line, as the program's other log lines look. Built by hand: a gateway writes nothing as often.
    ///
    /// - Parameter time: the moment in ISO 8601, or the time of day for people.
    func write(as format: AccessLineFormat, time: String, to line: inout String) {
        let level = isFailure ? "warning" : "info"
        let ms = "\(elapsed.nanoseconds / 1_000_000).\(elapsed.nanoseconds / 100_000 % 10)"
        let path = JSONText.quoted(String(path.prefix(512)))
        switch format {
        case .json:
            line +=
                "{\"level\":\"\(level)\",\"logger\":\"gateway\",\"message\":\"request\",\"metadata\":{\"bytes\":\(bytes)"
            if let cause { line += ",\"cause\":\(JSONText.quoted(cause))" }
            line +=
                ",\"method\":\"\(method)\",\"ms\":\(ms),\"path\":\(path),\"requestId\":\"\(requestId)\",\"status\":\(status)"
            line += ",\"traceId\":\"\(traceId)\""
            if let upstream { line += ",\"upstream\":\(JSONText.quoted(upstream))" }
            line += "},\"time\":\"\(time)\"}\n"
        case .console:
            line += "\(time) \(level)\(isFailure ? " " : "    ") request bytes=\(bytes)"
            if let cause { line += " cause=\(JSONText.quoted(cause))" }
            line +=
                " method=\(method) ms=\(ms) path=\(path.dropFirst().dropLast()) requestId=\(requestId) status=\(status)"
            if let upstream { line += " upstream=\(upstream)" }
            line += "\n"
        }
    }
}

extension AccessLineFormat {
    /// The time of a batch of lines: they are at most a tenth of a second old.
    var now: String {
        switch self {
        case .console: Date.now.formatted(.iso8601.time(includingFractionalSeconds: false))
        case .json: Date.now.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        }
    }
}
