import AudioDecoding
import BlankSpaceTesting
import Foundation
import Speech
import Testing

@Suite(.enabled(if: FFmpeg().path != nil, "ffmpeg is not installed"), .timeLimit(.minutes(2)))
struct AudioDecoderTests {
    private let tone = TestSounds.tone(440, seconds: 2)

    /// The tone as another kind of file, made by ffmpeg.
    private func file(_ options: String...) async throws -> [UInt8] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "audio-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(WAV.encode(tone)).write(to: folder.appending(path: "in.wav"))
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.currentDirectoryURL = folder
        process.arguments = ["ffmpeg", "-v", "error", "-nostdin", "-i", "in.wav"] + options + ["out"]
        try process.run()
        process.waitUntilExit()
        return [UInt8](try Data(contentsOf: folder.appending(path: "out")))
    }

    @Test("reads what browsers and telephones record")
    func kinds() async throws {
        let files: [(AudioContainer, [UInt8])] = [
            (.webm, try await file("-c:a", "libopus", "-f", "webm")),
            (.ogg, try await file("-c:a", "libopus", "-f", "ogg")),
            (.mp3, try await file("-f", "mp3")), (.mp4, try await file("-c:a", "aac", "-f", "ipod")),
            (.mp4, try await file("-c:a", "aac", "-movflags", "frag_keyframe+empty_moov", "-f", "mp4")),
            (.flac, try await file("-f", "flac")), (.aac, try await file("-f", "adts")),
            (.wav, try await file("-c:a", "adpcm_ms", "-f", "wav")), (.wav, WAV.encode(tone)),
        ]
        for (kind, bytes) in files {
            #expect(AudioContainer(sniffing: bytes) == kind)
            let audio = try await AudioDecoder().decode(bytes)
            #expect(
                audio.sampleRate == 16_000 && abs(audio.duration.inSeconds - 2) < 0.15, "\(kind): \(audio.duration)")
            let middle = audio.samples[10_000..<20_000]
            let crossings = zip(middle, middle.dropFirst()).count { ($0 < 0) != ($1 < 0) }
            #expect(abs(crossings - 550) < 5, "\(kind): \(crossings) zero crossings instead of 550")
        }
    }

    @Test("an MP4 whose index comes last is read, however large")
    func largeMP4() async throws {
        let noise = "anoisesrc=d=50:c=pink"
        let bytes = try await file(
            "-f", "lavfi", "-i", noise, "-map", "1:a", "-c:a", "aac", "-b:a", "320k", "-f", "ipod")
        #expect(bytes.count > 500_000)
        #expect(abs(try await AudioDecoder().decode(bytes).duration.inSeconds - 50) < 0.2)
    }

    @Test("what is too long or too large is refused, however small its file is")
    func limits() async throws {
        let bytes = try await file("-af", "apad=whole_dur=600", "-c:a", "libopus", "-b:a", "6k", "-f", "ogg")
        let long = await #expect(throws: SpeechError.self) { try await AudioDecoder().decode(bytes) }
        #expect(long?.code == .tooLong)
        let small = AudioDecoder(limits: AudioLimits(maximumBytes: 100))
        let large = await #expect(throws: SpeechError.self) { try await small.decode(bytes) }
        #expect(large?.code == .tooLarge)
    }

    @Test("damaged and hostile files are errors")
    func hostile() async throws {
        let mp3 = try await file("-f", "mp3")
        let files: [[UInt8]] = [
            [], Array("hello".utf8), Array("#EXTM3U\nfile:///etc/passwd".utf8),
            Array("OggS".utf8) + [UInt8](repeating: 7, count: 900),
            [0x1A, 0x45, 0xDF, 0xA3] + [UInt8](repeating: 0xFF, count: 200_000),
            [0, 0, 0, 24] + Array("ftypM4A ".utf8) + [UInt8](repeating: 0, count: 100_000), Array("ID3".utf8),
        ]
        for bytes in files {
            let error = await #expect(throws: SpeechError.self) { try await AudioDecoder().decode(bytes) }
            #expect(
                error?.code == .unreadableAudio, "\(bytes.prefix(12)): \(error.map(String.init(describing:)) ?? "")")
        }
        // Cut off, but with sound at its beginning.
        #expect(try await AudioDecoder().decode(Array(mp3.prefix(mp3.count / 2))).duration > .milliseconds(500))
    }

    @Test("a program that ends before it has read everything is judged by how it ends", arguments: [0, 1])
    func early(_ code: Int) async throws {
        let script = FileManager.default.temporaryDirectory.appending(path: "early-\(UUID())").path()
        try Data("#!/bin/sh\nexec <&-\nprintf abc\nexit \(code)\n".utf8).write(to: URL(filePath: script))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script)
        defer { try? FileManager.default.removeItem(atPath: script) }
        let input = [UInt8](repeating: 0, count: 1_000_000)
        for _ in 0..<10 {
            let output = try? await FFmpeg(program: script).run(source: [], target: [], input: input, outputLimit: 100)
            #expect(output == (code == 0 ? Array("abc".utf8) : nil))
        }
    }

    @Test("a program that is not there is unavailable; WAV needs none")
    func absent() async throws {
        let decoder = AudioDecoder(ffmpeg: FFmpeg(program: "no-such-program"))
        let bytes = try await file("-f", "mp3")
        let error = await #expect(throws: SpeechError.self) { try await decoder.decode(bytes) }
        #expect(error?.code == .unavailable)
        #expect(try await decoder.decode(WAV.encode(tone)).samples.count == 32_000)
    }

    @Test("a run that takes too long is ended, and so is a cancelled one")
    func time() async throws {
        // A program that never ends and ignores what it is told.
        let script = FileManager.default.temporaryDirectory.appending(path: "endless-\(UUID())").path()
        try Data("#!/bin/sh\ntrap '' TERM\nwhile :; do sleep 1; done\n".utf8).write(to: URL(filePath: script))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script)
        defer { try? FileManager.default.removeItem(atPath: script) }
        let quick = FFmpeg(program: script, timeLimit: .milliseconds(300))
        let late = await #expect(throws: SpeechError.self) {
            try await quick.run(source: [], target: [], input: [1], outputLimit: 100)
        }
        #expect(late?.code == .timedOut)
        let task = Task { try await FFmpeg(program: script).run(source: [], target: [], input: [1], outputLimit: 100) }
        try await Task.sleep(for: .milliseconds(200))
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
