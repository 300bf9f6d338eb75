import CZlib
import Foundation
import Shop

/// The whole of a text file, inflated where it is gzipped.
enum TextFile {
    /// 1 GiB: queries and judgments are far smaller, and a compressed file may unpack to anything.
    private static let limit = 1 << 30

    /// Throws `CommandFailure` where the file cannot be read.
    static func lines(_ path: String) throws -> [(number: Int, text: String)] {
        let text = String(decoding: try bytes(path), as: UTF8.self)
        var lines: [(Int, String)] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            var line = String(line)
            if index == 0, line.hasPrefix("\u{FEFF}") { line.removeFirst() }
            line = line.trimmingCharacters(in: .whitespacesAndNewlines)
            if !line.isEmpty { lines.append((index + 1, line)) }
        }
        return lines
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        let path = expandedPath(path)
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, let handle = gzopen(path, "rb") else {
            throw CommandFailure(.badInput, "\(path): cannot be read; name a file that this user may read")
        }
        defer { gzclose(handle) }
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 256 << 10)
        while true {
            let count = gzread(handle, &buffer, UInt32(buffer.count))
            if count == 0 { break }
            guard count > 0 else { throw CommandFailure(.badInput, "\(path): the gzip stream is damaged") }
            all.append(contentsOf: buffer[..<Int(count)])
            guard all.count <= limit else { throw CommandFailure(.badInput, "\(path): larger than 1 GiB") }
        }
        var code: Int32 = 0
        _ = gzerror(handle, &code)
        guard code == Z_OK || code == Z_STREAM_END else {
            throw CommandFailure(.badInput, "\(path): the gzip stream ends early")
        }
        return all
    }

    /// One JSON object a line. Throws `CommandFailure` with file, line and reason for the first that is none.
    static func objects(_ path: String) throws -> [(number: Int, object: JSONValue)] {
        try lines(path).map { number, text in
            guard let value = try? JSONValue(parsing: Data(text.utf8)), value.object != nil else {
                throw CommandFailure(.badInput, "\(path):\(number): not a JSON object")
            }
            return (number, value)
        }
    }
}
