// Feeds libFuzzer's inputs to everything that reads bytes from outside: WAV, the kinds of audio files, model files.
// Compiled together with those sources as one module by fuzz/decoders.

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    _ = AudioContainer(sniffing: bytes)
    let limits = AudioLimits(maximumDuration: .seconds(10), maximumBytes: 1 << 20)
    if let audio = try? WAV.decode(bytes, limits: limits) {
        precondition(audio.samples.allSatisfy { (-1...1).contains($0) }, "a sample is out of range")
        precondition(audio.duration <= limits.maximumDuration, "the limit was passed")
        // A filter for each of the rates would take most of the time.
        if audio.samples.count <= 64, count % 500 == 0 {
            let resampled = audio.resampled(to: PCMAudio.speechRate)
            precondition(abs(resampled.duration / .seconds(1) - audio.duration / .seconds(1)) < 1e-3)
        }
        precondition(PCMAudio(pcm16: audio.pcm16, sampleRate: 8_000).samples.count == audio.samples.count)
    }
    bytes.withUnsafeBytes { bytes in
        _ = WhisperModelFile.check(bytes)
        _ = ONNXStructure.metadata(of: bytes)
    }
    return 0
}
