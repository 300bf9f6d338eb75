import Foundation
public import Speech
import Subprocess
import Synchronization

/// Writes speech as WAV or bare samples here, and as MP3 or Opus through ffmpeg, piece by piece as it is spoken.
public struct AudioEncoder: Sendable {
    private let program: String
    private let timeLimit: Duration
    private let gate: AdmissionGate

    /// - Parameters:
    ///   - program: ffmpeg, by its path or its name in `PATH`.
    ///   - timeLimit: how long one conversion may take, the speaking included.
    ///   - concurrency: conversions at the same time.
    ///   - backlog: conversions that may wait; more are refused with `busy`.
    public init(
        program: String = "ffmpeg", timeLimit: Duration = .seconds(120), concurrency: Int = 8, backlog: Int = 32
    ) {
        self.program = program
        self.timeLimit = timeLimit
        gate = AdmissionGate(name: "audio conversion", concurrency: concurrency, backlog: backlog)
        // A child that ends before it has read everything must not end this process.
        signal(SIGPIPE, SIG_IGN)
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
    public func encode<Pieces: AsyncSequence & Sendable>(
        _ pieces: Pieces, sampleRate: Int, as format: AudioFormat,
        write: @escaping @Sendable ([UInt8]) async throws -> Void
    ) async throws where Pieces.Element == PCMAudio {
        guard !format.needsProgram else {
            let (program, limit) = (program, timeLimit)
            return try await gate.run {
                try await Self.within(limit) {
                    try await Self.convert(program, pieces, sampleRate: sampleRate, as: format, write: write)
                }
            }
        }
        var isFirst = true
        for try await piece in pieces {
            if isFirst, format == .wav { try await write(WAV.header(sampleRate: sampleRate)) }
            isFirst = false
            try await write(piece.pcm16)
        }
    }

    private static func within(_ limit: Duration, _ body: @escaping @Sendable () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await body()
                return true
            }
            group.addTask {
                try await Task.sleep(for: limit)
                return false
            }
            // Whichever ends first: a cancelled conversion kills its child.
            defer { group.cancelAll() }
            guard try await group.next() == true else {
                throw SpeechError(.timedOut, "the audio took longer than \(limit) to convert")
            }
        }
    }

    private static func convert<Pieces: AsyncSequence & Sendable>(
        _ program: String, _ pieces: Pieces, sampleRate: Int, as format: AudioFormat,
        write: @escaping @Sendable ([UInt8]) async throws -> Void
    ) async throws where Pieces.Element == PCMAudio {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
        let limited = "ulimit -v 1000000; ulimit -c 0; exec \"$0\" \"$@\""
        let arguments = ["-c", limited, program] + options(sampleRate, format)
        do {
            let result = try await Subprocess.run(
                .path("/bin/sh"), arguments: Arguments(arguments), environment: .custom(["PATH": path, "LC_ALL": "C"]),
                input: .inputWriter, output: .sequence, error: .discarded
            ) { execution in
                // Both at once: the program's pipes are small.
                async let feeding: Void = {
                    do {
                        for try await piece in pieces { _ = try await execution.standardInputWriter.write(piece.pcm16) }
                    } catch {
                        // The program ends only when its input does.
                        try? await execution.standardInputWriter.finish()
                        throw error
                    }
                    try await execution.standardInputWriter.finish()
                }()
                for try await buffer in execution.standardOutput {
                    try await write(buffer.withUnsafeBytes { [UInt8]($0) })
                }
                try await feeding
            }
            try Task.checkCancellation()
            switch result.terminationStatus {
            case .exited(0): return
            case .exited(126), .exited(127): throw missing
            default: throw SpeechError(.failed, "the audio converter ended with \(result.terminationStatus)")
            }
        } catch is SubprocessError {
            try Task.checkCancellation()
            throw missing
        }
    }

    private static let missing = SpeechError(
        .unavailable, "ffmpeg cannot be started; install it, or ask for wav or pcm")

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
