/// How the samples of a WAV file are written.
struct WAVFormat: Equatable {
    static let maximumChannels = 32
    static let sampleRates = 1_000...768_000

    enum Coding: Equatable {
        /// Integers of this many bytes; those of one byte have no sign.
        case integer(bytes: Int)
        case float32, float64
        case aLaw, muLaw

        var sampleSize: Int {
            switch self {
            case .integer(let bytes): bytes
            case .float32: 4
            case .float64: 8
            case .aLaw, .muLaw: 1
            }
        }
    }

    let coding: Coding
    let channels: Int
    let sampleRate: Int

    /// Bytes of one sample of every channel.
    var frameSize: Int { channels * coding.sampleSize }

    /// From the contents of a `fmt ` chunk.
    init(_ chunk: ArraySlice<UInt8>) throws(SpeechError) {
        let start = chunk.startIndex
        guard chunk.count >= 16 else { throw .unreadable("its format is cut off") }
        func number(_ offset: Int, _ count: Int) -> Int { Int(chunk.littleEndian(at: start + offset, count: count)) }
        var tag = number(0, 2)
        // The extensible header names the format by a GUID that begins with the plain header's number.
        if tag == 0xFFFE {
            guard chunk.count >= 26 else { throw .unreadable("its extended format is cut off") }
            tag = number(24, 2)
        }
        let bits = number(14, 2)
        switch (tag, bits) {
        case (1, 1...32): coding = .integer(bytes: (bits + 7) / 8)
        case (3, 32): coding = .float32
        case (3, 64): coding = .float64
        case (6, 8): coding = .aLaw
        case (7, 8): coding = .muLaw
        default: throw .unreadable("its coding (\(tag), \(bits) bit) is not known")
        }
        channels = number(2, 2)
        sampleRate = number(4, 4)
        guard (1...Self.maximumChannels).contains(channels) else {
            throw .unreadable("it has \(channels) channels instead of 1 to \(Self.maximumChannels)")
        }
        guard Self.sampleRates.contains(sampleRate) else {
            throw .unreadable("its sample rate of \(sampleRate) is not from 1000 to 768000")
        }
    }

    /// The average of the channels. `bytes` holds `frames` whole frames or more.
    func decode(_ bytes: ArraySlice<UInt8>, frames: Int) -> PCMAudio {
        let samples = [Float](unsafeUninitializedCapacity: frames) { output, count in
            bytes.withUnsafeBytes { input in
                for frame in 0..<frames {
                    var sum: Float = 0
                    for channel in 0..<channels {
                        sum += sample(input, at: frame * frameSize + channel * coding.sampleSize)
                    }
                    output[frame] = sum / Float(channels)
                }
            }
            count = frames
        }
        return PCMAudio(samples: samples, sampleRate: sampleRate)
    }

    private func sample(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Float {
        switch coding {
        case .integer(bytes: 1): return (Float(bytes[offset]) - 128) / 128
        case .integer(let size):
            // The bytes go to the top of the word, so that the sign is where it belongs.
            var word: UInt32 = 0
            for index in 0..<size { word |= UInt32(bytes[offset + index]) << UInt32(8 * (4 - size + index)) }
            return Float(Int32(bitPattern: word)) / 2_147_483_648
        case .float32:
            let bits = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
            return Self.bounded(Float(bitPattern: bits))
        case .float64:
            let bits = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            return Self.bounded(Float(Double(bitPattern: bits)))
        case .aLaw: return G711.aLaw(bytes[offset])
        case .muLaw: return G711.muLaw(bytes[offset])
        }
    }

    /// Within full scale; what is no number is silence.
    private static func bounded(_ sample: Float) -> Float {
        sample == sample ? min(max(sample, -1), 1) : 0
    }
}

/// The logarithmic codings of telephony, by ITU-T G.711.
enum G711 {
    static func muLaw(_ byte: UInt8) -> Float {
        let code = ~byte
        let exponent = Int32(code >> 4 & 7)
        let magnitude = ((Int32(code & 15) << 3 + 0x84) << exponent) - 0x84
        return Float(code & 0x80 == 0 ? magnitude : -magnitude) / 32_768
    }

    static func aLaw(_ byte: UInt8) -> Float {
        let code = byte ^ 0x55
        let exponent = Int32(code >> 4 & 7)
        let mantissa = Int32(code & 15) << 4 + 8
        let magnitude = exponent == 0 ? mantissa : (mantissa + 0x100) << (exponent - 1)
        return Float(code & 0x80 != 0 ? magnitude : -magnitude) / 32_768
    }
}
