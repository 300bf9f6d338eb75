import ChildPrograms
import Speech

/// Runs the program with limits of time, memory and output. Text goes through its standard input, never among its arguments.
struct EspeakProgram: Sendable {
    /// A text of the greatest length, at half speed, is ten minutes of speech.
    static let outputLimits = AudioLimits(maximumDuration: .seconds(900), maximumBytes: 40_000_000)

    private let child: ChildProgram

    init(program: String, timeLimit: Duration, concurrency: Int, backlog: Int) {
        child = ChildProgram(program, timeLimit: timeLimit, concurrency: concurrency, backlog: backlog)
    }

    /// Looks for the file alone.
    var isInstalled: Bool { child.path != nil }

    var missing: SpeechError {
        SpeechError(.unavailable, "the program \(child.program) is not there; install it: apt-get install espeak-ng")
    }

    /// What the program writes. Throws ``SpeechError`` with `unavailable`, `timedOut`, `failed` or `busy`, and
    /// `CancellationError`, upon which the child is killed.
    func run(_ options: [String], text: String) async throws -> [UInt8] {
        do {
            return try await child.run(
                options, input: Array(text.utf8), outputLimit: Self.outputLimits.maximumBytes)
        } catch let failure as ChildProgram.Failure {
            switch failure {
            case .missing: throw missing
            case .timedOut: throw SpeechError(.timedOut, "espeak-ng took longer than \(child.timeLimit)")
            case .tooMuchOutput: throw SpeechError(.failed, "espeak-ng spoke without end")
            case .ended(let status): throw SpeechError(.failed, "espeak-ng ended with \(status)")
            }
        }
    }
}
