/// Sound in memory: one channel, samples from -1 to 1, at a steady rate.
public struct PCMAudio: Sendable, Equatable {
    /// What recognizers and voice detectors take.
    public static let speechRate = 16_000

    public var samples: [Float]
    /// Samples a second, above 0.
    public let sampleRate: Int

    public init(samples: [Float], sampleRate: Int) {
        precondition(sampleRate > 0, "a sample rate is positive")
        self.samples = samples
        self.sampleRate = sampleRate
    }

    public var duration: Duration { .seconds(Double(samples.count) / Double(sampleRate)) }

    /// The samples as signed 16 bit, little-endian: what sound cards, browsers and telephones take. Louder than full scale is
    /// clipped; a sample that is no number is silence.
    public var pcm16: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: samples.count * 2) { bytes, count in
            for (index, sample) in samples.enumerated() {
                let value = UInt16(bitPattern: Self.int16(sample))
                bytes[2 * index] = UInt8(truncatingIfNeeded: value)
                bytes[2 * index + 1] = UInt8(truncatingIfNeeded: value >> 8)
            }
            count = samples.count * 2
        }
    }

    /// Of signed 16 bit, little-endian, one channel. An odd last byte is dropped.
    public init(pcm16 bytes: some Collection<UInt8>, sampleRate: Int) {
        var samples: [Float] = []
        samples.reserveCapacity(bytes.count / 2)
        var low: UInt8?
        for byte in bytes {
            guard let first = low else {
                low = byte
                continue
            }
            samples.append(Float(Int16(bitPattern: UInt16(first) | UInt16(byte) << 8)) / 32_768)
            low = nil
        }
        self.init(samples: samples, sampleRate: sampleRate)
    }

    private static func int16(_ sample: Float) -> Int16 {
        guard sample == sample else { return 0 }
        return Int16(min(max((sample * 32_768).rounded(), -32_768), 32_767))
    }
}

/// A piece of speech as it is made. The pieces of one utterance, in order, are the whole, without gap or overlap, and all have
/// the voice's sample rate.
public struct AudioChunk: Sendable, Equatable {
    /// 0, 1, 2… within the utterance.
    public var index: Int
    public var audio: PCMAudio

    public init(index: Int, audio: PCMAudio) {
        self.index = index
        self.audio = audio
    }
}
