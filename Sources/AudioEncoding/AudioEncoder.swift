import ChildPrograms
public import Speech
import Synchronization

/// Writes speech as WAV or bare samples here, and as MP3 or Opus through ffmpeg, piece by piece as it is spoken.
public struct AudioEncoder: Sendable {
    private let child: ChildProgram

    /// - Parameters:
    ///   - program: ffmpeg, by its path or its name in `PATH`.
    ///   - timeLimit: how long one conversion may take, the speaking included.
    ///   - concurrency: conversions at the same time.
    ///   - backlog: conversions that may wait; more are refused with `busy`.
    public init(
        program: String = "ffmpeg", timeLimit: Duration = .seconds(120), concurrency: Int = 8, backlog: Int = 32
    ) {
        child = ChildProgram(program, timeLimit: timeLimit, concurrency: concurrency, backlog: backlog)
    }

    /// One whole sound in `format`. Throws ``SpeechError`` with `unavailable`, `timedOut`, `busy` or `failed`.
    public func encode(_ audio: PCMAudio, as format: AudioFormat) async throws -> [UInt8] {
        switch format {
        case .wav: return WAV.encode(audio)
        case .pcm: return audio.pcm16
        case .mp3, .opus:
            let bytes = Mutex<[UInt8]>([])
            let whole = AsyncThrowingStream<PCMAudio, any Error> { continuation in
                continuation.yield(audio)
                continuation.finish()
            }
            try await encode(whole, sampleRate: audio.sampleRate, as: format) { piece in
                bytes.withLock { $0 += piece }
            }
            return bytes.withLock { $0 }
        }
    }

    /// Writes the pieces as they come; all have `sampleRate`. WAV then has a header of unknown length, as streams have.
    ///
    /// Throws what `pieces` and `write` throw, and ``SpeechError`` as above. Nothing is written before the first piece is there,
    /// so that a voice that cannot speak fails before the first byte.
    public func encode(
        _ pieces: AsyncThrowingStream<PCMAudio, any Error>, sampleRate: Int, as format: AudioFormat,
        write: @escaping @Sendable ([UInt8]) async throws -> Void
    ) async throws {
        guard !format.needsProgram else {
            return try await convert(pieces, Self.options(sampleRate, format), write)
        }
        var isFirst = true
        for try await piece in pieces {
            if isFirst, format == .wav { try await write(WAV.header(sampleRate: sampleRate)) }
            isFirst = false
            try await write(piece.pcm16)
        }
    }

    private func convert(
        _ pieces: AsyncThrowingStream<PCMAudio, any Error>, _ options: [String],
        _ write: @escaping @Sendable ([UInt8]) async throws -> Void
    ) async throws {
        do {
            try await child.stream(
                options,
                feed: { give in for try await piece in pieces { try await give(piece.pcm16) } },
                take: write)
        } catch let failure as ChildProgram.Failure {
            switch failure {
            case .missing:
                throw SpeechError(.unavailable, "ffmpeg cannot be started; install it, or ask for wav or pcm")
            case .timedOut:
                throw SpeechError(.timedOut, "the audio took longer than \(child.timeLimit) to convert")
            case .tooMuchOutput, .ended: throw SpeechError(.failed, "the audio converter failed")
            }
        }
    }

    private static func options(_ sampleRate: Int, _ format: AudioFormat) -> [String] {
        let source = ["-f", "s16le", "-ar", "\(sampleRate)", "-ac", "1", "-i", "pipe:0"]
        let target =
            switch format {
            case .opus:
                ["-c:a", "libopus", "-b:a", "32k", "-application", "voip", "-page_duration", "100000", "-f", "ogg"]
            case .wav, .pcm, .mp3: ["-c:a", "libmp3lame", "-b:a", "64k", "-write_xing", "0", "-f", "mp3"]
            }
        return ["-nostdin", "-v", "error", "-protocol_whitelist", "pipe"] + source + target
            + ["-flush_packets", "1", "-threads", "1", "pipe:1"]
    }
}
