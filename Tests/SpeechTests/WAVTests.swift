import Foundation
import Speech
import Testing

/// Builds WAV files, good and bad.
private struct Header {
    var tag = 1
    var channels = 1
    var rate = 16_000
    var bits = 16
    var isExtensible = false
    var dataSize: UInt32?
    var before: [UInt8] = []
    var frameSize: Int { channels * ((bits + 7) / 8) }

    func file(_ data: [UInt8]) -> [UInt8] {
        func number(_ value: Int, _ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        }
        var format = number(isExtensible ? 0xFFFE : tag, 2) + number(channels, 2) + number(rate, 4)
        format += number(rate * frameSize, 4) + number(frameSize, 2) + number(bits, 2)
        if isExtensible {
            format += number(22, 2) + number(bits, 2) + number(0, 4) + number(tag, 2)
            format += [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71]
        }
        let chunk = Array("fmt ".utf8) + number(format.count, 4) + format
        let size = dataSize.map { number(Int($0), 4) } ?? number(data.count, 4)
        return Array("RIFF".utf8) + number(36 + data.count, 4) + Array("WAVE".utf8) + before + chunk
            + Array("data".utf8) + size + data
    }
}

private let wave: [Double] = (0..<160).map { 0.5 * sin(Double($0) / 10) }

@Suite struct WAVTests {
    @Test("reads every kind of PCM to within its own precision", arguments: [8, 16, 24, 32], [false, true])
    func integers(_ bits: Int, _ isExtensible: Bool) throws {
        var data: [UInt8] = []
        for value in wave {
            if bits == 8 {
                data.append(UInt8((value * 128 + 128).rounded()))
            } else {
                let whole = Int((value * Double(1 << (bits - 1))).rounded())
                for shift in stride(from: 0, to: bits, by: 8) { data.append(UInt8(truncatingIfNeeded: whole >> shift)) }
            }
        }
        let audio = try WAV.decode(Header(bits: bits, isExtensible: isExtensible).file(data))
        #expect(audio.sampleRate == 16_000 && audio.samples.count == wave.count)
        let worst = zip(audio.samples, wave).map { abs(Double($0) - $1) }.max() ?? 1
        #expect(worst < 1.0 / Double(1 << (min(bits, 23) - 1)), "\(worst)")
    }

    @Test("reads floating point; what is no number is silence, what is too loud is clipped")
    func floats() throws {
        let values: [Double] = wave + [.nan, .infinity, -.infinity, 7]
        let single = values.flatMap { value in withUnsafeBytes(of: Float(value).bitPattern.littleEndian, Array.init) }
        let double = values.flatMap { value in withUnsafeBytes(of: value.bitPattern.littleEndian, Array.init) }
        for (bits, data) in [(32, single), (64, double)] {
            let audio = try WAV.decode(Header(tag: 3, bits: bits).file(data))
            #expect(zip(audio.samples, wave).allSatisfy { abs(Double($0) - $1) < 1e-6 })
            #expect(audio.samples.suffix(4) == [0, 1, -1, 1])
        }
    }

    @Test("reads A-law and µ-law")
    func telephony() throws {
        // From the tables of ITU-T G.711: full scale, the smallest steps, the middle.
        let muLaw = try WAV.decode(Header(tag: 7, rate: 8_000, bits: 8).file([0x00, 0x80, 0xFF, 0x7F, 0xF0]))
        #expect(muLaw.samples.map { $0 * 32_768 } == [-32_124, 32_124, 0, 0, 120])
        let aLaw = try WAV.decode(Header(tag: 6, rate: 8_000, bits: 8).file([0xD5, 0x55, 0xAA, 0x2A]))
        #expect(aLaw.samples.map { $0 * 32_768 } == [8, -8, 32_256, -32_256])
    }

    @Test("mixes channels to one", arguments: [1, 2, 6])
    func channels(_ channels: Int) throws {
        let frame: [UInt8] = [0x00, 0x40] + [UInt8](repeating: 0, count: 2 * (channels - 1))
        let data = [[UInt8]](repeating: frame, count: 100).flatMap { $0 }
        let audio = try WAV.decode(Header(channels: channels, rate: 44_100).file(data))
        #expect(audio.samples == [Float](repeating: 0.5 / Float(channels), count: 100))
        #expect(audio.sampleRate == 44_100)
    }

    @Test("passes over other chunks, odd ones too, and takes what is there of a stream or a cut-off file")
    func chunks() throws {
        let data = [UInt8](repeating: 1, count: 200)
        let odd = Array("LIST".utf8) + [3, 0, 0, 0] + [1, 2, 3, 0]
        #expect(try WAV.decode(Header(before: odd).file(data)).samples.count == 100)
        for size: UInt32 in [0, .max, 1_000_000] {
            #expect(try WAV.decode(Header(dataSize: size).file(data)).samples.count == 100)
        }
        #expect(try WAV.decode(Header().file(data).dropLast(51)).samples.count == 74)
        #expect(try WAV.decode(Header().file([])).samples.isEmpty)
    }

