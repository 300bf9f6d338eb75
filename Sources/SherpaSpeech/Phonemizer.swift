import ChildPrograms
import Foundation
import Speech

/// How words sound, by espeak-ng as a child process: for voices that are given sounds instead of words.
struct Phonemizer: Sendable {
    private let child: ChildProgram
    private let voice: String

    init(program: String, voice: String) {
        child = ChildProgram(program, timeLimit: .seconds(10), concurrency: 2, backlog: 64)
        self.voice = voice
    }

    /// The code points of the text's sounds, with the punctuation between clauses, which the program leaves out; empty where
    /// nothing can be said. Throws ``SpeechError`` and `CancellationError`.
    func phonemes(of text: String) async throws -> [Int32] {
        var sounds = ""
        for clause in Self.clauses(of: text) {
            let said = try await self.sounds(of: clause.words)
            if said.isEmpty { continue }
            sounds += (sounds.isEmpty ? "" : " ") + said + (clause.end.map(String.init) ?? "")
        }
        return sounds.decomposedStringWithCanonicalMapping.unicodeScalars.map { Int32($0.value) }
    }

    private func sounds(of words: String) async throws -> String {
        do {
            let output = try await child.run(
                ["-q", "--ipa", "-v", voice, "-b", "1", "--stdin"], input: Array(words.utf8), outputLimit: 1_000_000)
            let lines = String(decoding: output, as: UTF8.self)
            // "(en)" and the like mark where the program changed its language.
            return lines.replacing(/\([a-z-]+\)/, with: "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
        } catch let failure as ChildProgram.Failure {
            switch failure {
            case .missing:
                throw SpeechError(
                    .unavailable, "the voice needs \(child.program); install it: apt-get install espeak-ng")
            case .timedOut, .tooMuchOutput, .ended: throw SpeechError(.failed, "\(child.program) failed")
            }
        }
    }

    /// Words up to a punctuation mark that is heard, and the mark.
    static func clauses(of text: String) -> [(words: String, end: Character?)] {
        let characters = Array(text)
        var clauses: [(words: String, end: Character?)] = []
        var words = ""
        for (index, character) in characters.enumerated() {
            let isLast = index + 1 == characters.count || characters[index + 1].isWhitespace
            guard isLast, ",.;:!?…".contains(character) else {
                words.append(character)
                continue
            }
            clauses.append((words, character == "…" ? "." : character))
            words = ""
        }
        clauses.append((words, nil))
        // Brackets would be read as sounds.
        return clauses.map { ($0.words.filter { !"[]".contains($0) }, $0.end) }
            .filter { $0.words.contains { $0.isLetter || $0.isNumber } }
    }
}
