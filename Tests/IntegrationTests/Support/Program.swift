import Foundation
import Synchronization

/// The program under test as operators run it: a process of its own, in a folder of its own.
final class Program: Sendable {
    struct Failure: Error { var reason: String }

    struct Outcome {
        /// -9 where it was killed by signal 9.
        var code: Int32
        var output: String
        var errors: String
    }

    /// Its working directory and home; deleted with this value.
    let folder: String
    /// Beside what is set for every run.
    private let environment: [String: String]

    init(environment: [String: String] = [:]) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "integration-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        self.environment = environment
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    var database: String { folder + "/data/assistant.sqlite" }

    func file(_ name: String) -> String { folder + "/" + name }

    @discardableResult
    func write(_ text: String, to name: String) throws -> String {
        try Data(text.utf8).write(to: URL(fileURLWithPath: file(name)))
        return file(name)
    }

    /// Runs it to its end.
    func run(_ arguments: String..., input: String = "", environment: [String: String] = [:]) async throws -> Outcome {
        let process = try start(arguments, input: input, environment: environment)
        return await process.end()
    }

    func start(
        _ arguments: [String], input: String = "", environment: [String: String] = [:]
    ) throws -> ChildProcess {
        // Without models, of which this home has none.
        var all = [
            "HOME": folder, "BLANKSPACE_EMBEDDER": "none", "BLANKSPACE_STT": "none", "BLANKSPACE_TTS": "none",
            "BLANKSPACE_DATABASE": database,
        ]
        for name in ["PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TMPDIR"] {
            all[name] = ProcessInfo.processInfo.environment[name]
        }
        all.merge(self.environment) { $1 }
        all.merge(environment) { $1 }
        return try ChildProcess(
            executable: try Self.executable(), arguments: arguments, environment: all, folder: folder, input: input)
    }

    /// Built beside the tests.
    private static func executable() throws -> URL {
        let bundles = Bundle.allBundles.map(\.bundleURL).filter { $0.pathExtension == "xctest" }
        let folders = bundles.map { $0.deletingLastPathComponent() } + [Bundle.main.bundleURL]
        for folder in folders {
            let candidate = folder.appending(path: "blankspace")
            if FileManager.default.isExecutableFile(atPath: candidate.path) { return candidate }
        }
        throw Failure(reason: "no blankspace beside the tests in \(folders.map(\.path))")
    }
}

/// The demo catalogue of the project.
enum Demo {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().appending(path: "demo")
        .path
    static let products = folder + "/products.jsonl"
}
