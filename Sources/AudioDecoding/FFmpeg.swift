import Foundation
import Speech
import Subprocess

/// ffmpeg as a child process with limits of time, memory and output. It reads from and writes to pipes alone: no file and no
/// network address that an audio file may name is opened.
public struct FFmpeg: Sendable {
    /// The program, by its path or its name in `PATH`.
    public var program: String
    /// How long one run may take.
    public var timeLimit: Duration
    /// Kilobytes of memory that one run may take.
    public var memoryLimit: Int
    private let gate: AdmissionGate

    /// - Parameters:
    ///   - concurrency: runs at the same time.
    ///   - backlog: runs that may wait; more are refused with `busy`.
    public init(
        program: String = "ffmpeg", timeLimit: Duration = .seconds(20), memoryLimit: Int = 1_000_000,
        concurrency: Int = 2, backlog: Int = 16
    ) {
        self.program = program
        self.timeLimit = timeLimit
        self.memoryLimit = memoryLimit
        gate = AdmissionGate(name: "audio conversion", concurrency: concurrency, backlog: backlog)
        // A child that ends before it has read everything must not end this process.
        signal(SIGPIPE, SIG_IGN)
    }

    /// What the program writes for `input`, at most `outputLimit` bytes.
    ///
    /// - Parameters:
    ///   - source: options before the input: `-f`, the demuxer. Always name one; what ffmpeg would guess may open files.
    ///   - seekable: whether the input is kept, so that the program can go back in it.
    ///   - target: options of the output: codec and muxer.
    ///
    /// Throws ``SpeechError`` with `unreadableAudio`, `unavailable`, `timedOut` or `busy`, and `CancellationError`, upon which
    /// the child is killed.
    public func run(
        source: [String], seekable: Bool = false, target: [String], input: [UInt8], outputLimit: Int
    ) async throws -> [UInt8] {
        guard let path = Self.path(of: program) else {
            throw SpeechError(.unavailable, "\(program) is not installed; install it, or send WAV")
        }
        return try await gate.run { try await runNow(path, source, seekable, target, input, outputLimit) }
    }

    /// Where the program lies; nil where it is not installed.
    public static func path(of program: String = "ffmpeg") -> String? {
        let folders = program.contains("/") ? [""] : searchPath.split(separator: ":").map { "\($0)/" }
        return folders.map { $0 + program }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    private static var searchPath: String {
        ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
    }

    private func runNow(
        _ path: String, _ source: [String], _ seekable: Bool, _ target: [String], _ input: [UInt8], _ outputLimit: Int
    ) async throws -> [UInt8] {
        let protocols = seekable ? "cache,pipe" : "pipe"
        let address = seekable ? ["-read_ahead_limit", "-1", "-i", "cache:pipe:0"] : ["-i", "pipe:0"]
        let options = ["-nostdin", "-v", "error", "-protocol_whitelist", protocols, "-max_alloc", "100000000"]
        // The shell's limits hold for the program that takes its place.
        let seconds = Int(timeLimit.inSeconds.rounded(.up)) + 1
        let limited = "ulimit -v \(memoryLimit); ulimit -t \(seconds); ulimit -c 0; exec \"$0\" \"$@\""
        let arguments = ["-c", limited, path] + options + source + address + target + ["-threads", "1", "pipe:1"]

        let timeLimit = timeLimit
        return try await withThrowingTaskGroup(of: [UInt8]?.self) { group in
            group.addTask { try await Self.output(of: arguments, input: input, limit: outputLimit) }
            group.addTask {
                try await Task.sleep(for: timeLimit)
                return nil
            }
            // Whichever ends first: a cancelled run kills its child.
            defer { group.cancelAll() }
            guard let output = try await group.next() ?? nil else {
                throw SpeechError(.timedOut, "the audio took longer than \(timeLimit) to convert")
            }
            return output
        }
    }

    private static func output(of arguments: [String], input: [UInt8], limit: Int) async throws -> [UInt8] {
        do {
            let result = try await Subprocess.run(
                .path("/bin/sh"), arguments: Arguments(arguments),
                environment: .custom(["PATH": searchPath, "LC_ALL": "C"]),
                input: .array(input), output: .bytes(limit: limit), error: .discarded)
            try Task.checkCancellation()
            switch result.terminationStatus {
            case .exited(0): return result.standardOutput
            case .exited(126), .exited(127):
                throw SpeechError(.unavailable, "ffmpeg cannot be started; install it, or send WAV")
            default: throw SpeechError(.unreadableAudio, "the audio is damaged or has no sound that can be read")
            }
        } catch let error as SubprocessError {
            try Task.checkCancellation()
            switch error.code {
            case .outputLimitExceeded: throw SpeechError(.tooLong, "the audio is longer than is taken")
            case .failedToWriteToSubprocess:
                throw SpeechError(.unreadableAudio, "the audio is damaged or has no sound that can be read")
            default: throw SpeechError(.unavailable, "the audio converter cannot be started")
            }
        }
    }
}
