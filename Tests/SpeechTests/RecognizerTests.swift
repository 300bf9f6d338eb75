import BlankSpaceTesting
import Speech
import Testing

private let loud = TestSounds.tone(300, seconds: 1)

@Suite struct FallbackRecognizerTests {
    private let broken = SpeechError(.unavailable, "gone")

    @Test("the fake and a chain of fakes keep the contract", .timeLimit(.minutes(1)))
    func conformance() async {
        let sample = SpeechRecognizerConformance.Sample(audio: loud, language: .korean, words: ["운동화"])
        let fake = FakeRecognizer(.init("운동화 보여 줘"))
        let chain = FallbackRecognizer([FakeRecognizer(.init(failure: broken)), fake])
        // The checks of wild samples are loud to the fake, which is right: only its text is made up.
        #expect(await SpeechRecognizerConformance(fake, sample: sample).violations() == [])
        #expect(await SpeechRecognizerConformance(chain, sample: sample).violations() == [])
    }

    @Test("the first that takes the language does the work")
    func languages() async throws {
        let english = FakeRecognizer(.init("hello"), languages: .only([.english]))
        let korean = FakeRecognizer(.init("안녕"))
        let chain = FallbackRecognizer([english, korean])
        #expect(try await chain.transcribe(loud, language: .korean).text == "안녕")
        #expect(english.calls == 0)
        #expect(chain.capabilities.languages == .only([.english, .korean]))
        let error = await #expect(throws: SpeechError.self) { try await chain.transcribe(loud, language: "ja") }
        #expect(error?.code == .unsupportedLanguage)
    }

    @Test("where one fails the next one tries; the failed one is left alone for a while")
    func failures() async throws {
        let first = FakeRecognizer(.init(failure: broken)), second = FakeRecognizer(.init("안녕"), name: "second")
        let chain = FallbackRecognizer([first, second], firstPause: .seconds(60))
        for _ in 0..<3 { #expect(try await chain.transcribe(loud, language: .korean).text == "안녕") }
        #expect(first.calls == 1 && second.calls == 3)
        #expect(chain.health.map(\.failure) == [broken, nil])
        #expect(chain.readiness == .ready)
    }

    @Test("a failed one is tried again after its rest")
    func recovery() async throws {
        let only = FakeRecognizer(.init(failure: broken))
        let chain = FallbackRecognizer([only], firstPause: .zero)
        await #expect(throws: broken) { try await chain.transcribe(loud, language: .korean) }
        only.follow(.init("안녕"))
        #expect(try await chain.transcribe(loud, language: .korean).text == "안녕")
        #expect(chain.health[0].failure == nil)
    }

    @Test("a busy one is passed over but not left alone; the caller's own errors come back at once")
    func kinds() async throws {
        let first = FakeRecognizer(.init(failure: SpeechError(.busy, "full", retryAfter: .seconds(3))))
        let second = FakeRecognizer(.init("안녕"))
        let chain = FallbackRecognizer([first, second])
        _ = try await chain.transcribe(loud, language: .korean)
        _ = try await chain.transcribe(loud, language: .korean)
        #expect(first.calls == 2)
        first.follow(.init(failure: SpeechError(.tooLong, "long")))
        let error = await #expect(throws: SpeechError.self) { try await chain.transcribe(loud, language: .korean) }
        #expect(error?.code == .tooLong && second.calls == 2)
        second.follow(.init(failure: broken))
        first.follow(.init(failure: SpeechError(.busy, "full", retryAfter: .seconds(3))))
        await #expect(throws: broken) { try await chain.transcribe(loud, language: .korean) }
    }

    @Test("no recognizer at all is unavailable")
    func none() async {
        let chain = FallbackRecognizer([])
        let error = await #expect(throws: SpeechError.self) { try await chain.transcribe(loud, language: .korean) }
        #expect(error?.code == .unsupportedLanguage)
        #expect(chain.readiness != .ready)
    }
}

@Suite struct RepetitionGuardTests {
    @Test(
        "cuts an endless repeat off and leaves the rest alone",
        arguments: [
            (String(repeating: "감사합니다 ", count: 30), "감사합니다"),
            ("빨간 운동화 " + String(repeating: "주세요 ", count: 20), "빨간 운동화 주세요"),
            ("안녕하세요", "안녕하세요"), ("네 네 네", "네 네 네"), ("1111", "1111"), ("", ""), ("ㅋㅋㅋㅋㅋ", "ㅋㅋㅋㅋㅋ"),
        ])
    func cut(_ text: String, _ expected: String) {
        #expect(RepetitionGuard.cut(text).split(separator: " ") == expected.split(separator: " "))
    }

    @Test(
        "of a text that was broken off within a repeat, it is said once",
        arguments: [
            ("라디오도 영화도 몰랐다 라디오도 영", "라디오도 영화도 몰랐다"), ("기차도 없었다. 기", "기차도 없었다."),
            ("빨간 운동화 보여", "빨간 운동화 보여"), ("", ""), ("가", "가"),
        ])
    func unfinished(_ text: String, _ expected: String) {
        #expect(RepetitionGuard.cutUnfinished(text) == expected)
    }
}

@Suite struct UtteranceTests {
    private let voice = Voice(
        id: "v", language: .korean, sampleRate: 16_000, speeds: 0.5...1.5,
        parameters: [.init(name: "pitch", range: 0...100, standard: 50)])

    @Test("takes only what its voice takes")
    func parameters() throws {
        let utterance = try Utterance(" 안녕\u{0}\n하세요 ", voice: voice, speed: 1.5, parameters: ["pitch": 7])
        #expect(utterance.text == "안녕 하세요" && utterance.parameters == ["pitch": 7])
        #expect(try Utterance("a", voice: voice).parameters == ["pitch": 50])
        let bad: [(String, Double, [String: Double], SpeechError.Code)] = [
            ("a", 2, [:], .invalidParameter), ("a", .nan, [:], .invalidParameter),
            ("a", 1, ["pitch": 101], .invalidParameter), ("a", 1, ["speed": 1], .invalidParameter),
            ("", 1, [:], .emptyText), (" \u{0}\n", 1, [:], .emptyText),
            (String(repeating: "가", count: 2_000), 1, [:], .textTooLong),
        ]
        for (text, speed, parameters, code) in bad {
            let error = #expect(throws: SpeechError.self) {
                try Utterance(text, voice: voice, speed: speed, parameters: parameters)
            }
            #expect(error?.code == code && error?.isCallersFault == true)
        }
    }

    @Test(
        "languages are told by their code alone",
        arguments: [
            ("ko-KR", "ko"), ("EN_us", "en"), ("yue", "yue"), ("", nil), ("한국어", nil), ("korean", nil), ("k", nil),
        ] as [(String, String?)])
    func languages(_ tag: String, _ code: String?) {
        #expect(SpokenLanguage(tag)?.code == code)
    }
}
