public import AudioEncoding
public import Speech
public import VoiceTurns

/// What the speech routes need. The composition root puts it together.
public struct SpeechParts: Sendable {
    public var recognizer: any SpeechRecognizer
    public var speaker: Speaker
    public var detector: any VoiceActivityDetector
    /// Makes sound of an audio file's bytes, within the limits of ``audio``. Throws `SpeechError`.
    public var decode: @Sendable ([UInt8]) async throws -> PCMAudio
    public var encoder: AudioEncoder
    public var audio: AudioLimits
    /// Words that are likely to be said, such as the shop's brands.
    public var hints: @Sendable () -> [String]
    /// Longest text that is spoken at a request, in characters.
    public var maxTextCharacters = 2_000
    /// Conversations at one time over WebSockets; one more is refused.
    public var maxConversations = 64
    /// Turns by voice at one time; one more gets a 503 with `Retry-After`.
    public var maxVoiceTurns = 64
    /// Seconds that a turn by voice may take, the speaking included.
    public var voiceDeadlineSeconds = 180.0

    public init(
        recognizer: any SpeechRecognizer, speaker: Speaker, detector: any VoiceActivityDetector,
        decode: @escaping @Sendable ([UInt8]) async throws -> PCMAudio, encoder: AudioEncoder = AudioEncoder(),
        audio: AudioLimits = AudioLimits(), hints: @escaping @Sendable () -> [String] = { [] }
    ) {
        self.recognizer = recognizer
        self.speaker = speaker
        self.detector = detector
        self.decode = decode
        self.encoder = encoder
        self.audio = audio
        self.hints = hints
    }
}
