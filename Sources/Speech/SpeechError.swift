/// Why nothing was recognized or spoken.
public struct SpeechError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Code: String, Sendable, CaseIterable {
        // The caller's doing: the same request will fail again.
        /// The bytes are no audio of a kind that can be read, or are damaged.
        case unreadableAudio
        /// The audio lasts longer than is taken.
        case tooLong
        /// The audio has more bytes than are taken.
        case tooLarge
        /// There is nothing to say: the text is empty.
        case emptyText
        /// The text is longer than is spoken in one go.
        case textTooLong
        /// Nobody here hears or speaks the language.
        case unsupportedLanguage
        /// No voice has this name.
        case unknownVoice
        /// A speed or parameter that the voice does not take.
        case invalidParameter

        // The machine's doing.
        /// As many wait already as may. Try again after ``SpeechError/retryAfter``.
        case busy
        /// The model is being loaded.
        case loading
        /// A file of the model is not there.
        case modelMissing
        /// A file of the model is not what it should be: truncated, of another kind, or with another SHA-256.
        case modelCorrupt
        /// The program or server that does the work is not there or does not answer.
        case unavailable
        /// It took longer than is allowed.
        case timedOut
        /// The engine gave up.
        case failed
    }

    public var code: Code
    /// What is wrong and what to do about it, in one line; nothing of what was said, no credentials.
    public var message: String
    /// How long to wait before the next try, where that is known.
    public var retryAfter: Duration?

    public init(_ code: Code, _ message: String, retryAfter: Duration? = nil) {
        self.code = code
        self.message = message
        self.retryAfter = retryAfter
    }

    /// Whether another engine, or the same one later, may do better.
    public var isRetryable: Bool {
        switch code {
        case .busy, .loading, .unavailable, .timedOut, .failed: true
        case .modelMissing, .modelCorrupt: false
        case .unreadableAudio, .tooLong, .tooLarge, .emptyText, .textTooLong, .unsupportedLanguage, .unknownVoice,
            .invalidParameter:
            false
        }
    }

    /// Whether the request itself is wrong, so that no engine will take it. Says nothing about the engine's health.
    public var isCallersFault: Bool {
        switch code {
        case .unreadableAudio, .tooLong, .tooLarge, .emptyText, .textTooLong, .unsupportedLanguage, .unknownVoice,
            .invalidParameter:
            true
        case .busy, .loading, .modelMissing, .modelCorrupt, .unavailable, .timedOut, .failed: false
        }
    }

    public var description: String { message }
}
