import Foundation
import Synchronization

/// A running process whose output is read as it comes.
final class ChildProcess: Sendable {
    private struct State {
        var output = Data()
        var errors = Data()
        var openPipes = 2
        var code: Int32?
    }

    private let process = Process()
    private let state = Mutex(State())

    init(executable: URL, arguments: [String], environment: [String: String], folder: String, input: String) throws {
        let output = Pipe()
        let errors = Pipe()
        let standardInput = Pipe()
        process.executableURL = executable
        process.arguments = arguments
        process.environment = environment
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.standardOutput = output
        process.standardError = errors
        process.standardInput = standardInput
        process.terminationHandler = { [weak self] process in
            let code = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
            self?.state.withLock { $0.code = code }
        }
        try process.run()
        read(output, into: \.output)
        read(errors, into: \.errors)
        try? standardInput.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try? standardInput.fileHandleForWriting.close()
    }

    deinit { if process.isRunning { send(SIGKILL) } }

    var output: String { state.withLock { String(decoding: $0.output, as: UTF8.self) } }
    var errors: String { state.withLock { String(decoding: $0.errors, as: UTF8.self) } }
    var isRunning: Bool { state.withLock { $0.code == nil } }

    /// By which the system knows it.
    var number: Int32 { process.processIdentifier }

    func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    /// Waits for its end; kills it after a minute.
    func end() async -> Program.Outcome {
        let deadline = ContinuousClock.now + .seconds(60)
        while !state.withLock({ $0.code != nil && $0.openPipes == 0 }) {
            if ContinuousClock.now > deadline { send(SIGKILL) }
            try? await Task.sleep(for: .milliseconds(5))
        }
        return state.withLock { state in
            Program.Outcome(
                code: state.code ?? -1, output: String(decoding: state.output, as: UTF8.self),
                errors: String(decoding: state.errors, as: UTF8.self))
        }
    }

    private func read(_ pipe: Pipe, into member: any WritableKeyPath<State, Data> & Sendable) {
        let handle = pipe.fileHandleForReading
        Thread.detachNewThread { [weak self] in
            while true {
                let data = handle.availableData
                if data.isEmpty { break }
                self?.state.withLock { $0[keyPath: member].append(data) }
            }
            self?.state.withLock { $0.openPipes -= 1 }
        }
    }
}

/// Waits until `condition` holds; false where it does not in time.
func eventually(within limit: Duration = .seconds(10), _ condition: () async throws -> Bool) async throws -> Bool {
    let deadline = ContinuousClock.now + limit
    while ContinuousClock.now < deadline {
        if try await condition() { return true }
        try await Task.sleep(for: .milliseconds(20))
    }
    return try await condition()
}
