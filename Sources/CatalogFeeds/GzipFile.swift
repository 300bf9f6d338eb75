import CZlib
import Foundation

/// A file, inflated on the way where it starts as gzip does (also several members in a row), as it is otherwise.
final class GzipFile {
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
        gzbuffer(handle, 256 << 10)
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
        let count = gzread(handle, buffer.baseAddress, UInt32(buffer.count))
        if count > 0 { return .bytes(Int(count)) }
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
