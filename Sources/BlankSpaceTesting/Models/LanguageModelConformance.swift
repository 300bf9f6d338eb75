public import Assistant
import Synchronization

/// What every `LanguageModel` has to keep, whatever is behind it. Each case throws `ConformanceFailure`.
public struct LanguageModelConformance: Sendable {
    /// One promise of the contract.
    public enum Case: String, Sendable, CaseIterable {
        case repliesPieceByPiece, waitsForTheReader, stopsWhenTheReaderThrows, stopsWhenCancelled
        case repliesToSeveralAtOnce, warmsUpAndIsThere, saysThatTheModelIsMissing
    }

    private let model: any LanguageModel
    private let missing: any LanguageModel
    private let prompt: ModelPrompt

    /// - Parameters:
    ///   - model: replies to `prompt` with some words.
    ///   - missing: the same, with a model that the server does not have.
    public init(
        _ model: any LanguageModel, missing: any LanguageModel,
        prompt: ModelPrompt = ModelPrompt(
            messages: [.init(.system, "한국어로 대답해 주세요."), .init(.user, "비 오는 날 신을 신발을 추천해 주세요.")], maxTokens: 24)
    ) {
        self.model = model
        self.missing = missing
        self.prompt = prompt
    }

    public func check(_ promise: Case) async throws {
        switch promise {
        case .repliesPieceByPiece: try await repliesPieceByPiece()
        case .waitsForTheReader: try await waitsForTheReader()
        case .stopsWhenTheReaderThrows: try await stopsWhenTheReaderThrows()
        case .stopsWhenCancelled: try await stopsWhenCancelled()
        case .repliesToSeveralAtOnce: try await repliesToSeveralAtOnce()
        case .warmsUpAndIsThere: try await warmsUpAndIsThere()
        case .saysThatTheModelIsMissing: try await saysThatTheModelIsMissing()
        }
    }

    private func repliesPieceByPiece() async throws {
        let pieces = Mutex<[String]>([])
        let usage = try await model.reply(to: prompt) { piece in pieces.withLock { $0.append(piece) } }
        let all = pieces.withLock { $0 }
        try require(all.count > 1, "the reply came in \(all.count) pieces")
        try require(!all.contains(""), "an empty piece")
        try require(!all.joined().contains("\u{FFFD}"), "a character was torn")
        try require((usage.promptTokens ?? 1) > 0 && (usage.completionTokens ?? 1) > 0, "usage of nothing: \(usage)")
        try require(!model.name.isEmpty, "no name")
    }

    private func waitsForTheReader() async throws {
        let reading = Mutex(false)
        let overlaps = Mutex(0)
        _ = try await model.reply(to: prompt) { _ in
            if reading.withLock({ was in
                defer { was = true }; return was
            }) {
                overlaps.withLock { $0 += 1 }
            }
            try await Task.sleep(for: .milliseconds(2))
            reading.withLock { $0 = false }
        }
        try require(overlaps.withLock { $0 } == 0, "a piece came while the last was still read")
    }

    private func stopsWhenTheReaderThrows() async throws {
        struct HadEnough: Error {}
        let taken = Mutex(0)
        let error = try await failure {
            _ = try await model.reply(to: prompt) { _ in
                taken.withLock { $0 += 1 }
                throw HadEnough()
            }
        }
        try require(error is HadEnough, "the reader's error became: \(error)")
        try require(taken.withLock { $0 } == 1, "pieces came after the reader had thrown")
        try await repliesPieceByPiece()
    }

    private func stopsWhenCancelled() async throws {
        let (begun, begin) = AsyncStream<Void>.makeStream()
        let reply = Task {
            try await model.reply(to: prompt) { _ in
                begin.yield()
                // Long enough to be cancelled here whatever the machine does.
                try await Task.sleep(for: .seconds(60))
            }
        }
        for await _ in begun { break }
        reply.cancel()
        let error = try await failure { _ = try await reply.value }
        try require(error is CancellationError, "cancellation became: \(error)")
        try await repliesPieceByPiece()
    }

    private func repliesToSeveralAtOnce() async throws {
        try await withThrowingTaskGroup { group in
            for _ in 0..<3 { group.addTask { try await repliesPieceByPiece() } }
            try await group.waitForAll()
        }
    }

    private func warmsUpAndIsThere() async throws {
        try await model.warmUp()
        let state = try await model.check()
        try require(state.isLoaded ?? true, "not in memory after the warm-up")
        try require(state.serverVersion.map { !$0.isEmpty } ?? true, "an empty version")
    }

    private func saysThatTheModelIsMissing() async throws {
        for error in [
            try await failure { _ = try await missing.check() },
            try await failure { _ = try await missing.reply(to: prompt) { _ in } },
        ] {
            guard let error = error as? LanguageModelError else {
                throw ConformanceFailure("a missing model became: \(error)")
            }
            try require(error.code == .modelMissing, "a missing model is \(error.code): \(error.detail)")
            try require(error.detail.contains(missing.name), "the name is not told: \(error.detail)")
        }
    }
}
