import CatalogFeeds
import Storage

/// Why a command ends without having done its work: one line for people, and the code that the process exits with.
struct CommandFailure: Error, CustomStringConvertible {
    /// The exit codes of every command, those of sysexits.h.
    enum Code: Int32 {
        case usage = 64
        case badInput = 65
        case unavailable = 69
        case internalError = 70
    }

    var code: Code
    /// Empty where all has been said already.
    var message: String

    init(_ code: Code, _ message: String = "") {
        self.code = code
        self.message = message
    }

    var description: String { message }

    static let emptyCatalog = CommandFailure(
        .unavailable, "the catalogue is empty; fill it first with: blankspace ingest FILE")
}

extension CommandFailure {
    /// nil for errors that say nothing about who is to mend them.
    init?(_ error: any Error) {
        switch error {
        case let failure as CommandFailure: self = failure
        case let error as SettingError: self.init(.usage, error.description)
        case let error as FeedError: self.init(.badInput, error.description)
        case let error as StorageError:
            switch error.code {
            case .damaged, .foreign, .newerSchema, .invalidValue: self.init(.badInput, error.description)
            case .cannotOpen, .busy, .readOnly, .full: self.init(.unavailable, error.description)
            case .failed: self.init(.internalError, error.description)
            }
        case is CancellationError: self.init(.internalError, "interrupted")
        default: return nil
        }
    }
}
