import Foundation

/// The bytes of a model: a file mapped read-only, so that processes that use the same file share them, or a copy. They begin at
/// an address that is a multiple of 64 and stay the same.
package final class ModelMemory: Sendable {
    // Written once, before anybody else sees the object.
    nonisolated(unsafe) let bytes: UnsafeRawBufferPointer
    private let isMapped: Bool

    /// Maps a regular file; replace the file by renaming a new one over it, never in place.
    init(mapping path: String) throws(LocalEmbedderError) {
        // Not blocking on a named pipe that somebody put there.
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { throw .missing(path, String(cString: strerror(errno))) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .missing(path, "not a regular file")
        }
        let count = Int(status.st_size)
        guard count > 0 else { throw .corrupt(path, "it is empty") }
        guard let base = mmap(nil, count, PROT_READ, MAP_PRIVATE, file, 0), base != MAP_FAILED else {
            throw LocalEmbedderError(
                code: .unusable, message: "cannot map the embedding model \(path): \(String(cString: strerror(errno)))")
        }
        bytes = UnsafeRawBufferPointer(start: base, count: count)
        isMapped = true
    }

    package init(copying source: [UInt8]) {
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: max(source.count, 1), alignment: 64)
        copy.copyBytes(from: source)
        bytes = UnsafeRawBufferPointer(rebasing: copy[..<source.count])
        isMapped = false
    }

    deinit {
        guard let base = bytes.baseAddress else { return }
        if isMapped {
            munmap(UnsafeMutableRawPointer(mutating: base), bytes.count)
        } else {
            UnsafeMutableRawPointer(mutating: base).deallocate()
        }
    }
}
