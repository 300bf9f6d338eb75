import Foundation
public import Speech

/// What tests of real models need from the machine.
public enum SpeechTestModels {
    /// The models folder, by the rule of scripts/models-folder.
    public static var folder: String {
        let environment = ProcessInfo.processInfo.environment
        if let models = environment["BLANKSPACE_MODELS"], !models.isEmpty { return models }
        if let cache = environment["XDG_CACHE_HOME"], cache.hasPrefix("/") { return cache + "/blankspace/models" }
        return (environment["HOME"] ?? NSHomeDirectory()) + "/.cache/blankspace/models"
    }

    public static func has(_ file: String) -> Bool { FileManager.default.isReadableFile(atPath: folder + "/" + file) }

    /// English spoken by espeak-ng; nil where the program is not installed.
    public static let englishSample: SpeechRecognizerConformance.Sample? = {
        let text = "The weather is nice today. Please show me red running shoes."
        guard let audio = spoken(text, voice: "en-us") else { return nil }
        return SpeechRecognizerConformance.Sample(audio: audio, language: .english, words: ["today", "please", "red"])
    }()

    /// `text` as espeak-ng speaks it. Blocks.
    public static func spoken(_ text: String, voice: String) -> PCMAudio? {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["espeak-ng", "-v", voice, "-s", "140", "--stdout", text]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        do { try process.run() } catch { return nil }
        let bytes = [UInt8](output.fileHandleForReading.readDataToEndOfFile())
        process.waitUntilExit()
        return try? WAV.decode(bytes)
    }
}
