import Foundation

/// A server that speaks MongoDB's protocol (SecantusDB, from PyPI), on a free port of this machine, with its files in a folder
/// that goes with it. It stands in for `mongod` in tests; `scripts/install-integration mongo` installs it.
public final class SecantusServer: Sendable {
    /// Where the program is; nil where it is not installed.
    public static let program: String? = {
        let environment = ProcessInfo.processInfo.environment
        var cache = (environment["HOME"] ?? "") + "/.cache/blankspace"
        if let folder = environment["XDG_CACHE_HOME"], folder.hasPrefix("/") { cache = folder + "/blankspace" }
        if let models = environment["BLANKSPACE_MODELS"], !models.isEmpty {
            cache = URL(fileURLWithPath: models).deletingLastPathComponent().path
        }
        let path = cache + "/integration/mongo/bin/secantusd-py"
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }()

    public static var isInstalled: Bool { program != nil }

    public let port: Int
    /// Without user and database.
    public var uri: String { "mongodb://127.0.0.1:\(port)/?directConnection=true" }

    private let folder: URL
    private let process: RunningProcess

    private init(port: Int, folder: URL, process: RunningProcess) {
        self.port = port
        self.folder = folder
        self.process = process
    }

    /// Starts a server and waits until it answers.
    ///
    /// - Parameter arguments: such as `--standalone`, `--auth`, `--enable-test-commands`.
    public static func start(_ arguments: [String] = ["--enable-test-commands"]) async throws -> SecantusServer {
        let folder = FileManager.default.temporaryDirectory.appending(path: "secantus-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return try await start(arguments, port: try Loopback.freePort(), folder: folder)
    }

    /// Starts a server in the place of this one, which has to be stopped: on the same port, over the same files.
    public func startAgain(_ arguments: [String] = ["--enable-test-commands"]) async throws -> SecantusServer {
        try await Self.start(arguments, port: port, folder: folder)
    }

    private static func start(_ arguments: [String], port: Int, folder: URL) async throws -> SecantusServer {
        guard let program else { throw Violation("SecantusDB is not installed: scripts/install-integration mongo") }
        let process = try RunningProcess(
            [
                program, "--host", "127.0.0.1", "--port", "\(port)", "--storage-path",
                folder.appending(path: "data").path,
            ]
                + arguments, log: folder.appending(path: "log"), pidFile: folder.appending(path: "pid-\(UUID())"))
        let server = SecantusServer(port: port, folder: folder, process: process)
        let deadline = ContinuousClock.now + .seconds(90)
        while !Loopback.isListening(port) {
            guard ContinuousClock.now < deadline, process.isRunning else {
                process.kill(SIGKILL)
                let log = (try? String(contentsOf: folder.appending(path: "log"), encoding: .utf8)) ?? ""
                throw Violation("SecantusDB does not start: \(log.suffix(500))")
            }
            try await Task.sleep(for: .milliseconds(100))
        }
        return server
    }

    /// In an orderly way; returns when it is gone.
    public func stop() async { await end(SIGTERM) }
    /// At once.
    public func kill() async { await end(SIGKILL) }
    /// It keeps its connections and says nothing.
    public func suspend() { process.suspend() }
    public func resume() { process.kill(SIGCONT) }

    /// Deletes its files.
    public func remove() async {
        await kill()
        try? FileManager.default.removeItem(at: folder)
    }

    private func end(_ signal: Int32) async {
        process.kill(SIGCONT)
        process.kill(signal)
        let deadline = ContinuousClock.now + .seconds(5)
        while process.isRunning {
            if ContinuousClock.now > deadline { process.kill(SIGKILL) }
            try? await Task.sleep(for: .milliseconds(20))
        }
    }
}

/// A program that ends with this process, however that ends: a shell waits for the pipe to close.
private final class RunningProcess: Sendable {
    private let pid: pid_t
    private let shell: Process
    /// Open for as long as the program may run.
    private let lifeline: Pipe

    init(_ command: [String], log: URL, pidFile: URL) throws {
        let lifeline = Pipe()
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.arguments =
            [
                "-c",
                // Of what runs in the background a shell redirects the standard input: hence the third descriptor.
                #"exec 3<&0; pid=$1; log=$2; shift 2; "$@" </dev/null 3<&- >>"$log" 2>&1 & p=$!; "#
                    + #"echo $p >"$pid.new"; mv "$pid.new" "$pid"; ( read -r _ <&3; kill -9 $p 2>/dev/null ) & w=$!; "#
                    + #"wait $p; kill $w"#,
                "sh", pidFile.path, log.path,
            ] + command
        shell.standardInput = lifeline
        // It reports which of its children were killed.
        shell.standardError = FileHandle.nullDevice
        try shell.run()
        var pid: pid_t?
        for _ in 0..<500 where pid == nil {
            pid = (try? String(contentsOf: pidFile, encoding: .utf8)).flatMap {
                pid_t($0.trimmingCharacters(in: .whitespacesAndNewlines))
            }
            if pid == nil { Thread.sleep(forTimeInterval: 0.01) }
        }
        guard let pid else { throw Violation("no process id") }
        self.pid = pid
        self.shell = shell
        self.lifeline = lifeline
    }

    /// The shell ends when the program has.
    var isRunning: Bool { shell.isRunning }
    func suspend() { if shell.isRunning { BlankSpaceTesting.suspend(process: pid) } }
    func kill(_ signal: Int32) { if shell.isRunning { _ = Foundation.kill(pid, signal) } }
}
