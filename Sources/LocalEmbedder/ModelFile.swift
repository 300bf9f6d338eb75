import Crypto
import Foundation

/// The model's file, mapped read-only and checked. The engine believes every offset in it, so a file whose digest differs is
/// never handed on.
///
/// What was hashed is the mapping that the engine reads; replace the file by renaming a new one over it, never in place.
final class ModelFile: Sendable {
    static let size = 71_622_400
    static let sha256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"

    // Written once, before anybody else sees the object; the pages are read-only.
    nonisolated(unsafe) let base: UnsafeMutableRawPointer
    let byteCount: Int

    /// Blocks while it reads and hashes 72 MB.
    init(path: String) throws(LocalEmbedderError) {
        // Not blocking on a named pipe that somebody put there.
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { throw .missing(path, String(cString: strerror(errno))) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .missing(path, "not a regular file")
        }
        guard status.st_size == Self.size else {
            throw .corrupt(path, "\(status.st_size) bytes instead of \(Self.size)")
        }
        guard let base = mmap(nil, Self.size, PROT_READ, MAP_PRIVATE, file, 0), base != MAP_FAILED else {
            throw LocalEmbedderError(
                code: .unusable, message: "cannot map the embedding model \(path): \(String(cString: strerror(errno)))")
        }
        let digest = Self.digest(of: UnsafeRawBufferPointer(start: base, count: Self.size))
        guard digest == Self.sha256 else {
            munmap(base, Self.size)
            throw .corrupt(path, "sha256 \(digest)")
        }
        self.base = base
        byteCount = Self.size
    }

    deinit { munmap(base, byteCount) }

    private static func digest(of bytes: UnsafeRawBufferPointer) -> String {
        var hash = SHA256()
        hash.update(bufferPointer: bytes)
        return hash.finalize().map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
