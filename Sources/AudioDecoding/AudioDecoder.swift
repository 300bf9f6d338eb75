public import Speech

/// Makes sound of the files that people send: WAV here, everything else through ffmpeg. The kind is told by the bytes.
public struct AudioDecoder: Sendable {
    public let limits: AudioLimits
    private let ffmpeg: FFmpeg

    public init(limits: AudioLimits = AudioLimits(), ffmpeg: FFmpeg = FFmpeg()) {
        self.limits = limits
        self.ffmpeg = ffmpeg
    }

    /// The sound, of one channel. WAV keeps its sample rate; the others come at 16 kHz.
    ///
    /// Throws ``SpeechError`` and `CancellationError`. No more is decoded than the limits allow.
    public func decode(_ bytes: [UInt8]) async throws -> PCMAudio {
        try limits.check(byteCount: bytes.count)
        guard let container = AudioContainer(sniffing: bytes) else {
            throw SpeechError(
                .unreadableAudio, "this is no audio of a known kind; send WAV, WebM, Ogg, MP3, M4A, FLAC or AAC")
        }
        if container == .wav {
            do {
                return try WAV.decode(bytes, limits: limits)
            } catch  where error.code == .unreadableAudio {
                // Of the rarer codings ffmpeg may know this one.
            }
        }
        return try await convert(bytes, container)
    }

    private func convert(_ bytes: [UInt8], _ container: AudioContainer) async throws -> PCMAudio {
        let rate = PCMAudio.speechRate
        // One second more than is taken, so that what is too long shows.
        let seconds = limits.maximumDuration.inSeconds + 1
        let output = try await ffmpeg.run(
            source: ["-codec_whitelist", container.codecs, "-f", container.demuxer],
            // Recorders of this kind may write the index last.
            seekable: container == .mp4,
            target: [
                "-map", "0:a:0", "-t", "\(seconds)", "-ac", "1", "-ar", "\(rate)", "-c:a", "pcm_s16le", "-f", "s16le",
            ],
            input: bytes, outputLimit: Int(seconds * Double(2 * rate)) + 65_536)
        let audio = PCMAudio(pcm16: output, sampleRate: rate)
        try limits.check(audio.duration)
        guard !audio.samples.isEmpty else { throw SpeechError(.unreadableAudio, "the audio file holds no sound") }
        return audio
    }
}

extension AudioContainer {
    fileprivate var demuxer: String {
        switch self {
        case .wav: "wav"
        case .webm: "matroska"
        case .ogg: "ogg"
        case .mp3: "mp3"
        case .mp4: "mov"
        case .flac: "flac"
        case .aac: "aac"
        }
    }

    /// The decoders that may see the bytes: those that such a file has in practice.
    fileprivate var codecs: String {
        switch self {
        case .wav: "adpcm_ms,adpcm_ima_wav,gsm_ms,pcm_s24le,pcm_s32le,mp3,mp3float"
        case .webm: "opus,libopus,vorbis,aac,pcm_s16le,pcm_f32le"
        case .ogg: "opus,libopus,vorbis,flac"
        case .mp3: "mp3,mp3float,mp2,mp2float,mp1,mp1float"
        case .mp4: "aac,alac,mp3,mp3float,opus,libopus,pcm_s16le,pcm_s16be,amrnb,amrwb"
        case .flac: "flac"
        case .aac: "aac"
        }
    }
}
