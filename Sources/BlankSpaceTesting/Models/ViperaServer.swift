public import Foundation
import NIOCore
import NIOPosix

/// Gemma 3 270M behind vipera-ai, which speaks the protocols of Ollama and OpenAI, on llama.cpp in the same process. Installed
/// by `scripts/install-integration models`.
public final class ViperaServer: Sendable {
    /// On 127.0.0.1.
    public let port: Int
    /// As both protocols name the model.
    public let model = "gemma3-270m"
    public let child: ChildServer
    private let contextTokens: Int
    private let home: URL

    public var address: String { "http://127.0.0.1:\(port)" }

    /// Whether all is installed.
    public static var isInstalled: Bool { python != nil && program != nil && weights != nil }
    /// Python with the official clients of Ollama and OpenAI.
    public static var python: URL? {
        // Written when the installation is whole.
        guard IntegrationFolder.file("models/stamp") != nil else { return nil }
        return IntegrationFolder.file("models/venv/bin/python")
    }
    private static var program: URL? { IntegrationFolder.file("models/venv/bin/vipera") }
    private static var weights: URL? { IntegrationFolder.file("models/gemma-3-270m-q4_k_m.gguf") }

    /// Starts it on a free port and waits until the model is loaded.
    ///
    /// - Parameter embeds: makes vectors instead of chatting well: llama.cpp wants to know beforehand.
    public static func start(embeds: Bool = false, contextTokens: Int = 4_096) async throws -> ViperaServer {
        guard let program, let weights else {
            throw ChildServer.DidNotStart(description: "not installed; run: scripts/install-integration models")
        }
        let home = FileManager.default.temporaryDirectory.appending(path: "vipera-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        let environment = environment(home)
        let commands =
            [["model", "import", weights.path, "--name", "gemma3-270m"]]
            + (embeds ? [["system", "config", "embeddings", "true"]] : [])
        for command in commands {
            let process = Process()
            process.executableURL = program
            process.arguments = command
            process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            process.standardInput = FileHandle.nullDevice
            try process.run()
            while process.isRunning { try await Task.sleep(for: .milliseconds(50)) }
            guard process.terminationStatus == 0 else {
                throw ChildServer.DidNotStart(description: "vipera \(command.joined(separator: " ")) failed")
            }
        }
        return try await serve(on: try await ChildServer.freePort(), home, contextTokens: contextTokens)
    }

    /// Starts it in the place of this one, which has to be killed: on the same port.
    public func startAgain() async throws -> ViperaServer {
        try await Self.serve(on: port, home, contextTokens: contextTokens)
    }

    private static func serve(on port: Int, _ home: URL, contextTokens: Int) async throws -> ViperaServer {
        guard let program else { throw ChildServer.DidNotStart(description: "not installed") }
        let child = try ChildServer(
            program.path,
            [
                "serve", "start", "-m", "gemma3-270m", "--host", "127.0.0.1", "-p", "\(port)", "--ctx",
                "\(contextTokens)",
                "--protocol", "openai,ollama",
            ], environment: environment(home), log: home.appending(path: "log"))
        let server = ViperaServer(port, child, home, contextTokens)
        try await child.wait(.seconds(180)) {
            let connection = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connect(host: "127.0.0.1", port: port).get()
            try await connection.close()
            return true
        }
        return server
    }

    private static func environment(_ home: URL) -> [String: String] {
        ["VIPERA_HOME": home.path, "HOME": home.path, "NO_COLOR": "1", "HF_HUB_OFFLINE": "1"]
    }

    private init(_ port: Int, _ child: ChildServer, _ home: URL, _ contextTokens: Int) {
        self.port = port
        self.child = child
        self.home = home
        self.contextTokens = contextTokens
    }

    /// At once.
    public func kill() async {
        child.send(SIGKILL)
        await child.stop()
    }
    /// It keeps its connections and says nothing.
    public func suspend() { child.suspend() }
    public func resume() { child.send(SIGCONT) }

    public func stop() async {
        await child.stop()
        try? FileManager.default.removeItem(at: home)
    }
}
