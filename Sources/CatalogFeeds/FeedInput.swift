import Foundation

/// The bytes of a feed, as UTF-8 or CP949, with the line they stand on. Holds at most one record and one chunk.
///
/// A value so that its fields are reached without the checks a class pays for; never copy one that is being read.
struct FeedInput {
    static let chunk = 256 << 10

    let path: String
    let limits: FeedLimits
    private let file: GzipFile
    private var utf16: UTF16Transcoder?
    private(set) var buffer: [UInt8] = []
    /// The next byte in `buffer`.
    private(set) var position = 0
    /// The line of the next byte, 1-based.
    private(set) var line = 1
    /// Bytes dropped from the front of `buffer`.
    private var dropped = 0
    private var unpacked = 0
    private var isAtEnd = false
    /// Set where the file broke off. A record that was not ended then is not to be trusted.
    private(set) var damage: String?

    init(path: String, limits: FeedLimits) throws(FeedError) {
        self.path = path
        self.limits = limits
        file = try GzipFile(path: path)
        while buffer.count < 4, try fill() {}
        if buffer.starts(with: [0xFF, 0xFE]) || buffer.starts(with: [0xFE, 0xFF]) {
            var transcoder = UTF16Transcoder(isBigEndian: buffer[0] == 0xFE)
            buffer = transcoder.utf8(from: buffer[2...], isLast: isAtEnd)
            utf16 = transcoder
        } else if buffer.starts(with: [0xEF, 0xBB, 0xBF]) {
            position = 3
        }
    }

    /// Bytes consumed since the start.
    var offset: Int { dropped + position }

    var progress: FeedProgress {
        FeedProgress(
            bytesRead: isAtEnd && position == buffer.count ? file.bytesTotal : file.bytesRead,
            bytesTotal: file.bytesTotal)
    }

    /// Reads one more chunk behind what is there. False at the end; even then a few bytes may have come.
    private mutating func fill() throws(FeedError) -> Bool {
        guard !isAtEnd else { return false }
        if position > 0 {
            buffer.removeSubrange(0..<position)
            dropped += position
            position = 0
        }
        var bytes = [UInt8](repeating: 0, count: FeedInput.chunk)
        // The closure cannot throw a typed error.
        let result: Result<GzipFile.Chunk, FeedError> = bytes.withUnsafeMutableBytes { raw in
            do throws(FeedError) { return .success(try file.read(into: raw)) } catch { return .failure(error) }
        }
        switch try result.get() {
        case .end: isAtEnd = true
        case .damaged(let reason):
            isAtEnd = true
            damage = reason
        case .bytes(let count):
            unpacked += count
            if unpacked > limits.unpackedBytes, file.isCompressed {
                throw FeedError.tooLarge(path: path, limit: limits.unpackedBytes)
            }
            if utf16 == nil {
                buffer.append(contentsOf: bytes[..<count])
                return true
            }
            buffer.append(contentsOf: utf16?.utf8(from: bytes[..<count], isLast: false) ?? [])
            return true
        }
        if let rest = utf16?.utf8(from: [], isLast: true) { buffer.append(contentsOf: rest) }
        return false
    }

    /// What lies ahead, at most `count` bytes, without consuming it.
    mutating func window(_ count: Int) throws -> [UInt8] {
        while buffer.count - position < count, try fill() {}
        return Array(buffer[position..<min(buffer.count, position + count)])
    }

    /// Whether the window reaches to the end of the file.
    func endsWithin(_ count: Int) -> Bool { isAtEnd && buffer.count - position <= count }
}

// MARK: - Byte by byte

extension FeedInput {
    mutating func peek() throws -> UInt8? {
        while position == buffer.count, try fill() {}
        return position < buffer.count ? buffer[position] : nil
    }

    mutating func next() throws -> UInt8? {
        guard let byte = try peek() else { return nil }
        position += 1
        if byte == UInt8(ascii: "\n") { line += 1 }
        return byte
    }

    /// White space of JSON and XML, and byte order marks in the middle.
    mutating func skipSpace() throws {
        while let byte = try peek() {
            switch byte {
            case 0x20, 0x09, 0x0A, 0x0D: _ = try next()
            case 0xEF where try window(3) == [0xEF, 0xBB, 0xBF]: position += 3
            default: return
            }
        }
    }
}

// MARK: - Line by line

extension FeedInput {
    enum Line {
        /// Where it lies in `buffer`, without its end; good until the next read.
        case text(Range<Int>)
        /// Longer than a record may be; consumed.
        case tooLong
    }

    /// Consumes a line. `number` is its own. nil at the end, and for a last line that a broken file cut off.
    mutating func nextLine() throws -> (number: Int, line: Line)? {
        let number = line
        var searched = 0
        while true {
            if let end = newline(from: position + searched) {
                let start = position
                position = end + 1
                line += 1
                return (number, end - start > limits.recordBytes ? .tooLong : .text(start..<end))
            }
            searched = buffer.count - position
            if searched > limits.recordBytes {
                try skipLine()
                return (number, .tooLong)
            }
            if try !fill() {
                guard damage == nil, position < buffer.count else { return nil }
                // UTF-16 may still have given a line end.
                if newline(from: position + searched) != nil { continue }
                let start = position
                position = buffer.count
                return (number, .text(start..<buffer.count))
            }
        }
    }

    /// Consumes the rest of the line, in constant memory.
    mutating func skipLine() throws {
        while true {
            if let end = newline(from: position) {
                position = end + 1
                line += 1
                return
            }
            position = buffer.count
            if try !fill(), position == buffer.count { return }
        }
    }

    /// The line `distance` bytes ahead without consuming it, and how far ahead the one behind it starts. nil at the end.
    mutating func lineAhead(_ distance: Int) throws -> (text: ArraySlice<UInt8>, end: Int)? {
        var searched = distance
        while true {
            if let end = newline(from: position + searched) {
                return (buffer[(position + distance)..<end], end + 1 - position)
            }
            searched = max(distance, buffer.count - position)
            // Longer than a record may be: what there is will do to see that.
            if searched - distance > limits.recordBytes { break }
            if try !fill(), newline(from: position + searched) == nil { break }
        }
        guard position + distance < buffer.count else { return nil }
        return (buffer[(position + distance)...], buffer.count - position)
    }

    /// Consumes `count` bytes that are known to be there.
    mutating func skip(_ count: Int) {
        let end = min(buffer.count, position + count)
        line += buffer[position..<end].count { $0 == UInt8(ascii: "\n") }
        position = end
    }

    private func newline(from start: Int) -> Int? {
        guard start < buffer.count else { return nil }
        return buffer.withUnsafeBytes { raw in
            guard let base = raw.baseAddress,
                let found = memchr(base + start, Int32(UInt8(ascii: "\n")), raw.count - start)
            else { return nil }
            return UnsafeRawPointer(found) - base
        }
    }
}