    @Test("refuses what is too long or too large before decoding it")
    func limits() throws {
        let limits = AudioLimits(maximumDuration: .seconds(1), maximumBytes: 50_000)
        let fits = Header().file([UInt8](repeating: 0, count: 32_000))
        #expect(try WAV.decode(fits, limits: limits).duration == .seconds(1))
        let long = Header().file([UInt8](repeating: 0, count: 32_002))
        let large = Header(rate: 96_000).file([UInt8](repeating: 0, count: 50_000))
        #expect(throws: SpeechError.self) { try WAV.decode(long, limits: limits) }
        #expect(
            (code { try WAV.decode(long, limits: limits) }, code { try WAV.decode(large, limits: limits) }) == (
                .tooLong, .tooLarge
            ))
    }

    private func code(_ body: () throws -> PCMAudio) -> SpeechError.Code? {
        do {
            _ = try body()
            return nil
        } catch {
            return (error as? SpeechError)?.code
        }
    }

    @Test("hostile headers are errors")
    func hostile() {
        let data = [UInt8](repeating: 0, count: 64)
        let bad: [[UInt8]] = [
            [], Array("RIFF".utf8), Array("RIFF....WAVE".utf8), Array("RIFF....WAVEdata\u{4}\0\0\0abcd".utf8),
            Header(channels: 0).file(data), Header(channels: 65_535).file(data), Header(rate: 0).file(data),
            Header(rate: Int(UInt32.max)).file(data), Header(bits: 0).file(data), Header(bits: 65_535).file(data),
            Header(tag: 3, bits: 16).file(data), Header(tag: 99).file(data), Array(Header().file(data).prefix(30)),
        ]
        for file in bad { #expect(code { try WAV.decode(file) } == .unreadableAudio, "\(file.prefix(44))") }
    }

    @Test("writes what it reads")
    func writing() throws {
        let audio = PCMAudio(samples: wave.map(Float.init), sampleRate: 22_050)
        let file = WAV.encode(audio)
        let back = try WAV.decode(file)
        #expect(back.sampleRate == 22_050)
        #expect(zip(back.samples, audio.samples).allSatisfy { abs($0 - $1) <= 0.5 / 32_768 })
        #expect(WAV.header(sampleRate: 16_000).count == 44)
        #expect(try WAV.decode(WAV.header(sampleRate: 16_000) + [0, 64]).samples == [0.5])
        #expect(PCMAudio(samples: [2, -2, .nan], sampleRate: 8_000).pcm16 == [0xFF, 0x7F, 0, 0x80, 0, 0])
    }

    @Test("random changes to a good file never crash")
    func mutations() {
        var random = SystemRandomNumberGenerator()
        let good = Header(channels: 2, isExtensible: true).file([UInt8](repeating: 7, count: 400))
        for _ in 0..<20_000 {
            var file = good
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                file[Int.random(in: 0..<min(80, file.count), using: &random)] = .random(in: 0...255, using: &random)
            }
            if let audio = try? WAV.decode(Array(file.prefix(.random(in: 0...file.count, using: &random)))) {
                #expect(audio.samples.allSatisfy { (-1...1).contains($0) })
            }
        }
    }
}

@Suite struct AudioContainerTests {
    @Test("is told by the first bytes")
    func sniffing() {
        let heads: [(String, [UInt8], AudioContainer?)] = [
            ("wav", Array("RIFF\0\0\0\0WAVE".utf8), .wav), ("avi", Array("RIFF\0\0\0\0AVI ".utf8), nil),
            ("webm", [0x1A, 0x45, 0xDF, 0xA3, 0, 0], .webm), ("ogg", Array("OggS\0".utf8), .ogg),
            ("flac", Array("fLaC".utf8), .flac), ("mp4", [0, 0, 0, 32] + Array("ftypM4A ".utf8), .mp4),
            ("mp3", Array("ID3\u{4}".utf8), .mp3), ("mp3 frame", [0xFF, 0xFB, 0x90, 0], .mp3),
            ("aac", [0xFF, 0xF1, 0x50, 0], .aac), ("playlist", Array("#EXTM3U\nfile:///etc/passwd".utf8), nil),
            ("concat", Array("ffconcat version 1.0".utf8), nil), ("empty", [], nil), ("one byte", [0xFF], nil),
        ]
        for (name, bytes, kind) in heads { #expect(AudioContainer(sniffing: bytes) == kind, "\(name)") }
    }
}
