/// A form of `multipart/form-data` (RFC 7578), as far as uploads of one file need it.
struct MultipartForm {
    /// Of parts without a file name, by name; the first of each.
    private(set) var fields: [String: String] = [:]
    /// The part `file`, or the first with a file name.
    private(set) var file: [UInt8]?

    static let maximumParts = 32

    /// nil where `contentType` is no such form.
    static func boundary(of contentType: String) -> String? {
        let parts = contentType.split(separator: ";").map { $0.trimmingSpace() }
        guard parts.first?.lowercased() == "multipart/form-data" else { return nil }
        let value = parts.dropFirst().first { $0.lowercased().hasPrefix("boundary=") }?.dropFirst(9)
        let boundary = value.map { $0.filter { $0 != "\"" } } ?? ""
        return (1...70).contains(boundary.utf8.count) ? boundary : nil
    }

    /// O(bytes).
    init(_ bytes: [UInt8], boundary: String) throws(Problem) {
        let delimiter = Array("\r\n--\(boundary)".utf8)
        // The first delimiter may stand at the very beginning.
        var position = bytes.starts(with: delimiter.dropFirst(2)) ? delimiter.count - 2 : nil
        if position == nil { position = Self.find(delimiter, in: bytes, from: 0).map { $0 + delimiter.count } }
        var count = 0
        while let start = position {
            if bytes[start...].starts(with: Array("--".utf8)) { return }
            guard let end = Self.find(delimiter, in: bytes, from: start) else {
                throw Problem(.unreadableBody, "The form breaks off. Send the request again.")
            }
            count += 1
            guard count <= Self.maximumParts else {
                throw Problem(.unreadableBody, "Send a form of \(Self.maximumParts) parts at most.")
            }
            take(bytes[start..<end])
            position = end + delimiter.count
        }
        throw Problem(.unreadableBody, "The form breaks off. Send the request again.")
    }

    private mutating func take(_ part: ArraySlice<UInt8>) {
        guard let head = Self.find(Array("\r\n\r\n".utf8), in: part, from: part.startIndex) else { return }
        let content = part[(head + 4)...]
        let lines = String(decoding: part[..<head], as: UTF8.self).split(whereSeparator: \.isNewline)
        guard let line = lines.first(where: { $0.lowercased().hasPrefix("content-disposition:") }) else { return }
        let name = Self.parameter("name", of: line)
        if Self.parameter("filename", of: line) != nil || name == "file" {
            if file == nil || name == "file" { file = Array(content) }
        } else if let name, fields[name] == nil, content.count <= 16_384 {
            fields[name] = String(decoding: content, as: UTF8.self)
        }
    }

    private static func parameter(_ name: String, of line: Substring) -> String? {
        let part = line.split(separator: ";").map { $0.trimmingSpace() }.first { $0.lowercased().hasPrefix(name + "=") }
        return part.map { String($0.dropFirst(name.count + 1).filter { $0 != "\"" }) }
    }

    private static func find(_ pattern: [UInt8], in bytes: [UInt8], from: Int) -> Int? {
        find(pattern, in: bytes[...], from: from)
    }

    private static func find(_ pattern: [UInt8], in bytes: ArraySlice<UInt8>, from: Int) -> Int? {
        guard let first = pattern.first else { return nil }
        let start = bytes.startIndex
        let found = bytes.withUnsafeBufferPointer { buffer -> Int? in
            var index = from - start
            while index + pattern.count <= buffer.count {
                if buffer[index] == first, buffer[index..<(index + pattern.count)].elementsEqual(pattern) {
                    return index
                }
                index += 1
            }
            return nil
        }
        return found.map { $0 + start }
    }
}
