import Foundation

/// Changes the sample rate, band-limited: each sample is a weighted sum of its neighbours, the weights being a sinc windowed by
/// Kaiser's function, kept for each position between two samples that occurs (a polyphase filter).
///
/// Passes up to 0.42 of the lower rate unchanged and takes 80 dB and more off what lies above half of it. Costs 64 products a
/// sample when the rate grows, in proportion more when it shrinks.
struct Resampler {
    /// Zero crossings of the sinc on each side.
    private static let crossings = 32
    /// Kaiser's β for 80 dB.
    private static let beta = 7.86
    /// Where the filter has fallen to one half, as a part of the lower rate: half the transition below its Nyquist frequency.
    private static let cutoff = 0.461
    /// With more positions between two samples of the lower rate than this the weights between two kept ones are interpolated, at an error below −100 dB.
    private static let maximumPhases = 512

    private let source: Int
    private let target: Int
    private let phases: Int
    /// Weights of a phase.
    private let taps: Int
    /// `phases + 1` rows of `taps`.
    private let weights: [Float]

    init(from source: Int, to target: Int) {
        var (a, b) = (source, target)
        while b != 0 { (a, b) = (b, a % b) }
        self.source = source / a
        self.target = target / a
        let stretch = max(1, Double(source) / Double(target))
        // A stretched filter is smoother and needs fewer positions: the table stays small whatever the rates are.
        phases = min(self.target, max(1, Int(Double(Self.maximumPhases) / stretch)))
        let half = Int((Double(Self.crossings) * stretch).rounded(.up))
        taps = 2 * half
        weights = Self.weights(phases: phases, half: half, cutoff: Self.cutoff / stretch)
    }

    /// Samples of the same duration, the last rounded up.
    func resample(_ input: [Float]) -> [Float] {
        let count = (input.count * target + source - 1) / source
        let half = taps / 2
        // Silence on both sides, so that the sum needs no bounds.
        var padded = [Float](repeating: 0, count: input.count + 2 * taps)
        padded.replaceSubrange(taps..<taps + input.count, with: input)
        return [Float](unsafeUninitializedCapacity: count) { output, initialized in
            padded.withUnsafeBufferPointer { padded in
                weights.withUnsafeBufferPointer { weights in
                    var whole = 0
                    var part = 0
                    for index in 0..<count {
                        let first = UnsafeBufferPointer(rebasing: padded[(taps + whole - half + 1)...].prefix(taps))
                        let exact = Double(part) * Double(phases) / Double(target)
                        let row = Int(exact)
                        let fraction = Float(exact - Double(row))
                        var sum = Self.product(
                            first, UnsafeBufferPointer(rebasing: weights[(row * taps)...].prefix(taps)))
                        if fraction > 0 {
                            let next = UnsafeBufferPointer(rebasing: weights[((row + 1) * taps)...].prefix(taps))
                            sum += fraction * (Self.product(first, next) - sum)
                        }
                        output[index] = sum
                        part += source
                        whole += part / target
                        part %= target
                    }
                }
            }
            initialized = count
        }
    }

    private static func product(_ a: UnsafeBufferPointer<Float>, _ b: UnsafeBufferPointer<Float>) -> Float {
        var sums = SIMD8<Float>.zero
        let whole = a.count & ~7
        let left = UnsafeRawPointer(a.baseAddress), right = UnsafeRawPointer(b.baseAddress)
        guard let left, let right else { return 0 }
        for index in stride(from: 0, to: whole, by: 8) {
            let x = left.loadUnaligned(fromByteOffset: 4 * index, as: SIMD8<Float>.self)
            let y = right.loadUnaligned(fromByteOffset: 4 * index, as: SIMD8<Float>.self)
            sums += x * y
        }
        var sum = sums.sum()
        for index in whole..<a.count { sum += a[index] * b[index] }
        return sum
    }

    /// For phase p the weight of sample k lies at distance k − (half − 1) − p / phases from the middle.
    private static func weights(phases: Int, half: Int, cutoff: Double) -> [Float] {
        var rows: [Float] = []
        rows.reserveCapacity((phases + 1) * 2 * half)
        for phase in 0...phases {
            let shift = Double(phase) / Double(phases)
            var row = (0..<2 * half).map { tap in
                let distance = Double(tap - half + 1) - shift
                let angle = 2 * Double.pi * cutoff * distance
                let sinc = abs(angle) < 1e-9 ? 1 : sin(angle) / angle
                return sinc * kaiser(distance / Double(half))
            }
            // Each phase lets a constant through unchanged.
            let sum = row.reduce(0, +)
            row = row.map { $0 / sum }
            rows += row.map(Float.init)
        }
        return rows
    }

    private static func kaiser(_ position: Double) -> Double {
        abs(position) >= 1 ? 0 : bessel(beta * (1 - position * position).squareRoot()) / bessel(beta)
    }

    /// The modified Bessel function of order 0.
    private static func bessel(_ x: Double) -> Double {
        var sum = 1.0, term = 1.0
        var index = 1.0
        while term > sum * 1e-12 {
            term *= (x / (2 * index)) * (x / (2 * index))
            sum += term
            index += 1
        }
        return sum
    }
}

extension PCMAudio {
    /// The same sound at another rate, band-limited; itself where the rate is the same. Takes about a millisecond for a second of
    /// sound at 44100 samples a second.
    public func resampled(to rate: Int) -> PCMAudio {
        guard rate != sampleRate else { return self }
        return PCMAudio(samples: Resampler(from: sampleRate, to: rate).resample(samples), sampleRate: rate)
    }
}
