import Assistant
import BlankSpaceTesting
import ModelServers
import Synchronization
import Testing

/// Gemma 3 270M on llama.cpp, asked through both protocols. The model writes poor Korean: what counts is that it is real.
@Suite(
    .serialized, .enabled(if: ViperaServer.isInstalled, "not installed: scripts/install-integration models"),
    .timeLimit(.minutes(10)))
struct LiveModelTests {
    @Test func modelsKeepTheContract() async throws {
        let server = try await ViperaServer.start()
        for wire in Wire.allCases {
            let suite = LanguageModelConformance(
                wire.model(at: server.address, server.model, .patient),
                missing: wire.model(at: server.address, "nobody", .patient))
            for promise in LanguageModelConformance.Case.allCases {
                do {
                    try await suite.check(promise)
                } catch {
                    Issue.record("\(wire.rawValue), \(promise.rawValue): \(error)")
                }
            }
            try await streamsKorean(wire, server)
            try await cancellationStopsTheModel(wire, server)
        }
        await server.stop()
    }

    private static let examples = ModelPrompt(
        messages: [
            .init(.user, "등산할 때 신을 신발을 추천해 주세요."), .init(.assistant, "등산화를 추천해요. 발목을 잡아 주고 바닥이 미끄럽지 않아요."),
            .init(.user, "여름에 입을 옷을 추천해 주세요."), .init(.assistant, "얇은 반팔 셔츠를 추천해요. 땀이 빨리 말라서 시원해요."),
            .init(.user, "비 오는 날 신을 운동화를 추천해 주세요."),
        ], maxTokens: 40, temperature: 0.7)

    /// The model was not taught to answer: examples show it how, and now and then it has nothing to say all the same.
    private func streamsKorean(_ wire: Wire, _ server: ViperaServer) async throws {
        let model = wire.model(at: server.address, server.model, .patient)
        let prompt = Self.examples
        for _ in 1...20 {
            let start = ContinuousClock.now
            let seen = Mutex((first: Duration?.none, text: "", pieces: 0))
            do {
                let usage = try await model.reply(to: prompt) { piece in
                    seen.withLock { seen in
                        seen.first = seen.first ?? ContinuousClock.now - start
                        seen.text += piece
                        seen.pieces += 1
                    }
                }
                let (first, text, pieces) = seen.withLock { ($0.first, $0.text, $0.pieces) }
                #expect(pieces <= 41)
                guard pieces > 1 else { continue }
                print(
                    "\(wire.rawValue): first token after \(first ?? .zero), \(pieces) pieces, usage \(usage): \(text)")
                return
            } catch let error as LanguageModelError where error.code == .empty {
                continue
            }
        }
        Issue.record("\(wire.rawValue): twenty empty replies")
    }

    /// The server's processor time tells: after the cancellation it stands still, though a thousand tokens were asked for.
    private func cancellationStopsTheModel(_ wire: Wire, _ server: ViperaServer) async throws {
        let model = wire.model(at: server.address, server.model, .patient)
        var prompt = Self.examples
        prompt.maxTokens = 1_000
        prompt.temperature = 1
        for _ in 1...40 {
            let (begun, begin) = AsyncStream<Void>.makeStream()
            let reply = Task { [prompt] in
                defer { begin.finish() }
                return try await model.reply(to: prompt) { _ in begin.yield() }
            }
            var pieces = 0
            for await _ in begun {
                pieces += 1
                if pieces == 3 { break }
            }
            // The model had nothing to say.
            guard pieces == 3 else { continue }
            let busy = server.child.processorTicks
            #expect(busy > 0)
            reply.cancel()
            _ = await reply.result
            // The token that is under way may be finished.
            try await Task.sleep(for: .seconds(2))
            let after = server.child.processorTicks
            try await Task.sleep(for: .seconds(2))
            let later = server.child.processorTicks
            // Two idle seconds cost a few ticks; two seconds of a model's work cost 200 on each core.
            #expect(later - after < 60, "the model goes on: \(busy), \(after), \(later)")
            return
        }
        Issue.record("\(wire.rawValue): no reply of three pieces")
    }

    @Test func embeddersKeepTheContract() async throws {
        let server = try await ViperaServer.start(embeds: true)
        for wire in Wire.allCases {
            let embedder = try await wire.embedder(at: server.address, server.model)
            let suite = EmbedderConformance(embedder, tolerance: 0.02)
            // A model that was made to write brings like to like only by chance.
            for promise in EmbedderConformance.Case.allCases where promise != .bringsLikeToLike {
                do {
                    try await suite.check(promise)
                } catch {
                    Issue.record("\(wire.rawValue), \(promise.rawValue): \(error)")
                }
            }
        }
        await server.stop()
    }
}

extension ModelTimeouts {
    /// For a machine that does other things too.
    static let patient = ModelTimeouts(firstToken: .seconds(120), idle: .seconds(60), warmUp: .seconds(180))
}
