import CWhisper
import Speech

/// One thread's decoder.
final class WhisperDecoder {
    private let library: WhisperLibrary
    private let context: OpaquePointer
    private let state: OpaquePointer

    init(library: WhisperLibrary, context: OpaquePointer, state: OpaquePointer) {
        self.library = library
        self.context = context
        self.state = state
    }

    deinit { whisper_free_state(state) }

    /// What is said in at most 30 seconds of 16 kHz, without white space at the ends; empty where the model finds no speech.
    /// Blocks for about a third of the sound's time; ends soon when the flag is raised, with `CancellationError`.
    func text(
        of samples: [Float], language: SpokenLanguage, hints: [String], threads: Int, _ flag: CancellationFlag
    ) throws -> String {
        let seconds = Double(samples.count) / Double(PCMAudio.speechRate)
        var parameters = whisper_full_default_params(WHISPER_SAMPLING_GREEDY)
        parameters.n_threads = Int32(threads)
        parameters.greedy.best_of = 1
        parameters.no_context = true
        parameters.single_segment = true
        // The text of a short window ends where its last time mark stands; without marks the model begins anew.
        parameters.no_timestamps = false
        parameters.print_progress = false
        parameters.print_realtime = false
        parameters.print_timestamps = false
        parameters.suppress_nst = true
        // One try: with higher temperatures a bad clip takes six times as long, and the text gets no better.
        parameters.temperature_inc = 0
        // The encoder looks at the clip instead of at 30 seconds; some room after the end keeps the last word.
        let positions = Int((50 * seconds).rounded(.up)) + 128
        parameters.audio_ctx = positions < library.audioContext ? Int32(positions) : 0
        // A short window lures the model into endless repeats. Nobody says more than this.
        parameters.max_tokens = Int32(20 + 14 * seconds)
        parameters.abort_callback = { pointer in
            guard let pointer else { return false }
            return Unmanaged<CancellationFlag>.fromOpaque(pointer).takeUnretainedValue().isRaised
        }
        parameters.abort_callback_user_data = Unmanaged.passUnretained(flag).toOpaque()

        // The model hears nothing in less than a tenth of a second; it expects silence after the words.
        var sound = samples
        let least = PCMAudio.speechRate + PCMAudio.speechRate / 10
        if sound.count < least { sound += [Float](repeating: 0, count: least - sound.count) }
        let code = withExtendedLifetime(flag) {
            language.code.withCString { language in
                WhisperPrompt(hints).text.withCString { prompt in
                    parameters.language = language
                    if prompt.pointee != 0 { parameters.initial_prompt = prompt }
                    return whisper_full_with_state(context, state, parameters, sound, Int32(sound.count))
                }
            }
        }
        if flag.isRaised { throw CancellationError() }
        guard code == 0 else { throw SpeechError(.failed, "whisper.cpp gave up (code \(code))") }
        return result(cap: Int(parameters.max_tokens))
    }

    private func result(cap: Int) -> String {
        var text = ""
        var tokens = 0
        for segment in 0..<whisper_full_n_segments_from_state(state) {
            if isSilence(segment) { continue }
            tokens += Int(whisper_full_n_tokens_from_state(state, segment))
            guard let words = whisper_full_get_segment_text_from_state(state, segment) else { continue }
            // Half a character may stand at the end where the tokens were capped.
            text += String(
                decoding: UnsafeBufferPointer(start: words, count: length(words)).map(UInt8.init(bitPattern:)),
                as: UTF8.self)
        }
        let cleaned = WhisperText.cleaned(text)
        return tokens >= cap ? RepetitionGuard.cutUnfinished(cleaned) : cleaned
    }

    /// The model is not sure of its words, as it is of none in a melody that the voice detector took for a voice: there their
    /// logarithmic probability was below -2.4 on average, in recordings of people above -0.6.
    private func isSilence(_ segment: Int32) -> Bool {
        let words = (0..<whisper_full_n_tokens_from_state(state, segment))
            .map { whisper_full_get_token_data_from_state(state, segment, $0) }
            .filter { $0.id < whisper_token_eot(context) }
        guard !words.isEmpty else { return true }
        return words.reduce(0) { $0 + $1.plog } / Float(words.count) < -1.2
    }

    private func length(_ text: UnsafePointer<CChar>) -> Int {
        var count = 0
        while text[count] != 0 { count += 1 }
        return count
    }
}
