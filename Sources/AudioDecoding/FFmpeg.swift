import ChildPrograms
import Speech

/// ffmpeg as a child process with limits of time, memory and output. It reads from and writes to pipes alone: no file and no
/// network address that an audio file may name is opened.
public struct FFmpeg: Sendable {
    private let child: ChildProgram

    /// - Parameters:
    ///   - program: by its path or its name in `PATH`.
    ///   - timeLimit: how long one run may take.
    ///   - concurrency: runs at the same time.
    ///   - backlog: runs that may wait; more are refused with `busy`.
    public init(
        program: String = "ffmpeg", timeLimit: Duration = .seconds(20), concurrency: Int = 2, backlog: Int = 16
    ) {
        child = ChildProgram(program, timeLimit: timeLimit, concurrency: concurrency, backlog: backlog)
    }

    /// Where the program lies; nil where it is not installed.
    public var path: String? { child.path }

    /// What the program writes for `input`, at most `outputLimit` bytes.
    ///
    /// - Parameters:
    ///   - source: options before the input: `-f`, the demuxer. Always name one; what ffmpeg would guess may open files.
    ///   - seekable: whether the input is kept, so that the program can go back in it.
    ///   - target: options of the output: codec and muxer.
    ///
    /// Throws ``SpeechError`` with `unreadableAudio`, `tooLong`, `unavailable`, `timedOut` or `busy`, and `CancellationError`,
    /// upon which the child is killed.
    public func run(
        source: [String], seekable: Bool = false, target: [String], input: [UInt8], outputLimit: Int
    ) async throws -> [UInt8] {
        let protocols = seekable ? "cache,pipe" : "pipe"
        let address = seekable ? ["-read_ahead_limit", "-1", "-i", "cache:pipe:0"] : ["-i", "pipe:0"]
        let options = ["-nostdin", "-v", "error", "-protocol_whitelist", protocols, "-max_alloc", "100000000"]
        do {
            return try await child.run(
                options + source + address + target + ["-threads", "1", "pipe:1"], input: input,
                outputLimit: outputLimit)
        } catch let failure as ChildProgram.Failure {
            switch failure {
            case .missing:
                throw SpeechError(.unavailable, "\(child.program) cannot be started; install it, or send WAV")
            case .timedOut:
                throw SpeechError(.timedOut, "the audio took longer than \(child.timeLimit) to convert")
            case .tooMuchOutput: throw SpeechError(.tooLong, "the audio is longer than is taken")
            case .ended:
                throw SpeechError(.unreadableAudio, "the audio is damaged or has no sound that can be read")
            }
        }
    }
}
