import BlankSpaceTesting
import EspeakSpeech
import Speech
import Testing

@Suite("Voices in reserve")
struct FallbackSynthesizerTests {
    private func speak(_ chain: FallbackSynthesizer, _ language: SpokenLanguage = "ko") async throws -> Int {
        let voice = try #require(chain.voices.first { $0.language == language })
        var samples = 0
        for try await chunk in chain.speak(try Utterance("하나 둘 셋", voice: voice)) {
            #expect(chunk.audio.sampleRate == voice.sampleRate)
            samples += chunk.audio.samples.count
        }
        return samples
    }

    @Test("the chain itself keeps the contract")
    func conformance() async {
        let chain = FallbackSynthesizer([
            FakeSynthesizer(name: "first", readiness: .failed(SpeechError(.modelMissing, "no model"))),
            FakeSynthesizer(name: "second", sampleRate: 22_050),
        ])
        #expect(await SpeechSynthesizerConformance(chain).violations() == [])
    }

    @Test("the next one speaks where one fails, at the rate of the voice that was asked for")
    func next() async throws {
        let broken = FakeSynthesizer(.init(failure: SpeechError(.failed, "broken")), name: "first", sampleRate: 24_000)
        let second = FakeSynthesizer(name: "second", sampleRate: 16_000)
        let chain = FallbackSynthesizer([broken, second])
        #expect(try await speak(chain) > 0)
        #expect(chain.health.map(\.failure) == [SpeechError(.failed, "broken"), nil])
        // It is left alone now.
        #expect(try await speak(chain) > 0)
        #expect(broken.spoken.count == 1)
        #expect(second.spoken.count == 2)
    }

    @Test("one that failed is tried again after its rest")
    func recovery() async throws {
        let first = FakeSynthesizer(.init(failure: SpeechError(.failed, "broken")), name: "first")
        let second = FakeSynthesizer(name: "second")
        let chain = FallbackSynthesizer([first, second], firstPause: .milliseconds(1))
        _ = try await speak(chain)
        first.follow(.init())
        try await Task.sleep(for: .milliseconds(20))
        _ = try await speak(chain)
        #expect(first.spoken.count == 2)
        #expect(chain.health.first?.failure == nil)
    }

    @Test("the caller's own mistakes go back at once; busy is no failure")
    func faults() async throws {
        let first = FakeSynthesizer(.init(failure: SpeechError(.emptyText, "nothing")), name: "first")
        let second = FakeSynthesizer(name: "second")
        await #expect(throws: SpeechError.self) { _ = try await speak(FallbackSynthesizer([first, second])) }
        #expect(second.spoken.isEmpty)
        first.follow(.init(failure: SpeechError(.busy, "busy")))
        let chain = FallbackSynthesizer([first, second])
        _ = try await speak(chain)
        #expect(chain.health.first?.failure == nil)
    }

    @Test("after something has been heard nobody begins anew")
    func noDoubling() async throws {
        let first = FakeSynthesizer(
            .init(failure: SpeechError(.failed, "broken"), piecesBeforeFailure: 2), name: "first")
        let second = FakeSynthesizer(name: "second")
        await #expect(throws: SpeechError.self) { _ = try await speak(FallbackSynthesizer([first, second])) }
        #expect(second.spoken.isEmpty)
    }

    @Test("nobody left: the reason is told")
    func nobody() async throws {
        let missing = SpeechError(.modelMissing, "cannot read the model /x")
        let chain = FallbackSynthesizer([FakeSynthesizer(name: "first", readiness: .failed(missing))])
        #expect(chain.readiness.refusal == missing)
        await #expect(throws: missing) { _ = try await speak(chain) }
    }
}
