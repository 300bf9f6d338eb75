import Foundation

/// Held by the process that does something which one is enough for, so that a server and an ingest beside it do not do the same work
/// twice: embedding products, expanding them.
///
/// The system drops it the moment its process ends, however that ends.
final class FileLock: Sendable {
    private let descriptor: Int32

    /// nil where another process holds it. Where no lock can be made at all, everybody does the work: twice is better than never.
    init?(_ path: String) {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }
        guard flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK else { return }
        close(descriptor)
        return nil
    }

    deinit { if descriptor >= 0 { close(descriptor) } }
}
