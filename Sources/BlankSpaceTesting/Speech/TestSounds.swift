import Foundation
public import Speech

/// Sounds made by formula, the same everywhere.
public enum TestSounds {
    public static func tone(_ frequency: Double, seconds: Double, rate: Int = 16_000, amplitude: Float = 0.5)
        -> PCMAudio
    {
        let samples = (0..<Int(seconds * Double(rate))).map { index in
            amplitude * Float(sin(2 * Double.pi * frequency * Double(index) / Double(rate)))
        }
        return PCMAudio(samples: samples, sampleRate: rate)
    }

    public static func silence(seconds: Double, rate: Int = 16_000) -> PCMAudio {
        PCMAudio(samples: [Float](repeating: 0, count: Int(seconds * Double(rate))), sampleRate: rate)
    }

    public static func noise(seconds: Double, amplitude: Float, seed: UInt64) -> PCMAudio {
        var generator = SplitMix64(seed: seed)
        let samples = (0..<Int(seconds * 16_000)).map { _ in Float.random(in: -amplitude...amplitude, using: &generator)
        }
        return PCMAudio(samples: samples, sampleRate: 16_000)
    }

    /// A voice that sings four vowels over and over: pulses of a gliding pitch through three resonators, at most 0.5 loud.
    public static func vowels(seconds: Double) -> PCMAudio {
        let formants: [[(frequency: Double, width: Double)]] = [
            [(730, 90), (1090, 110), (2440, 170)], [(270, 60), (2290, 100), (3010, 170)],
            [(570, 80), (840, 100), (2410, 170)], [(300, 60), (870, 90), (2240, 170)],
        ]
        var resonators = [(Double, Double)](repeating: (0, 0), count: 3)
        var phase = 0.0
        let samples = (0..<Int(seconds * 16_000)).map { index in
            let time = Double(index) / 16_000
            phase += (120 + 20 * sin(2 * Double.pi * 1.5 * time)) / 16_000
            var value = 0.0
            if phase >= 1 {
                phase -= 1
                value = 1
            }
            let syllable = Int(time / 0.25)
            let loudness = sin(Double.pi * (time.truncatingRemainder(dividingBy: 0.25) / 0.25))
            for (resonator, formant) in formants[syllable % 4].enumerated() {
                let radius = exp(-Double.pi * formant.width / 16_000)
                let feedback = 2 * radius * cos(2 * Double.pi * formant.frequency / 16_000)
                let (last, beforeLast) = resonators[resonator]
                let next = (1 - radius) * value * 2 + feedback * last - radius * radius * beforeLast
                resonators[resonator] = (next, last)
                value = next
            }
            return value * loudness
        }
        let peak = samples.map { abs($0) }.max() ?? 1
        return PCMAudio(samples: samples.map { Float($0 * 0.5 / peak) }, sampleRate: 16_000)
    }
}
