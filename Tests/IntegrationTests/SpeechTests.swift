import BlankSpaceTesting
import Foundation
import Shop
import Speech
import Testing

private let whisper = "whisper-base-q8_0.bin"
private let silero = "silero_vad_v6_16k.safetensors"
private let voice = "voices/english/en_US-joe-medium.onnx"
private let isComplete = [whisper, silero, voice].allSatisfy(SpeechTestModels.has)

extension Integration {
    @Suite(.enabled(if: isComplete, "no models of speech: make models"), .timeLimit(.minutes(5)))
    final class SpeechTests {
        private let home = FileManager.default.temporaryDirectory.appending(path: "models-\(UUID())")

        deinit { try? FileManager.default.removeItem(at: home) }

        /// What may happen to a model's file.
        enum Fault: String, CaseIterable { case missing, truncated, otherKind, folder }

        private func models(_ fault: Fault? = nil, of file: String = "") throws -> String {
            let folder = home.appending(path: "\(UUID())").path
            for name in [whisper, silero, voice, "voices/english/tokens.txt", "voices/english/SHA256SUMS"] {
                let target = folder + "/" + name
                try FileManager.default.createDirectory(
                    atPath: (target as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
                if name == file, let fault {
                    try spoil(target, fault, SpeechTestModels.folder + "/" + name)
                } else {
                    try FileManager.default.createSymbolicLink(
                        atPath: target, withDestinationPath: SpeechTestModels.folder + "/" + name)
                }
            }
            return folder
        }

        private func spoil(_ target: String, _ fault: Fault, _ source: String) throws {
            switch fault {
            case .missing: break
            case .truncated:
                let whole = try Data(contentsOf: URL(fileURLWithPath: source))
                try whole.prefix(whole.count / 2).write(to: URL(fileURLWithPath: target))
            case .otherKind: try Data("GIF89a, and no model".utf8).write(to: URL(fileURLWithPath: target))
            case .folder: try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
            }
        }

        private func server(_ models: String, _ more: [String: String] = [:]) async throws -> (Program, RunningServer) {
            let program = try Program()
            let ingest = try await program.run("ingest", Demo.folder, "--no-embed")
            try #require(ingest.code == 0, "\(ingest.errors)")
            let settings = ["BLANKSPACE_MODELS": models, "BLANKSPACE_STT": "whisper", "BLANKSPACE_TTS": "local"]
            return (
                program, try await RunningServer.start(program, environment: settings.merging(more) { $1 })
            )
        }

        private func states(_ server: RunningServer) async throws -> [String: String] {
            let health = try await server.get("/readyz").json
            return Dictionary(
                (health["dependencies"]?.array ?? []).compactMap { dependency in
                    dependency["name"]?.string.map { ($0, dependency["state"]?.string ?? "") }
                }
            ) { $1 }
        }

        private func settled(_ server: RunningServer) async throws -> [String: String] {
            _ = try await eventually(within: .seconds(60)) {
                let states = try await states(server)
                return states["recognizer"] != "starting" && states["voice"] != "starting"
            }
            return try await states(server)
        }

        private func speak(_ server: RunningServer, _ text: String) async throws -> RunningServer.Answer {
            try await server.post("/api/llm/tts", Array(#"{"text":"\#(text)"}"#.utf8))
        }

        @Test func whatIsSaidIsAnsweredAloud() async throws {
            let (_, server) = try await server(try models())
            #expect(try await settled(server)["recognizer"] == "up")
            let question = try #require(SpeechTestModels.englishSample)
            let turn = try await server.post(
                "/api/llm/voice?language=en&locale=en", WAV.encode(question.audio), type: "audio/wav")
            #expect(turn.status == 200)
            let names = turn.events.map(\.name)
            #expect(names.first == "transcript" && names.last == "done")
            #expect(names.contains("audio") && !names.contains("muted"))
            #expect(turn.events.first?.data["text"]?.string?.lowercased().contains("shoes") == true)
            #expect(try await speak(server, "안녕하세요").voice == "espeak-ko")
            #expect(
                try await eventually(within: .seconds(60)) { try await speak(server, "Hello").voice == "english" })
            #expect(await server.stop() == 0)
        }

        @Test(arguments: [whisper, silero], Fault.allCases)
        func aRecognizerWhoseModelCannotBeUsedIsAProblemAndTheRestWorks(_ file: String, _ fault: Fault) async throws {
            let (_, server) = try await server(try models(fault, of: file))
            #expect(try await settled(server)["recognizer"] == "down")
            let question = WAV.encode(TestSounds.vowels(seconds: 1))
            for path in ["/api/llm/stt", "/api/llm/voice"] {
                let answer = try await server.post(path, question, type: "audio/wav")
                #expect(answer.status == 503 && answer.problem == "speech-unavailable", "\(path)")
                #expect(!answer.body.contains(file))
            }
            #expect(try await server.chat("운동화").status == 200)
            #expect(try await speak(server, "안녕하세요").status == 200)
            #expect(await server.stop() == 0)
            #expect(server.process.errors.contains(file), "the log names the file")
        }

        @Test(arguments: Fault.allCases)
        func whereANeuralVoiceCannotSpeakTheNextOneDoes(_ fault: Fault) async throws {
            let (_, server) = try await server(try models(fault, of: voice))
            #expect(try await settled(server)["voice"] == "up")
            let answer = try await speak(server, "Hello")
            #expect(answer.status == 200 && answer.voice == "espeak-en")
            #expect(await server.stop() == 0)
        }

        @Test func withoutAnyVoiceTheAnswerComesInWriting() async throws {
            // A path without espeak-ng and ffmpeg.
            let (_, server) = try await server(try models(.missing, of: voice), ["PATH": "/nonexistent"])
            #expect(try await settled(server)["voice"] == "down")
            #expect(try await speak(server, "Hello").problem == "speech-unavailable")
            #expect(try await server.chat("운동화").status == 200)
            #expect(await server.stop() == 0)
        }

        @Test func aModelThatIsPutInPlaceLaterIsFound() async throws {
            let folder = try models(.missing, of: whisper)
            let (_, server) = try await server(folder)
            #expect(try await settled(server)["recognizer"] == "down")
            try FileManager.default.createSymbolicLink(
                atPath: folder + "/" + whisper, withDestinationPath: SpeechTestModels.folder + "/" + whisper)
            let silence = WAV.encode(TestSounds.silence(seconds: 1))
            #expect(
                try await eventually(within: .seconds(60)) {
                    try await server.post("/api/llm/stt", silence, type: "audio/wav").status == 200
                })
            #expect(await server.stop() == 0)
        }

        @Test func theDoctorNamesWhatIsMissing() async throws {
            let program = try Program()
            let folder = try models(.truncated, of: whisper)
            let outcome = try await program.run(
                "doctor", "--port", "0",
                environment: ["BLANKSPACE_MODELS": folder, "BLANKSPACE_STT": "whisper", "BLANKSPACE_TTS": "local"])
            #expect(outcome.code == 0)
            for part in [
                "warning  speech recognizer", whisper, "make models", "Korean voice", "supertonic", "ok       voice",
            ] {
                #expect(outcome.output.contains(part), "\(part)")
            }
        }
    }
}
