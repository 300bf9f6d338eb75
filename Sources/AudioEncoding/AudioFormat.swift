/// How speech is written for those who asked for it.
public enum AudioFormat: String, Sendable, CaseIterable {
    case wav
    /// Bare samples of 16 bit, little-endian, one channel.
    case pcm
    case mp3
    /// Opus in Ogg.
    case opus

    public var contentType: String {
        switch self {
        case .wav: "audio/wav"
        case .pcm: "audio/pcm"
        case .mp3: "audio/mpeg"
        case .opus: "audio/ogg; codecs=opus"
        }
    }

    /// Whether another program does the work.
    var needsProgram: Bool { self == .mp3 || self == .opus }
}
