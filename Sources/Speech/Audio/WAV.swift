/// Reads and writes WAV, the one kind of audio file that needs no other program.
public enum WAV {
    /// The sound of a WAV file, mixed to one channel, at the file's own sample rate.
    ///
    /// Reads PCM of 8 to 32 bits, 32 and 64 bit floating point, A-law and µ-law, any number of channels up to
    /// ``WAVFormat/maximumChannels``, with a plain or an extensible header. A file that ends early or whose header was written
    /// before its length was known (sizes of 0 or 0xFFFFFFFF) gives what is there. Linear in the bytes.
    ///
    /// Throws ``SpeechError`` with `unreadableAudio`, `tooLarge` or `tooLong`, the latter two before anything is decoded.
    public static func decode(_ bytes: [UInt8], limits: AudioLimits = AudioLimits()) throws(SpeechError) -> PCMAudio {
        try limits.check(byteCount: bytes.count)
        let file = try WAVFile(bytes)
        let frames = file.data.count / file.format.frameSize
        try limits.check(.seconds(Double(frames) / Double(file.format.sampleRate)))
        return file.format.decode(bytes[file.data], frames: frames)
    }

    /// A whole file of 16 bit PCM. Longer than 4 GB is not possible in this format; the size is then that of a stream.
    public static func encode(_ audio: PCMAudio) -> [UInt8] {
        let data = audio.pcm16
        return header(sampleRate: audio.sampleRate, dataSize: UInt32(exactly: data.count) ?? .max) + data
    }

    /// The header of 16 bit PCM of one channel.
    ///
    /// - Parameter dataSize: bytes that follow; nil where the length is not known yet, as in a stream.
    public static func header(sampleRate: Int, dataSize: UInt32? = nil) -> [UInt8] {
        let rate = UInt32(clamping: sampleRate)
        let size = dataSize ?? .max
        var bytes: [UInt8] = []
        bytes.reserveCapacity(44)
        func append(_ value: UInt32, bytes count: Int = 4) {
            for index in 0..<count { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * UInt32(index)))) }
        }
        bytes += Array("RIFF".utf8)
        append(size.addingReportingOverflow(36).overflow ? .max : size + 36)
        bytes += Array("WAVEfmt ".utf8)
        append(16)
        append(1, bytes: 2)
        append(1, bytes: 2)
        append(rate)
        append(rate.multipliedReportingOverflow(by: 2).partialValue)
        append(2, bytes: 2)
        append(16, bytes: 2)
        bytes += Array("data".utf8)
        append(size)
        return bytes
    }
}

/// Where the format and the samples lie in a WAV file. Every offset is checked against the bytes that are there.
struct WAVFile {
    let format: WAVFormat
    let data: Range<Int>

    init(_ bytes: [UInt8]) throws(SpeechError) {
        guard AudioContainer(sniffing: bytes) == .wav else { throw .unreadable("it is no WAV file") }
        var format: WAVFormat?
        var position = 12
        // A chunk takes 8 bytes at least, so this ends.
        while position + 8 <= bytes.count {
            let id = bytes[position..<position + 4]
            let size = Int(bytes.littleEndian(at: position + 4, count: 4))
            let start = position + 8
            if id.elementsEqual("fmt ".utf8) {
                format = try WAVFormat(bytes[start..<min(start + size, bytes.count)])
            } else if id.elementsEqual("data".utf8) {
                guard let format else { throw .unreadable("its samples come before their format") }
                // 0 and the greatest number are what is written where the length is not known.
                let end = size == 0 ? bytes.count : min(start + size, bytes.count)
                self.format = format
                data = start..<end
                return
            }
            // Chunks begin at even offsets.
            position = start + size + size % 2
        }
        throw .unreadable("it has no samples")
    }
}

extension SpeechError {
    static func unreadable(_ reason: String) -> Self {
        Self(.unreadableAudio, "the audio cannot be read: \(reason); send WAV, WebM, Ogg, MP3 or M4A")
    }
}

extension RandomAccessCollection where Element == UInt8, Index == Int {
    /// The number at `offset` of `count` bytes, which have to be there.
    func littleEndian(at offset: Int, count: Int) -> UInt64 {
        var value: UInt64 = 0
        for index in (0..<count).reversed() { value = value << 8 | UInt64(self[offset + index]) }
        return value
    }
}
