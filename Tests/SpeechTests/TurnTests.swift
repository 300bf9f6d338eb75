import BlankSpaceTesting
import Foundation
import Speech
import Testing

private let window = Duration.milliseconds(32)

/// Probabilities of stretches: (seconds, probability).
private func windows(_ parts: (Double, Float)...) -> [Float] {
    parts.flatMap { [Float](repeating: $0.1, count: Int($0.0 / 0.032)) }
}

@Suite struct TurnDetectorTests {
    private func events(_ detector: inout TurnDetector, _ probabilities: [Float]) -> [TurnDetector.Event] {
        probabilities.compactMap { detector.take($0, lasting: window) }
    }

    @Test("a turn begins with speech and ends after silence, its bounds being the speech's")
    func turn() throws {
        var detector = TurnDetector()
        let found = events(&detector, windows((1, 0), (2, 0.9), (2, 0)))
        #expect(found.count == 2)
        guard case .began(let start)? = found.first, case .ended(let from, let to)? = found.last else {
            Issue.record("\(found)")
            return
        }
        #expect(start == from && abs(start.inSeconds - 1) < 0.05 && abs(to.inSeconds - 3) < 0.1)
        #expect(!detector.isSpeaking)
    }

    @Test("a click is no turn, and a pause within a sentence ends none")
    func noise() {
        var detector = TurnDetector()
        #expect(events(&detector, windows((1, 0), (0.07, 0.9), (2, 0))) == [])
        #expect(events(&detector, windows((1, 0.9), (0.5, 0.1), (1, 0.9), (0.5, 0))).count == 1)
    }

    @Test("waits longer for those who pause long, and not for those who do not")
    func adaptation() {
        var slow = TurnDetector()
        let usual = slow.patience
        for _ in 0..<8 { _ = events(&slow, windows((1, 0.9), (0.65, 0))) }
        #expect(slow.patience > usual)
        #expect(slow.patience <= .milliseconds(1_400))
        var quick = TurnDetector()
        for _ in 0..<8 { _ = events(&quick, windows((1, 0.9), (0.2, 0))) }
        #expect(quick.patience < usual)
        #expect(quick.patience >= .milliseconds(400))
    }

    @Test("words that sound finished shorten the wait, unfinished ones lengthen it, for this turn alone")
    func completeness() {
        var detector = TurnDetector()
        let usual = detector.patience
        detector.completeness = .complete
        #expect(detector.patience < usual)
        detector.completeness = .incomplete
        #expect(detector.patience > usual)
        _ = events(&detector, windows((1, 0.9), (2, 0)))
        #expect(detector.completeness == .unknown)
    }

    @Test("an endless turn is ended")
    func endless() {
        var detector = TurnDetector()
        let ends = events(&detector, windows((31, 0.9))).count { if case .ended = $0 { true } else { false } }
        #expect(ends == 1)
    }
}

@Suite struct SpeechSegmenterTests {
    private let segmenter = SpeechSegmenter(windowSize: 512, sampleRate: 16_000)

    private func seconds(_ ranges: [Range<Int>]) -> [[Double]] {
        ranges.map { [Double($0.lowerBound) / 16_000, Double($0.upperBound) / 16_000] }
    }

    @Test("finds stretches of speech, padded, in order and within the sound")
    func stretches() {
        let probabilities = windows((1, 0.1), (1, 0.9), (1, 0.1), (2, 0.8), (0.1, 0))
        let count = probabilities.count * 512 - 100
        let found = segmenter.segments(probabilities, count: count)
        #expect(found.count == 2)
        for (range, expected) in zip(seconds(found), [[0.8, 2.2], [2.8, 5.1]]) {
            #expect(zip(range, expected).allSatisfy { abs($0 - $1) < 0.12 }, "\(range)")
        }
        #expect(found.allSatisfy { $0.upperBound <= count })
    }

    @Test("no speech in silence, none in clicks; a short word is speech")
    func short() {
        #expect(segmenter.segments(windows((3, 0.2)), count: 48_000).isEmpty)
        #expect(segmenter.segments(windows((1, 0), (0.065, 0.9), (1, 0)), count: 32_000).isEmpty)
        #expect(segmenter.segments(windows((1, 0), (0.2, 0.9), (1, 0)), count: 32_000).count == 1)
        #expect(segmenter.segments([], count: 0).isEmpty)
    }

