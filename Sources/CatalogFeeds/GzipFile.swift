import CZlib
import Foundation

/// A file, inflated on the way where it starts as gzip does (also several members in a row), as it is otherwise.
final class GzipFile {
    /// Small: where a stream is corrupt, zlib drops the buffer it was filling, twice this size.
    private static let piece = 16 << 10

    private let path: String
    private let handle: gzFile
    let bytesTotal: Int

    init(path: String) throws(FeedError) {
        self.path = path
        var status = stat()
        guard stat(path, &status) == 0 else { throw FeedError.unreadable(path: path, reason: GzipFile.systemReason()) }
        // A pipe could block for ever, a device never ends.
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw FeedError.unreadable(path: path, reason: "it is not a regular file")
        }
        guard let handle = gzopen(path, "rb") else {
            throw FeedError.unreadable(path: path, reason: GzipFile.systemReason())
        }
        self.handle = handle
        bytesTotal = Int(status.st_size)
        gzbuffer(handle, UInt32(GzipFile.piece))
    }

    deinit { gzclose(handle) }

    var isCompressed: Bool { gzdirect(handle) == 0 }

    /// Bytes of the file consumed, buffers not counted.
    var bytesRead: Int { min(max(0, Int(gzoffset(handle))), bytesTotal) }

    enum Chunk {
        case bytes(Int)
        case end
        /// The compressed stream ends early or is corrupt; what came before is whole.
        case damaged(String)
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(FeedError) -> Chunk {
        var filled = 0
        while filled < buffer.count {
            let piece = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...].prefix(GzipFile.piece))
            let count = gzread(handle, piece.baseAddress, UInt32(piece.count))
            guard count > 0 else { break }
            filled += Int(count)
        }
        // The reason for stopping is still there at the next call.
        if filled > 0 { return .bytes(filled) }
        var code: Int32 = 0
        let message = gzerror(handle, &code).map { String(cString: $0) } ?? ""
        switch code {
        case Z_OK, Z_STREAM_END: return .end
        case Z_BUF_ERROR: return .damaged("the gzip stream ends early; the file is cut off")
        case Z_DATA_ERROR: return .damaged("the gzip stream is corrupt from here on")
        case Z_ERRNO: throw FeedError.unreadable(path: path, reason: GzipFile.systemReason())
        default: throw FeedError.unreadable(path: path, reason: message)
        }
    }

    private static func systemReason() -> String { String(cString: strerror(errno)) }
}
