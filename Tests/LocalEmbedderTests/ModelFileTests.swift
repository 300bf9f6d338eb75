import Foundation
import LocalEmbedder
import Testing

@Suite struct ModelFileTests {
    @Test("a file that is not there is reported as missing, with the command that gets it")
    func missing() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        let error = await #expect(throws: LocalEmbedderError.self) { try await LocalEmbedder.load(path: path) }
        #expect(error?.code == .missing)
        #expect(error?.message.contains(path) == true)
        #expect(error?.message.contains("make models") == true)
    }

    @Test("a folder is no model")
    func folder() {
        let path = FileManager.default.temporaryDirectory.path
        let error = #expect(throws: LocalEmbedderError.self) { try LocalEmbedder(modelPath: path) }
        #expect(error?.code == .missing)
    }

    @Test("a file of another size is corrupt", arguments: [0, 1, 4096])
    func otherSize(_ size: Int) throws {
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try Data(repeating: 0x45, count: size).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let error = #expect(throws: LocalEmbedderError.self) { try LocalEmbedder(modelPath: file.path) }
        #expect(error?.code == .corrupt)
    }

    @Test("one changed byte makes the model corrupt", .enabled(if: RealModel.isPresent, RealModel.reason))
    func changedByte() throws {
        var model = try Data(contentsOf: URL(filePath: ModelLocation.default))
        model[model.count / 2] ^= 1
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try model.write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let error = #expect(throws: LocalEmbedderError.self) { try LocalEmbedder(modelPath: file.path) }
        #expect(error?.code == .corrupt)
        #expect(error?.message.contains("sha256") == true)
    }

    @Test("loads and goes again, many times", .enabled(if: RealModel.isPresent, RealModel.reason))
    func reload() async throws {
        for _ in 0..<3 {
            let embedder = try await LocalEmbedder.load()
            #expect(try await embedder.embed(["운동화"], as: .query).first?.count == embedder.dimension)
        }
    }

    @Test(
        "the model is where the environment says",
        arguments: [
            (["BLANKSPACE_MODELS": "/m", "XDG_CACHE_HOME": "/c", "HOME": "/h"], "/m/e5-small-q4.bin"),
            (["BLANKSPACE_MODELS": "", "XDG_CACHE_HOME": "/c"], "/c/blankspace/models/e5-small-q4.bin"),
            (["XDG_CACHE_HOME": "c", "HOME": "/h"], "/h/.cache/blankspace/models/e5-small-q4.bin"),
            (["HOME": "/h 집"], "/h 집/.cache/blankspace/models/e5-small-q4.bin"),
        ])
    func location(_ environment: [String: String], _ path: String) {
        #expect(ModelLocation.embedder(in: environment) == path)
    }
}
