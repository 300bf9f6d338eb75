import Foundation
import Speech
import Subprocess

/// Runs the program with limits of time, memory and output. Text goes through its standard input, never among its arguments.
final class EspeakProgram: Sendable {
    /// A text of the greatest length, at half speed, is ten minutes of speech.
    static let outputLimits = AudioLimits(maximumDuration: .seconds(900), maximumBytes: 40_000_000)

    private let program: String
    private let timeLimit: Duration
    private let gate: AdmissionGate

    init(program: String, timeLimit: Duration, concurrency: Int, backlog: Int) {
        self.program = program
        self.timeLimit = timeLimit
        gate = AdmissionGate(name: "espeak-ng", concurrency: concurrency, backlog: backlog)
        // A child that ends before it has read everything must not end this process.
        signal(SIGPIPE, SIG_IGN)
    }

    private static var path: String { ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin" }

    /// Looks for the file alone.
    var isInstalled: Bool {
        if program.contains("/") { return access(program, X_OK) == 0 }
        return Self.path.split(separator: ":").contains { access("\($0)/\(program)", X_OK) == 0 }
    }

    var missing: SpeechError {
        SpeechError(.unavailable, "the program \(program) is not there; install it: apt-get install espeak-ng")
    }

    /// What the program writes. Throws ``SpeechError`` with `unavailable`, `timedOut`, `failed` or `busy`, and
    /// `CancellationError`, upon which the child is killed.
    func run(_ options: [String], text: String) async throws -> [UInt8] {
        try await gate.run {
            let timeLimit = self.timeLimit
            return try await withThrowingTaskGroup(of: [UInt8]?.self) { group in
                group.addTask { try await self.output(options, text) }
                group.addTask {
                    try await Task.sleep(for: timeLimit)
                    return nil
                }
                // Whichever ends first: a cancelled run kills its child.
                defer { group.cancelAll() }
                guard let output = try await group.next() ?? nil else {
                    throw SpeechError(.timedOut, "espeak-ng took longer than \(timeLimit)")
                }
                return output
            }
        }
    }

    private func output(_ options: [String], _ text: String) async throws -> [UInt8] {
        // The shell's limits hold for the program that takes its place.
        let seconds = Int(timeLimit.inSeconds.rounded(.up)) + 1
        let limited = "ulimit -v 1000000; ulimit -t \(seconds); ulimit -c 0; exec \"$0\" \"$@\""
        do {
            let result = try await Subprocess.run(
                .path("/bin/sh"), arguments: Arguments(["-c", limited, program] + options),
                environment: .custom(["PATH": Self.path, "LC_ALL": "C.UTF-8"]), input: .array(Array(text.utf8)),
                output: .bytes(limit: Self.outputLimits.maximumBytes), error: .discarded)
            try Task.checkCancellation()
            switch result.terminationStatus {
            case .exited(0): return result.standardOutput
            case .exited(126), .exited(127): throw missing
            default: throw SpeechError(.failed, "espeak-ng ended with \(result.terminationStatus)")
            }
        } catch let error as SubprocessError {
            try Task.checkCancellation()
            if error.code == .outputLimitExceeded { throw SpeechError(.failed, "espeak-ng spoke without end") }
            throw SpeechError(.unavailable, "espeak-ng cannot be started")
        }
    }
}
