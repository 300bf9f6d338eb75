import AudioEncoding
import BlankSpaceTesting
import Foundation
import Speech
import Synchronization
import Testing

private let hasProgram = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .contains { FileManager.default.isExecutableFile(atPath: "\($0)/ffmpeg") }

@Suite("Speech as audio files")
struct AudioEncoderTests {
    private let sound = TestSounds.tone(440, seconds: 1, rate: 22_050)

    @Test("WAV and bare samples are the sound itself")
    func plain() async throws {
        let encoder = AudioEncoder()
        #expect(try await encoder.encode(sound, as: .pcm) == sound.pcm16)
        let wav = try WAV.decode(try await encoder.encode(sound, as: .wav))
        #expect(wav.samples.count == sound.samples.count)
        #expect(wav.sampleRate == 22_050)
    }

    @Test("a WAV stream begins with a header and goes on with each piece")
    func stream() async throws {
        let bytes = Mutex<[[UInt8]]>([])
        let half = PCMAudio(samples: Array(sound.samples.prefix(11_025)), sampleRate: 22_050)
        try await AudioEncoder().encode(pieces([half, half]), sampleRate: 22_050, as: .wav) { piece in
            bytes.withLock { $0.append(piece) }
        }
        let all = bytes.withLock { $0 }
        #expect(all.map(\.count) == [44, 22_050, 22_050])
        #expect(try WAV.decode(Array(all.joined())).samples.count == 22_050)
    }

    @Test(
        "MP3 and Opus come from ffmpeg", .enabled(if: hasProgram, "ffmpeg is not installed"),
        arguments: [AudioFormat.mp3, .opus])
    func converted(_ format: AudioFormat) async throws {
        let bytes = try await AudioEncoder().encode(sound, as: format)
        #expect(AudioContainer(sniffing: bytes) == (format == .mp3 ? .mp3 : .ogg))
        #expect((1_000...20_000).contains(bytes.count))
    }

    @Test("a voice that fails is told, and nothing hangs", .enabled(if: hasProgram, "ffmpeg is not installed"))
    func failure() async throws {
        let failing = AsyncThrowingStream<PCMAudio, any Error> { continuation in
            continuation.yield(sound)
            continuation.finish(throwing: SpeechError(.failed, "gone"))
        }
        let error = await #expect(throws: SpeechError.self) {
            try await AudioEncoder().encode(failing, sampleRate: 22_050, as: .mp3) { _ in }
        }
        #expect(error?.message == "gone")
    }

    @Test("a converter that is not there is named")
    func missing() async throws {
        let error = await #expect(throws: SpeechError.self) {
            _ = try await AudioEncoder(program: "no-such-ffmpeg").encode(sound, as: .mp3)
        }
        #expect(error?.code == .unavailable)
    }

    private func pieces(_ pieces: [PCMAudio]) -> AsyncThrowingStream<PCMAudio, any Error> {
        AsyncThrowingStream { continuation in
            for piece in pieces { continuation.yield(piece) }
            continuation.finish()
        }
    }
}
