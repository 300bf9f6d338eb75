import Foundation

/// A file in memory, read only. What the system has read of it is given back when memory is short.
final class MappedFile: Sendable {
    let path: String
    // Never written, and unmapped only when the last user of this object is gone.
    nonisolated(unsafe) let bytes: UnsafeRawBufferPointer

    init(path: String) throws(VectorIndexError) {
        self.path = path
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw VectorIndexError(.unreadable, "\(path) cannot be opened") }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_size > 0,
            let base = mmap(nil, Int(status.st_size), PROT_READ, MAP_PRIVATE, descriptor, 0), base != MAP_FAILED
        else { throw VectorIndexError(.unreadable, "\(path) cannot be mapped into memory") }
        bytes = UnsafeRawBufferPointer(start: base, count: Int(status.st_size))
    }

    deinit { munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count) }
}

/// Reads integers and lengths, never beyond the end.
struct SnapshotReader {
    let bytes: UnsafeRawBufferPointer
    private(set) var offset = 0

    init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    private var cut: VectorIndexError { VectorIndexError(.unreadable, "the snapshot of vectors is cut short") }

    mutating func take(_ count: Int) throws(VectorIndexError) -> UnsafeRawBufferPointer {
        guard count >= 0, count <= bytes.count - offset else { throw cut }
        defer { offset += count }
        return UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + count)])
    }

    mutating func integer<Number: FixedWidthInteger>(_: Number.Type) throws(VectorIndexError) -> Number {
        Number(littleEndian: try take(MemoryLayout<Number>.size).loadUnaligned(as: Number.self))
    }

    /// One that the file can hold.
    mutating func length<Number: FixedWidthInteger>(_ type: Number.Type) throws(VectorIndexError) -> Int {
        guard let length = Int(exactly: try integer(type)), length <= bytes.count else { throw cut }
        return length
    }
}

extension [UInt8] {
    mutating func append(integer: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: integer.littleEndian) { append(contentsOf: $0) }
    }
}

/// A file that is written beside the one it replaces, so that readers find the old one or the whole new one.
enum ReplacingFile {
    static func write(_ path: String, _ body: (FileHandle) throws -> Void) throws {
        let work = "\(path).\(ProcessInfo.processInfo.globallyUniqueString)"
        let descriptor = open(work, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw VectorIndexError(.unreadable, "\(path) cannot be written") }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        do {
            try body(file)
            try file.synchronize()
            try file.close()
        } catch {
            unlink(work)
            throw error
        }
        guard rename(work, path) == 0 else {
            unlink(work)
            throw VectorIndexError(.unreadable, "\(path) cannot be replaced")
        }
    }
}
