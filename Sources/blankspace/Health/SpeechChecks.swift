import AudioDecoding
import EspeakSpeech
import Foundation
import SherpaSpeech
import SileroVAD
import Speech
import WhisperSpeech

/// The checks of `doctor` for listening and talking: each loads what the server would.
struct SpeechChecks {
    let settings: Settings

    func all() async -> [Check] {
        let speech = settings.speech
        var checks: [Check] = []
        if speech.listener != .none { checks += [await detector(), await recognizer()] }
        if speech.talker != .none { checks += await voices() }
        if speech.listener != .none || speech.talker != .none { checks.append(converter()) }
        return checks
    }

    private func detector() async -> Check {
        let path = settings.modelsFolder + "/" + SileroVoiceDetector.fileName
        let detector = BackgroundVoiceDetector(path: path)
        return await check("voice detector", "\(path), checksum right", otherwise: "without it nothing is listened to")
        {
            () async throws(SpeechError) in try await detector.load()
        }
    }

    private func recognizer() async -> Check {
        let path = settings.whisper.modelPath
        switch settings.speech.listener {
        case .none, .whisper:
            let whisper = WhisperRecognizer(settings.whisper, detector: EnergyVoiceDetector())
            let sum = settings.whisper.sha256 == nil ? "no checksum to compare with" : "checksum right"
            return await check("speech recognizer", "\(path), \(sum)", otherwise: "without it the shop cannot listen") {
                () async throws(SpeechError) in try await whisper.load()
            }
        case .sherpa:
            let folder = expandedPath(settings.speech.model ?? "")
            let sherpa = SherpaRecognizer(.init(folder: folder), detector: EnergyVoiceDetector())
            return await check("speech recognizer", folder, otherwise: "without it Whisper base listens") {
                () async throws(SpeechError) in try await sherpa.load()
            }
        case .openai:
            return Check(
                name: "speech recognizer", state: .ok,
                detail: "\(settings.speech.server?.recognitionModel ?? "") at \(settings.speech.server?.url ?? "")")
        }
    }

    private func voices() async -> [Check] {
        var checks: [Check] = []
        var speaksKorean = settings.speech.talker == .openai
        for folder in settings.voiceFolders {
            let voice = SherpaSynthesizer(.init(folder: folder))
            let check = await check("voice", folder, otherwise: "without it the next voice speaks") {
                () async throws(SpeechError) in try await voice.load()
            }
            checks.append(check)
            speaksKorean = speaksKorean || voice.voices.contains { $0.language == .korean }
        }
        if let refusal = EspeakSynthesizer().readiness.refusal {
            checks.append(
                Check(
                    name: "voice", state: .warning, detail: refusal.message,
                    remedy: "without it answers that no neural voice speaks come in writing alone"))
        } else {
            checks.append(Check(name: "voice", state: .ok, detail: "espeak-ng"))
        }
        if !speaksKorean {
            let folder = (settings.speech.voices ?? settings.modelsFolder + "/voices") + "/supertonic"
            checks.append(
                Check(
                    name: "Korean voice", state: .warning, detail: "no neural voice speaks Korean; espeak-ng does",
                    remedy: "fetch sherpa-onnx-supertonic-tts-int8-2026-03-06.tar.bz2 from "
                        + "github.com/k2-fsa/sherpa-onnx/releases/tag/tts-models and unpack it into \(folder)"))
        }
        return checks
    }

    private func converter() -> Check {
        guard let path = FFmpeg().path else {
            return Check(
                name: "ffmpeg", state: .warning, detail: "not installed",
                remedy: "install it: apt-get install ffmpeg; without it recordings come and answers go as WAV alone")
        }
        return Check(name: "ffmpeg", state: .ok, detail: path)
    }

    private func check(
        _ name: String, _ detail: String, otherwise: String, _ load: () async throws(SpeechError) -> Void
    ) async -> Check {
        do {
            try await load()
            return Check(name: name, state: .ok, detail: detail)
        } catch {
            return Check(name: name, state: .warning, detail: error.message, remedy: otherwise)
        }
    }
}
