import BlankSpaceTesting
import Foundation
import Testing

@Suite struct OfficialClientTests {
    @Test(.enabled(if: ViperaServer.python != nil, "not installed: scripts/install-integration models"))
    func theOfficialClientsUnderstandTheScriptedServer() async throws {
        let python = try #require(ViperaServer.python)
        let server = try await ScriptedModelServer.start()
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "official_clients.py")
        let log = FileManager.default.temporaryDirectory.appending(path: "official-clients-\(server.port).log")
        let process = Process()
        process.executableURL = python
        process.arguments = [script.path, server.address, server.model, ModelScript.korean.joined()]
        _ = FileManager.default.createFile(atPath: log.path, contents: nil)
        let output = try FileHandle(forWritingTo: log)
        process.standardOutput = output
        process.standardError = output
        try process.run()
        while process.isRunning { try await Task.sleep(for: .milliseconds(50)) }
        let said = try String(contentsOf: log, encoding: .utf8)
        #expect(process.terminationStatus == 0, "\(said.suffix(2_000))")
        try FileManager.default.removeItem(at: log)
        await server.stop()
    }
}
