/// Why the embedded model cannot be used, or why a text was not embedded.
public struct LocalEmbedderError: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Code: String, Sendable, CaseIterable {
        /// No file can be read at the model's path.
        case missing
        /// The file is not the model that this version was made for: its size or SHA-256 differs.
        case corrupt
        /// The file is no model that can be computed with.
        case unusable
        /// Too many texts wait already. Try later, or do without vectors.
        case busy
        /// There is no vector of length 1 for a text.
        case failed
    }

    public let code: Code
    /// What is wrong and what to do about it, in one line.
    public let message: String

    public init(code: Code, message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { message }
}

extension LocalEmbedderError {
    static func missing(_ path: String, _ reason: String) -> Self {
        Self(code: .missing, message: "cannot read the embedding model \(path) (\(reason)); get it with: make models")
    }

    static func corrupt(_ path: String, _ reason: String) -> Self {
        Self(
            code: .corrupt,
            message: "\(path) is not the expected embedding model (\(reason)); delete it and get it with: make models")
    }

    static func unusable(_ reason: String) -> Self {
        Self(code: .unusable, message: "the embedding model cannot be used: \(reason)")
    }
}