    @Test("long speech is cut where it is least likely")
    func long() {
        let probabilities = windows((20, 0.9), (0.2, 0.4), (20, 0.9))
        let found = segmenter.segments(probabilities, count: probabilities.count * 512)
        #expect(found.count == 2)
        #expect(abs(seconds(found)[0][1] - 20.1) < 0.5, "\(seconds(found))")
        #expect(found.allSatisfy { $0.count <= 28 * 16_000 })
    }

    @Test("neighbours become one as long as they fit")
    func merging() {
        let second = 16_000
        let parts = [0..<second, 2 * second..<3 * second, 9 * second..<10 * second, 11 * second..<35 * second]
        let merged = segmenter.merged(parts, gap: .milliseconds(1_500))
        #expect(merged == [0..<3 * second, 9 * second..<35 * second])
    }
}

@Suite struct BargeInTests {
    private func decisions(_ bargeIn: inout BargeIn, _ probabilities: [Float]) -> [BargeIn.Decision] {
        probabilities.compactMap { bargeIn.take($0, lasting: window) }
    }

    @Test("speech that goes on holds the playback, then interrupts, once")
    func interruption() {
        var bargeIn = BargeIn()
        #expect(decisions(&bargeIn, windows((0.5, 0), (3, 0.9))) == [.hold, .interrupt])
    }

    @Test("a click does nothing")
    func click() {
        var bargeIn = BargeIn()
        #expect(decisions(&bargeIn, windows((0.5, 0), (0.1, 0.9), (2, 0), (0.1, 0.9), (1, 0))) == [])
    }

    @Test(
        "short speech is judged by its words",
        arguments: [
            ("네", BargeIn.Decision.resume), ("음...", .resume), ("아, 네네.", .resume), ("", .resume), ("♪", .resume),
            ("잠깐만", .interrupt), ("아니 다른 거", .interrupt), ("네 그거 말고", .interrupt),
        ])
    func words(_ text: String, _ decision: BargeIn.Decision) {
        var bargeIn = BargeIn()
        let found = decisions(&bargeIn, windows((0.5, 0), (0.4, 0.9), (0.5, 0)))
        #expect(found.first == .hold && found.count == 2)
        guard case .recognize(let start, let end)? = found.last else {
            Issue.record("\(found)")
            return
        }
        #expect(end > start)
        #expect(bargeIn.judge(text, language: .korean) == decision)
    }

    @Test("after a backchannel the next words may still interrupt; before its judgement too")
    func again() {
        var bargeIn = BargeIn()
        _ = decisions(&bargeIn, windows((0.4, 0.9), (0.5, 0)))
        #expect(bargeIn.judge("네", language: .korean) == .resume)
        #expect(decisions(&bargeIn, windows((2, 0.9))) == [.hold, .interrupt])
        var other = BargeIn()
        _ = decisions(&other, windows((0.4, 0.9), (0.5, 0)))
        #expect(decisions(&other, windows((2, 0.9))) == [.interrupt])
        #expect(other.judge("네", language: .korean) == .interrupt)
    }
}

@Suite struct BackchannelTests {
    @Test(arguments: ["네", "네.", "네네", "음", "음음음", "흠…", "아 네", "그렇군요", "네, 알겠습니다!", "hmmmm", "Uh-huh"])
    func korean(_ text: String) { #expect(Backchannel.isOnlyThat(text, language: .korean)) }

    @Test(arguments: ["yeah", "Okay.", "I see", "mm-hmm", "oh right"])
    func english(_ text: String) { #expect(Backchannel.isOnlyThat(text, language: .english)) }

    @Test(arguments: ["", "?", "네 주문할게요", "이거 얼마예요", "안돼", "멈춰", "아니요", String(repeating: "네", count: 100)])
    func others(_ text: String) { #expect(!Backchannel.isOnlyThat(text, language: .korean)) }
}

@Suite struct EnergyVoiceDetectorTests {
    @Test("hears what is louder than the background")
    func loudness() throws {
        let detector = EnergyVoiceDetector()
        let quiet = TestSounds.noise(seconds: 1, amplitude: 0.005, seed: 3).samples
        let loud = TestSounds.tone(300, seconds: 1, amplitude: 0.3).samples
        let found = try detector.probabilities(of: quiet + loud + quiet)
        #expect(found.prefix(30).allSatisfy { $0 < 0.5 } && found[35..<60].allSatisfy { $0 > 0.9 })
        #expect(found.suffix(25).allSatisfy { $0 < 0.5 })
        #expect(try detector.probabilities(of: TestSounds.silence(seconds: 1).samples).allSatisfy { $0 == 0 })
    }
}
