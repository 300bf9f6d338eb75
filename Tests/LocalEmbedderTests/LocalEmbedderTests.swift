import LocalEmbedder
import Search
import Testing

@Suite(.enabled(if: RealModel.isPresent, RealModel.reason), .timeLimit(.minutes(5)))
struct LocalEmbedderTests {
    @Test(
        "what means the same is nearer than what does not, across languages",
        arguments: [
            ("운동화", "sneakers", "고양이 사료"), ("운동화", "スニーカー", "무선 이어폰"), ("cat food", "고양이 사료", "운동화"),
            ("비 올 때 입는 옷", "방수 레인코트 우비", "유선 키보드"), ("无线耳机", "무선 이어폰", "여성용 운동화"),
        ])
    func meaning(_ query: String, _ near: String, _ far: String) async throws {
        let embedder = try await RealModel.embedder()
        let asked = try await embedder.embed([query], as: .query)[0]
        let passages = try await embedder.embed([near, far], as: .passage)
        #expect(cosine(asked, passages[0]) > cosine(asked, passages[1]))
    }

    @Test("any text gives a finite vector of length 1")
    func hostile() async throws {
        let embedder = try await RealModel.embedder()
        let texts = [
            "", " ", "\u{0}", "\u{301}", "\u{11A8}", "\u{FE0F}", "👟👟", "a\u{0}b", "\u{10FFFF}",
            String(repeating: "\u{FDFA}", count: 1000), String(repeating: "e\u{301}\u{316}", count: 900),
            String(repeating: "가나 ", count: 250_000),
        ]
        for kind in [EmbeddingKind.query, .passage] {
            let vectors = try await embedder.embed(texts, as: kind)
            #expect(vectors.count == texts.count)
            #expect(vectors.allSatisfy { $0.count == 384 && abs(length($0) - 1) < 1e-3 })
        }
    }

    @Test("texts that differ in form alone have one vector")
    func normalized() async throws {
        let embedder = try await RealModel.embedder()
        let vectors = try await embedder.embed(["NIKE 운동화", "ＮＩＫＥ　운동화 ", "NIKE\u{0}\n운동화"], as: .passage)
        #expect(vectors[0] == vectors[1] && vectors[0] == vectors[2])
    }

    @Test("a query and a passage of one text differ, and each is the same every time")
    func kinds() async throws {
        let embedder = try await RealModel.embedder()
        let query = try await embedder.embed(["운동화"], as: .query)[0]
        #expect(try await embedder.embed(["운동화"], as: .query)[0] == query)
        #expect(try await embedder.embed(["운동화"], as: .passage)[0] != query)
    }

    @Test("no texts, no vectors")
    func none() async throws {
        #expect(try await RealModel.embedder().embed([], as: .query) == [])
    }

    @Test("eight tasks at once get what one alone gets, in order")
    func concurrent() async throws {
        let embedder = try await RealModel.embedder()
        let texts = ["운동화", "cat food", "무선 이어폰"]
        let expected = try await embedder.embed(texts, as: .passage)
        try await withThrowingTaskGroup(of: [[Float]].self) { group in
            for task in 0..<8 {
                group.addTask {
                    let turned = texts.indices.map { texts[($0 + task) % texts.count] }
                    let vectors = try await embedder.embed(turned, as: .passage)
                    return texts.indices.map { vectors[($0 + texts.count * 8 - task) % texts.count] }
                }
            }
            for try await vectors in group { #expect(vectors == expected) }
        }
    }
}
