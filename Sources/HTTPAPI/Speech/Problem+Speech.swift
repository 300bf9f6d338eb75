import Speech

extension Problem {
    /// Of the caller's own errors the message is passed on, of the machine's only what to do: it may name files and programs.
    init(_ error: SpeechError) {
        let sentence = error.message.prefix(1).uppercased() + error.message.dropFirst() + "."
        switch error.code {
        case .unreadableAudio: self.init(.unreadableAudio, sentence)
        case .tooLong: self.init(.audioTooLong, sentence)
        case .tooLarge: self.init(.bodyTooLarge, sentence)
        case .emptyText: self.init(.emptyText, "Send a text with something to say in it.", member: "text")
        case .textTooLong: self.init(.textTooLong, sentence, member: "text")
        case .unsupportedLanguage: self.init(.unsupportedLanguage, sentence)
        case .unknownVoice: self.init(.unknownVoice, sentence, member: "voice")
        case .invalidParameter: self.init(.invalidMember, sentence)
        case .busy: self.init(.speechBusy, "Try again in a moment.")
        case .loading:
            self.init(.speechUnavailable, "Speech is still being loaded. Try again soon, or go on in writing.")
        case .modelMissing, .modelCorrupt, .unavailable, .failed:
            self.init(.speechUnavailable, "Go on in writing. The operator finds the reason with: blankspace doctor.")
        case .timedOut: self.init(.speechTimeout, "Try again with something shorter.")
        }
        retryAfter = error.retryAfter.map { max(1, Int($0.inSeconds.rounded(.up))) }
    }

    static let noSpeech = Problem(.speechUnavailable, "This server neither listens nor talks. Go on in writing.")
}
