import Foundation
import Speech
import Subprocess

/// A program that is run as a child process with limits of time, memory and output: a bounded number at one time. What it
/// works on goes through its standard input, never among its arguments, and it gets no environment of ours.
public struct ChildProgram: Sendable {
    /// Why a run gave nothing.
    public enum Failure: Error, Equatable {
        /// It is not installed, or cannot be started.
        case missing
        case timedOut
        /// It wrote more than was allowed.
        case tooMuchOutput
        /// It ended by itself, not well.
        case ended(String)
    }

    /// By its path or its name in `PATH`.
    public let program: String
    public let timeLimit: Duration
    private let memoryLimit: Int
    private let gate: AdmissionGate

    /// - Parameters:
    ///   - timeLimit: how long one run may take, without waiting for its turn.
    ///   - memoryLimit: kilobytes of address space.
    ///   - concurrency: runs at the same time.
    ///   - backlog: runs that may wait; more are refused with ``SpeechError``'s `busy`.
    public init(
        _ program: String, timeLimit: Duration, memoryLimit: Int = 1_000_000, concurrency: Int, backlog: Int
    ) {
        self.program = program
        self.timeLimit = timeLimit
        self.memoryLimit = memoryLimit
        gate = AdmissionGate(name: program, concurrency: concurrency, backlog: backlog)
        // A child that ends before it has read everything must not end this process.
        signal(SIGPIPE, SIG_IGN)
    }

    private static var searchPath: String {
        ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
    }

    /// Where it lies; nil where it is not installed.
    public var path: String? {
        let folders = program.contains("/") ? [""] : Self.searchPath.split(separator: ":").map { "\($0)/" }
        return folders.map { $0 + program }.first { access($0, X_OK) == 0 }
    }

    /// What the program writes, given `input`, of which it need not read everything.
    ///
    /// Throws ``Failure``, ``SpeechError`` with `busy`, and `CancellationError`, upon which the child is killed.
    public func run(_ options: [String], input: [UInt8], outputLimit: Int) async throws -> [UInt8] {
        let command = try command(options)
        return try await limited {
            let result = try await Subprocess.run(
                .path("/bin/sh"), arguments: Arguments(command), environment: Self.environment,
                input: WholeInput(bytes: input), output: .bytes(limit: outputLimit), error: .discarded)
            try Task.checkCancellation()
            try Self.check(result.terminationStatus)
            return result.standardOutput
        }
    }

    /// Lets `feed` write to the program and `take` have what the program writes, both at once.
    ///
    /// Throws as ``run(_:input:outputLimit:)`` does, and what `feed` and `take` throw.
    public func stream(
        _ options: [String],
        feed: @escaping @Sendable (_ write: @Sendable ([UInt8]) async throws -> Void) async throws -> Void,
        take: @escaping @Sendable ([UInt8]) async throws -> Void
    ) async throws {
        let command = try command(options)
        _ = try await limited {
            let result = try await Subprocess.run(
                .path("/bin/sh"), arguments: Arguments(command), environment: Self.environment, input: .inputWriter,
                output: .sequence, error: .discarded
            ) { execution in
                let (writer, output) = (execution.standardInputWriter, execution.standardOutput)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        let fed = await Result { try await feed { _ = try await writer.write($0) } }
                        // The program ends only when its input does.
                        try? await writer.finish()
                        try fed.get()
                    }
                    for try await buffer in output { try await take(buffer.withUnsafeBytes { [UInt8]($0) }) }
                    try await group.waitForAll()
                }
            }
            try Task.checkCancellation()
            try Self.check(result.terminationStatus)
            return []
        }
    }

    // MARK: -

    private static var environment: Environment { .custom(["PATH": searchPath, "LC_ALL": "C.UTF-8"]) }

    private func command(_ options: [String]) throws(Failure) -> [String] {
        guard let path else { throw .missing }
        // The shell's limits hold for the program that takes its place.
        let seconds = Int(timeLimit.inSeconds.rounded(.up)) + 1
        let limits = "ulimit -v \(memoryLimit); ulimit -t \(seconds); ulimit -c 0; exec \"$0\" \"$@\""
        return ["-c", limits, path] + options
    }

    private func limited(_ body: @escaping @Sendable () async throws -> [UInt8]) async throws -> [UInt8] {
        let timeLimit = timeLimit
        return try await gate.run {
            try await withThrowingTaskGroup(of: [UInt8].self) { group in
                group.addTask {
                    do {
                        return try await body()
                    } catch let error as SubprocessError {
                        try Task.checkCancellation()
                        throw error.code == .outputLimitExceeded ? Failure.tooMuchOutput : Failure.missing
                    }
                }
                group.addTask {
                    try await Task.sleep(for: timeLimit)
                    throw Failure.timedOut
                }
                // Whichever ends first: a cancelled run kills its child.
                defer { group.cancelAll() }
                return try await group.next() ?? []
            }
        }
    }

    private static func check(_ status: TerminationStatus) throws(Failure) {
        switch status {
        case .exited(0): return
        case .exited(126), .exited(127): throw .missing
        default: throw .ended("\(status)")
        }
    }
}

/// Bytes for a child that may end before it has read them. How the child ends tells whether that was as it should be; the
/// library's own input of an array leaves the pipe open then, and ends this process for it.
private struct WholeInput: InputProtocol {
    let bytes: [UInt8]

    func write(with writer: StandardInputWriter) async throws {
        _ = try? await writer.write(bytes)
        try await writer.finish()
    }
}

extension Result where Failure == any Error {
    fileprivate init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
