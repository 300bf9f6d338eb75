import CWhisper
import Foundation
import Speech

/// A loaded model. Its memory is only read after loading, so that several threads may use it, each with a state of its own.
final class WhisperLibrary: Sendable {
    // Never reassigned, and what it points to is only read after loading.
    nonisolated(unsafe) private let context: OpaquePointer
    let isMultilingual: Bool
    /// Encoder positions of 30 seconds.
    let audioContext: Int

    /// Blocks while the model is copied into memory: some tenths of a second for the base model.
    init(_ file: ModelFile, remedy: String) throws(SpeechError) {
        switch file.withBytes(WhisperModelFile.check) {
        case .failure(let flaw): throw .corrupt(file.path, flaw.reason, remedy)
        case .success(let header):
            isMultilingual = header.isMultilingual
            audioContext = header.audioContext
        }
        try Self.checkProcessor()
        // The library writes to stderr otherwise.
        whisper_log_set({ _, _, _ in }, nil)
        var parameters = whisper_context_default_params()
        parameters.use_gpu = false
        // The library copies what it needs.
        let context = file.withBytes { bytes in
            whisper_init_from_buffer_with_params_no_state(
                UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count, parameters)
        }
        guard let context else { throw .corrupt(file.path, "whisper.cpp does not take it", remedy) }
        self.context = context
    }

    deinit { whisper_free(context) }

    /// What one thread needs to transcribe. Takes about 100 MB for the base model.
    func makeDecoder() throws -> WhisperDecoder {
        guard let state = whisper_init_state(context) else {
            throw SpeechError(.failed, "whisper.cpp has no memory for another decoder")
        }
        return WhisperDecoder(library: self, context: context, state: state)
    }

    func knows(_ language: SpokenLanguage) -> Bool {
        isMultilingual ? Self.languages.contains(language) : language == .english
    }

    static let languages = Set(
        (0...whisper_lang_max_id()).compactMap { whisper_lang_str($0).flatMap { SpokenLanguage(String(cString: $0)) } })

    /// The library is compiled for processors with AVX2; on others it dies of an illegal instruction.
    private static func checkProcessor() throws(SpeechError) {
        #if os(Linux) && arch(x86_64)
        guard let info = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8) else { return }
        let flags = info.split(separator: "\n").first { $0.hasPrefix("flags") }?.split(separator: " ") ?? []
        guard flags.isEmpty || ["avx2", "fma", "f16c", "bmi2"].allSatisfy({ flags.contains(Substring($0)) }) else {
            throw SpeechError(.unavailable, "this processor has no AVX2, which whisper.cpp needs")
        }
        #endif
    }
}
