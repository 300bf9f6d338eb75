import Foundation
public import Speech

/// espeak-ng as a child process: small, quick and robotic; the voice that is left when no neural one can speak.
///
/// Its library keeps global state and is GPL-3; as a program both are no matter. A sentence takes some 10 ms of one core, and
/// comes as one piece.
public final class EspeakSynthesizer: SpeechSynthesizer {
    /// Words a minute at speed 1: a little slower than the program's own 175, as Korean needs it.
    static let wordsPerMinute = 160.0
    static let sampleRate = 22_050

    public let name = "espeak-ng"
    public let voices: [Voice]
    private let program: EspeakProgram

    /// - Parameters:
    ///   - program: by its path or its name in `PATH`.
    ///   - languages: those to offer; the program knows some hundred.
    ///   - timeLimit: how long one utterance may take.
    ///   - concurrency: utterances that are spoken at the same time.
    ///   - backlog: utterances that may wait; more are refused with `busy`.
    public init(
        program: String = "espeak-ng", languages: [SpokenLanguage] = ["ko", "en", "ja", "zh"],
        timeLimit: Duration = .seconds(20), concurrency: Int = 2, backlog: Int = 64
    ) {
        self.program = EspeakProgram(
            program: program, timeLimit: timeLimit, concurrency: concurrency, backlog: backlog)
        voices = languages.map { language in
            Voice(
                id: "espeak-\(language)", language: language, sampleRate: Self.sampleRate, speeds: 0.5...2,
                parameters: [Voice.Parameter(name: "pitch", range: 0...99, standard: 50)])
        }
    }

    public var readiness: SpeechReadiness { program.isInstalled ? .ready : .failed(program.missing) }

    public func speak(_ utterance: Utterance) -> AsyncThrowingStream<AudioChunk, any Error> {
        .spoken { [program] out in
            do {
                let file = try await program.run(Self.options(utterance), text: Self.plain(utterance.text))
                let audio = try WAV.decode(file, limits: EspeakProgram.outputLimits)
                guard !audio.samples.isEmpty else {
                    throw SpeechError(.emptyText, "there is nothing in the text that can be spoken")
                }
                out.yield(AudioChunk(index: 0, audio: audio.resampled(to: utterance.voice.sampleRate)))
            } catch let error as SpeechError where error.code == .unreadableAudio {
                throw SpeechError(.failed, "espeak-ng gave no sound")
            }
        }
    }

    /// Nothing of the text is among them.
    private static func options(_ utterance: Utterance) -> [String] {
        let names = ["en": "en-us", "zh": "cmn"]
        let code = utterance.voice.language.code
        let speed = Int((wordsPerMinute * utterance.speed).rounded())
        let pitch = Int((utterance.parameters["pitch"] ?? 50).rounded())
        return ["-v", names[code] ?? code, "-s", "\(speed)", "-p", "\(pitch)", "-b", "1", "--stdin", "--stdout"]
    }

    /// `[[…]]` would be read as phonemes.
    private static func plain(_ text: String) -> String {
        text.replacingOccurrences(of: "[", with: "(").replacingOccurrences(of: "]", with: ")")
    }
}
