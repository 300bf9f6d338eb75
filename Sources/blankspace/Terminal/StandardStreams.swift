import Foundation

/// What a program or a person asked for. Written at once, so that a reader at the other end of a pipe gets it when it is said.
enum StandardOutput {
    static func line(_ text: String) { write(text + "\n") }

    /// A reader that has left is no error.
    static func write(_ text: String) { try? FileHandle.standardOutput.write(contentsOf: Data(text.utf8)) }

    static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
}

/// What is said about the work.
enum StandardError {
    static func line(_ text: String) { write(text + "\n") }
    static func write(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }
    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }
}
