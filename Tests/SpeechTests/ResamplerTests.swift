import BlankSpaceTesting
import Foundation
import Speech
import Testing

/// How much of the signal is the sine of this frequency, and how much is something else, in decibels. The ends are left out.
private func purity(_ audio: PCMAudio, _ frequency: Double) -> (level: Double, rest: Double) {
    let samples = audio.samples.dropFirst(2_000).dropLast(2_000).map(Double.init)
    var (cosine, sine) = (0.0, 0.0)
    let angles = samples.indices.map { 2 * Double.pi * frequency * Double($0) / Double(audio.sampleRate) }
    for (sample, angle) in zip(samples, angles) {
        cosine += sample * cos(angle)
        sine += sample * sin(angle)
    }
    let (a, b) = (2 * cosine / Double(samples.count), 2 * sine / Double(samples.count))
    let rest =
        zip(samples, angles).reduce(0) { $0 + pow($1.0 - a * cos($1.1) - b * sin($1.1), 2) } / Double(samples.count)
    return (20 * log10((a * a + b * b).squareRoot()), 10 * log10(2 * rest))
}

private func power(_ audio: PCMAudio) -> Double {
    let middle = audio.samples.dropFirst(2_000).dropLast(2_000)
    return 10 * log10(middle.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(middle.count) + 1e-30)
}

@Suite struct ResamplerTests {
    @Test(
        "keeps what both rates can carry, and adds nothing above -75 dB",
        arguments: [8_000, 11_025, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000, 44_099, 192_000])
    func passes(_ rate: Int) {
        for frequency in [200.0, 1_000, 3_000] {
            let input = TestSounds.tone(frequency, seconds: 2, rate: rate, amplitude: 1)
            let output = input.resampled(to: 16_000)
            #expect(abs(output.duration.inSeconds - 2) < 1e-3)
            let (level, rest) = purity(output, frequency)
            #expect(abs(level) < 0.05, "\(frequency) Hz at \(rate): \(level) dB")
            #expect(rest < -75, "\(frequency) Hz at \(rate): \(rest) dB beside it")
        }
    }

    @Test("lets nothing fold back from above half the lower rate", arguments: [8_100.0, 9_000, 12_000, 20_000])
    func stops(_ frequency: Double) {
        let output = TestSounds.tone(frequency, seconds: 2, rate: 48_000, amplitude: 1).resampled(to: 16_000)
        #expect(power(output) < -75, "\(frequency) Hz: \(power(output)) dB")
    }

    @Test("is exact in time: a click stays where it was")
    func timing() {
        var click = [Float](repeating: 0, count: 48_000)
        click[24_000] = 1
        let output = PCMAudio(samples: click, sampleRate: 48_000).resampled(to: 16_000).samples
        #expect(output.indices.max { output[$0] < output[$1] } == 8_000)
    }

    @Test("short, empty and equal inputs")
    func edges() {
        #expect(PCMAudio(samples: [], sampleRate: 48_000).resampled(to: 16_000).samples.isEmpty)
        #expect(PCMAudio(samples: [1], sampleRate: 48_000).resampled(to: 16_000).samples.count == 1)
        #expect(PCMAudio(samples: [1, 2], sampleRate: 16_000).resampled(to: 16_000).samples == [1, 2])
        #expect(PCMAudio(samples: [0, 0, 0], sampleRate: 1_000).resampled(to: 768_000).samples.count == 2_304)
    }
}
