import Crypto
import Foundation

/// A model's file, mapped read-only and checked. Native libraries believe what they read, so a file whose digest differs is
/// never handed on.
///
/// What was hashed is the mapping; replace the file by renaming a new one over it, never in place.
public final class ModelFile: Sendable {
    public let path: String
    // Written once, before anybody else sees the object; the pages are read-only.
    nonisolated(unsafe) private let bytes: UnsafeRawBufferPointer

    /// Blocks while the file is read and hashed, about half a second for 100 MB.
    ///
    /// - Parameters:
    ///   - sha256: in lower-case hexadecimal; nil where it is not known, then the file is only mapped.
    ///   - remedy: how to get the file, for the error: "get it with: make models".
    ///   - progress: is told the part that is done, 0…1.
    ///
    /// Throws `modelMissing` or `modelCorrupt`.
    public init(
        path: String, sha256: String?, remedy: String, progress: (Double) -> Void = { _ in }
    ) throws(SpeechError) {
        self.path = path
        // Not blocking on a named pipe that somebody put there.
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { throw .missing(path, String(cString: strerror(errno)), remedy) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .missing(path, "not a regular file", remedy)
        }
        let size = Int(status.st_size)
        guard size > 0 else { throw .corrupt(path, "it is empty", remedy) }
        guard let base = mmap(nil, size, PROT_READ, MAP_PRIVATE, file, 0), base != MAP_FAILED else {
            throw .missing(path, String(cString: strerror(errno)), remedy)
        }
        bytes = UnsafeRawBufferPointer(start: base, count: size)
        guard let sha256 else { return }
        // From here on the object exists, and its end unmaps the file.
        let digest = withBytes { Self.digest(of: $0, progress) }
        guard digest == sha256 else { throw .corrupt(path, "its SHA-256 is \(digest)", remedy) }
    }

    /// The file's bytes, for as long as `body` runs. They are gone with the object, which the optimizer may end after its last
    /// use: nothing may keep the pointer.
    public func withBytes<Value, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        defer { withExtendedLifetime(self) {} }
        return try body(bytes)
    }

    deinit { munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count) }

    private static func digest(of bytes: UnsafeRawBufferPointer, _ progress: (Double) -> Void) -> String {
        var hash = SHA256()
        let step = 4 << 20
        for start in stride(from: 0, to: bytes.count, by: step) {
            let end = min(start + step, bytes.count)
            hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
            progress(Double(end) / Double(bytes.count))
        }
        return hash.finalize().map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}

extension SpeechError {
    public static func missing(_ path: String, _ reason: String, _ remedy: String) -> Self {
        Self(.modelMissing, "cannot read the model \(path) (\(reason)); \(remedy)")
    }

    public static func corrupt(_ path: String, _ reason: String, _ remedy: String) -> Self {
        Self(.modelCorrupt, "\(path) is not the expected model (\(reason)); delete it and \(remedy)")
    }
}
