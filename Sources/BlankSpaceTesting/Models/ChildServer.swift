public import Foundation
import NIOCore
import NIOPosix

/// A server program that runs beside a test and ends with it, also where the test's process is killed.
public final class ChildServer: Sendable {
    /// The program did not begin to serve.
    public struct DidNotStart: Error, CustomStringConvertible { public let description: String }

    private let process: Process
    private let leash: Pipe
    /// What the program prints goes here.
    public let log: URL

    /// Starts a program in a group of processes of its own.
    ///
    /// - Parameters:
    ///   - environment: added to the test's.
    ///   - log: a file that is made anew.
    public init(_ program: String, _ arguments: [String], environment: [String: String] = [:], log: URL) throws {
        process = Process()
        leash = Pipe()
        self.log = log
        process.executableURL = URL(filePath: "/bin/bash")
        // The shell reads from a pipe of which the test holds the other end. That closes when the test ends, however it ends.
        let guardian = """
            setsid "$@" </dev/null & child=$!
            cat >/dev/null
            kill -TERM -- "-$child" 2>/dev/null
            for _ in {1..50}; do kill -0 -- "-$child" 2>/dev/null || exit 0; sleep 0.1; done
            kill -KILL -- "-$child" 2>/dev/null
            """
        process.arguments = ["-c", guardian, "guardian", program] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = leash
        _ = FileManager.default.createFile(atPath: log.path, contents: nil)
        let output = try FileHandle(forWritingTo: log)
        process.standardOutput = output
        process.standardError = output
        try process.run()
        try output.close()
    }

    /// A port of 127.0.0.1 that nothing listens on at the moment.
    public static func freePort() async throws -> Int {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        defer { channel.close(promise: nil) }
        return channel.localAddress?.port ?? 0
    }

    /// Asks `isReady` until it says so; stops the server and throws `DidNotStart`, with the end of the log, where it never does.
    public func wait(_ patience: Duration, until isReady: () async throws -> Bool) async throws {
        let end = ContinuousClock.now + patience
        while ContinuousClock.now < end {
            if (try? await isReady()) == true { return }
            try await Task.sleep(for: .milliseconds(200))
        }
        await stop()
        let said = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
        throw DidNotStart(description: "not ready after \(patience); it said: \(said.suffix(1_000))")
    }

    /// The program's process and those it has started, by /proc.
    public var processes: [Int] {
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc"))?.compactMap(Int.init).filter { pid in
            guard let fields = Self.statistics(pid), fields.count > 3 else { return false }
            // A child of the guarding shell that leads a group of its own, which the shell's `cat` does not.
            return Int(fields[1]) == Int(process.processIdentifier) && Int(fields[2]) == pid
        } ?? []
    }

    /// Processor time that the program has used, in ticks of which most systems have 100 a second.
    public var processorTicks: Int {
        processes.reduce(0) { sum, pid in
            guard let fields = Self.statistics(pid), fields.count > 12 else { return sum }
            return sum + (Int(fields[11]) ?? 0) + (Int(fields[12]) ?? 0)
        }
    }

    /// The fields of /proc/PID/stat behind the program's name: state, parent, group, session, ….
    private static func statistics(_ pid: Int) -> [Substring]? {
        guard let text = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
            let name = text.lastIndex(of: ")")
        else { return nil }
        return text[text.index(after: name)...].split(separator: " ")
    }

    /// Sends a signal to the program and to all that it has started.
    public func send(_ signal: Int32) { for leader in processes { kill(pid_t(-leader), signal) } }

    /// The program keeps its connections and says nothing, until it gets SIGCONT.
    public func suspend() { for leader in processes { BlankSpaceTesting.suspend(process: pid_t(leader)) } }

    /// Ends the program: asks it to, and kills it after five seconds.
    public func stop() async {
        try? leash.fileHandleForWriting.close()
        while process.isRunning { try? await Task.sleep(for: .milliseconds(50)) }
    }
}
