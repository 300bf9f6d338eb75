public import Foundation
internal import GRDB

/// Why a file of the assistant could not be used, in words that say which file and what to do.
public struct StorageError: Error, Sendable, CustomStringConvertible {
    public enum Code: String, Sendable, CaseIterable {
        /// The file or its folder cannot be created or opened.
        case cannotOpen
        /// Not an SQLite file, or one whose content is broken.
        case damaged
        /// An SQLite file of another program, or another kind of file of this one.
        case foreign
        /// Written by a newer version of this program.
        case newerSchema
        /// Another process held it for longer than the busy timeout, 5 s. Trying again may help.
        case busy
        /// It, or its folder, may not be written.
        case readOnly
        /// The disk is full.
        case full
        /// A value that cannot be kept was handed in.
        case invalidValue
        /// Anything else that SQLite or the system reported.
        case failed
    }

    public let code: Code
    /// The file meant.
    public let path: String
    /// What happened and what to do, without the path.
    public let message: String
    public let underlying: (any Error)?

    init(_ code: Code, path: String, _ message: String, underlying: (any Error)? = nil) {
        self.code = code
        self.path = path
        self.message = message
        self.underlying = underlying
    }

    public var description: String { "\(path): \(message)" }
}

extension StorageError: LocalizedError {
    public var errorDescription: String? { description }
}

extension StorageError {
    /// `remedy` says what to do about a broken file of this kind.
    init(_ error: DatabaseError, path: String, remedy: String) {
        let reason = error.message ?? "SQLite error \(error.extendedResultCode.rawValue)"
        let (code, message): (Code, String) =
            switch error.resultCode {
            case .SQLITE_NOTADB: (.damaged, "not an SQLite file; \(remedy)")
            case .SQLITE_CORRUPT: (.damaged, "the file is damaged (\(reason)); \(remedy)")
            case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
                (.cannotOpen, "cannot be opened (\(reason)); check that the folder exists and that this user owns it")
            case .SQLITE_READONLY:
                (.readOnly, "cannot be written (\(reason)); give this user the right to write the file and its folder")
            case .SQLITE_BUSY, .SQLITE_LOCKED:
                (.busy, "another process held the file for more than 5 s; try again when it has finished")
            case .SQLITE_FULL: (.full, "the disk is full; free some space and try again")
            default: (.failed, reason)
            }
        self.init(code, path: path, message, underlying: error)
    }

    /// A failed system call, by `errno`.
    init(_ code: Code, path: String, errno number: Int32, doing action: String) {
        self.init(code, path: path, "cannot \(action): \(String(cString: strerror(number)))")
    }
}
