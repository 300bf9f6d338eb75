public import Foundation

/// A ChromaDB server with a folder of its own, for tests. Stopped, and its folder deleted, by `stop`.
public final class ChromaServer: @unchecked Sendable {
    // Unchecked: tests use one from one task at a time.
    public let port: Int
    private let folder: URL
    private let program: URL
    private var process: Process?

    public var address: String { "http://127.0.0.1:\(port)" }

    /// Where `scripts/install-integration chroma` put the program; nil where it was not run.
    public static var program: URL? {
        let environment = ProcessInfo.processInfo.environment
        let cache =
            environment["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
            ?? "\(environment["HOME"] ?? "")/.cache"
        let models = environment["BLANKSPACE_MODELS"] ?? "\(cache)/blankspace/models"
        let program = URL(fileURLWithPath: models).deletingLastPathComponent()
            .appendingPathComponent("integration/chroma/venv/bin/chroma")
        return FileManager.default.isExecutableFile(atPath: program.path) ? program : nil
    }

    public struct NotInstalled: Error, CustomStringConvertible {
        public let description = "no ChromaDB: run scripts/install-integration chroma"
    }

    /// Starts a server and returns when it answers.
    public static func start() async throws -> ChromaServer {
        guard let program else { throw NotInstalled() }
        let server = ChromaServer(program: program, port: try freePort())
        try await server.start()
        return server
    }

    private init(program: URL, port: Int) {
        self.program = program
        self.port = port
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("chroma-\(ProcessInfo.processInfo.globallyUniqueString)")
    }

    /// Starts it again at the same address, with what it stored.
    public func start() async throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let process = Process()
        process.executableURL = program
        process.arguments = ["run", "--path", folder.path, "--host", "127.0.0.1", "--port", "\(port)"]
        process.currentDirectoryURL = folder
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        self.process = process
        let end = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < end, process.isRunning {
            if isListening() { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        kill()
        throw DidNotStart()
    }

    public struct DidNotStart: Error {}

    /// Ends it at once, as a crash would.
    public func kill() {
        guard let process else { return }
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        self.process = nil
    }

    /// Halts it: connections are taken and nothing is answered. `resume` goes on.
    public func halt() { if let process { suspend(process: process.processIdentifier) } }
    public func resume() { if let process { Foundation.kill(process.processIdentifier, SIGCONT) } }

    /// Deletes what a killed server stored.
    public func erase() throws { try FileManager.default.removeItem(at: folder) }

    public func stop() {
        kill()
        try? FileManager.default.removeItem(at: folder)
    }

    private func isListening() -> Bool {
        let socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = Self.loopback(port: port)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    private static func freePort() throws -> Int {
        let socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = loopback(port: 0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, length) == 0 && getsockname(socket, $0, &length) == 0
            }
        }
        guard isBound else { throw DidNotStart() }
        return Int(UInt16(bigEndian: address.sin_port))
    }

    private static func loopback(port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }
}
