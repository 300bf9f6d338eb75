internal import Foundation

/// Held shared by every running ingest, so that one that starts can tell whether rows of others are a dead process's.
///
/// A file lock and not a lease: the system drops it the moment a process dies, however it dies, and clocks play no part.
final class IngestLock: Sendable {
    private let descriptor: Int32

    /// Waits while another ingest starts. `whenAlone` runs before this returns where no other ingest is under way; none can
    /// start writing until it is done.
    static func shared(beside path: String, whenAlone: () async throws -> Void) async throws -> IngestLock {
        let lock = try IngestLock(path: path + ".ingest-lock")
        while true {
            if try lock.tries(LOCK_EX, path: path) {
                try await whenAlone()
                // Not atomic: another may come in between as one that is alone too. This one has written nothing yet.
            }
            if try lock.tries(LOCK_SH, path: path) { return lock }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Whether an ingest is under way, of whichever process.
    static func isHeld(beside path: String) throws -> Bool {
        // Held for a moment where nobody else does: an ingest that starts just then tries again.
        try !IngestLock(path: path + ".ingest-lock").tries(LOCK_EX, path: path)
    }

    private init(path: String) throws {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw StorageError(.cannotOpen, path: path, errno: errno, doing: "open the lock file")
        }
    }

    deinit { close(descriptor) }

    private func tries(_ mode: Int32, path: String) throws -> Bool {
        while flock(descriptor, mode | LOCK_NB) != 0 {
            switch errno {
            case EINTR: continue
            case EWOULDBLOCK: return false
            default: throw StorageError(.failed, path: path, errno: errno, doing: "lock the file for an ingest")
            }
        }
        return true
    }
}
