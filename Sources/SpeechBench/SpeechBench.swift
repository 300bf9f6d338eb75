import AudioDecoding
import BlankSpaceTesting
import Foundation
import SileroVAD
import Speech
import WhisperSpeech

/// Transcribes files one after another and says what each cost, one JSON object a line. `bench/recognition` runs it.
///
///     SpeechBench transcribe LANGUAGE THREADS HINTS FILE…     HINTS: words with commas between; "" for none
///     SpeechBench inventions LANGUAGE                         fifty sounds without speech
///     SpeechBench crowd LANGUAGE COUNT FILE                   COUNT calls at the same time
@main enum SpeechBench {
    struct Line: Encodable {
        var file: String
        var text: String
        var seconds: Double
        var wall: Double
        var cpu: Double
        var megabytes: Double
    }

    static func main() async throws {
        var arguments = Array(CommandLine.arguments.dropFirst())
        guard arguments.count >= 2, let language = SpokenLanguage(arguments[1]) else {
            FileHandle.standardError.write(Data("usage: SpeechBench transcribe|inventions|crowd LANGUAGE …\n".utf8))
            exit(64)
        }
        let command = arguments[0]
        arguments.removeFirst(2)
        let folder = SpeechTestModels.folder
        let threads = command == "transcribe" ? Int(arguments.removeFirst()) ?? 1 : 1
        var configuration = WhisperRecognizer.Configuration.base(in: folder)
        configuration.threadsPerCall = threads
        configuration.backlog = 100
        let start = Usage.now
        let detector = try SileroVoiceDetector(modelPath: folder + "/" + SileroVoiceDetector.fileName)
        let recognizer = WhisperRecognizer(configuration, detector: detector)
        try await recognizer.load()
        try report(Line(since: start, file: "load", text: "", seconds: 0))

        switch command {
        case "transcribe":
            let hints = arguments.removeFirst().split(separator: ",").map(String.init)
            for file in arguments {
                let audio = try await AudioDecoder().decode([UInt8](try Data(contentsOf: URL(filePath: file))))
                let start = Usage.now
                let transcript = try await recognizer.transcribe(audio, language: language, hints: hints)
                try report(Line(since: start, file: file, text: transcript.text, seconds: audio.duration.inSeconds))
            }
        case "crowd":
            let count = Int(arguments[0]) ?? 10
            let audio = try await AudioDecoder().decode([UInt8](try Data(contentsOf: URL(filePath: arguments[1]))))
            let start = Usage.now
            let texts = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<count {
                    group.addTask { try await recognizer.transcribe(audio, language: language).text }
                }
                var texts: [String] = []
                for try await text in group { texts.append(text) }
                return texts
            }
            let kinds = Set(texts).count
            try report(
                Line(
                    since: start, file: "crowd of \(count)", text: "\(texts.count) answers, \(kinds) different",
                    seconds: audio.duration.inSeconds * Double(count)))
        default:
            for (name, audio) in QuietSounds.all {
                let start = Usage.now
                let transcript = try await recognizer.transcribe(audio, language: language)
                try report(Line(since: start, file: name, text: transcript.text, seconds: audio.duration.inSeconds))
            }
        }
    }

    private static func report(_ line: Line) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        print(String(decoding: try encoder.encode(line), as: UTF8.self))
    }
}

/// What the process has used.
struct Usage {
    var wall: ContinuousClock.Instant
    var cpu: Double

    static var now: Usage {
        let usage = resources
        let cpu = [usage.ru_utime, usage.ru_stime].reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
        return Usage(wall: .now, cpu: cpu)
    }

    /// The most memory that was resident.
    static var megabytes: Double { Double(resources.ru_maxrss) / 1_024 }

    private static var resources: rusage {
        var usage = rusage()
        #if os(Linux)
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        #else
        getrusage(RUSAGE_SELF, &usage)
        #endif
        return usage
    }
}

extension SpeechBench.Line {
    init(since start: Usage, file: String, text: String, seconds: Double) {
        let now = Usage.now
        self.init(
            file: file, text: text, seconds: seconds, wall: (now.wall - start.wall).inSeconds, cpu: now.cpu - start.cpu,
            megabytes: Usage.megabytes)
    }
}

/// Fifty sounds in which nobody speaks.
enum QuietSounds {
    static let all: [(String, PCMAudio)] = {
        var sounds: [(String, PCMAudio)] = []
        for seconds in [0.0, 0.05, 0.1, 0.5, 1, 3, 10, 30] {
            sounds.append(("silence of \(seconds) s", TestSounds.silence(seconds: seconds)))
        }
        for (index, amplitude) in [Float(0.001), 0.01, 0.05, 0.2, 0.5, 1].enumerated() {
            for seconds in [0.1, 2, 8] {
                let sound = TestSounds.noise(seconds: seconds, amplitude: amplitude, seed: UInt64(index))
                sounds.append(("white noise \(amplitude), \(seconds) s", sound))
            }
        }
        for frequency in [50.0, 120, 440, 1_000, 3_000] {
            for seconds in [0.1, 3] {
                sounds.append(("tone of \(frequency) Hz, \(seconds) s", TestSounds.tone(frequency, seconds: seconds)))
            }
        }
        for (index, chord) in [[262.0, 330, 392], [220, 277, 330], [196, 247, 294, 392]].enumerated() {
            sounds.append(("chord \(index)", mix(chord.map { TestSounds.tone($0, seconds: 4, amplitude: 0.2) })))
            sounds.append(("melody \(index)", melody(chord)))
            sounds.append(
                (
                    "melody \(index) in noise",
                    mix([melody(chord), TestSounds.noise(seconds: 5, amplitude: 0.05, seed: 9)])
                ))
        }
        for (index, step) in [400, 2_000, 8_000, 16_000, 31].enumerated() {
            var clicks = [Float](repeating: 0, count: 64_000)
            for place in stride(from: 0, to: clicks.count, by: step) { clicks[place] = 0.9 }
            sounds.append(("clicks \(index)", PCMAudio(samples: clicks, sampleRate: 16_000)))
        }
        return sounds
    }()

    private static func mix(_ sounds: [PCMAudio]) -> PCMAudio {
        let count = sounds.map(\.samples.count).min() ?? 0
        return PCMAudio(
            samples: (0..<count).map { index in sounds.reduce(0) { $0 + $1.samples[index] } }, sampleRate: 16_000)
    }

    /// Notes that fade, one after another, with overtones.
    private static func melody(_ notes: [Double]) -> PCMAudio {
        let samples = (0..<80_000).map { index in
            let time = Double(index) / 16_000
            let note = notes[Int(time / 0.4) % notes.count] * (Int(time / 1.6) % 2 == 0 ? 1 : 1.5)
            let fade = exp(-4 * time.truncatingRemainder(dividingBy: 0.4))
            let sum = [1.0, 2, 3, 4].reduce(0) { $0 + sin(2 * Double.pi * note * $1 * time) / $1 }
            return Float(0.25 * fade * sum)
        }
        return PCMAudio(samples: samples, sampleRate: 16_000)
    }
}
