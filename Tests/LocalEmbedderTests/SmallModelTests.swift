import BlankSpaceTesting
import LocalEmbedder
import Testing

private func encoder(_ file: SmallModelFile = SmallModelFile()) throws -> Encoder {
    Encoder(try EncoderModel(ModelMemory(copying: file.bytes)))
}

/// What the tokens of `text` are called.
private func pieces(_ text: String) throws -> [String] {
    let names = ["<s>", "<pad>", "</s>", "<unk>"] + SmallModelFile().pieces.map(\.0)
    return try encoder().sequence(of: text).dropFirst().dropLast().map { names[Int($0)] }
}

@Suite struct UnigramTokenizerTests {
    @Test(
        "the pieces whose scores add up to most",
        arguments: [
            ("a", ["▁a"]), ("ab", ["▁ab"]), ("abc", ["▁ab", "c"]), ("xx", ["▁", "xx"]), ("가나다", ["▁", "가나", "다"]),
            ("나가나", ["▁", "나", "가나"]), ("👟", ["▁", "👟"]), ("query:a", ["▁query", ":", "a"]),
        ])
    func best(_ text: String, _ expected: [String]) throws { #expect(try pieces(text) == expected) }

    @Test(
        "runs of spaces are one, and one is in front",
        arguments: [
            ("", ["▁"]), (" ", ["▁"]), ("   ", ["▁"]), ("a  a", ["▁a", "▁a"]), (" a ", ["▁a", "▁"]),
            ("a\t a", ["▁a", "▁a"]),
        ])
    func spaces(_ text: String, _ expected: [String]) throws { #expect(try pieces(text) == expected) }

    @Test(
        "scalars are replaced by the model's map, once",
        arguments: [("①b", ["▁ab"]), ("a\u{200D}b", ["▁ab"]), ("\u{200D}", ["▁"]), ("\u{FDFA}", ["▁a", "▁", "b"])])
    func normalized(_ text: String, _ expected: [String]) throws { #expect(try pieces(text) == expected) }

    @Test(
        "what no piece holds is unknown, a scalar at a time",
        arguments: [("힣", ["▁", "<unk>"]), ("a\u{10FFFF}\u{0}b", ["▁a", "<unk>", "<unk>", "b"])])
    func unknown(_ text: String, _ expected: [String]) throws { #expect(try pieces(text) == expected) }

    @Test("begins and ends as the model wants it, within what it takes")
    func limits() throws {
        let encoder = try encoder()
        #expect(encoder.sequence(of: "a") == [0, 8, 2])
        let long = encoder.sequence(of: String(repeating: "y", count: 1000))
        #expect(long.count == SmallModelFile.positions)
        #expect(long.first == 0 && long.last == 2)
    }
}

@Suite struct EncoderTests {
    @Test("packed with others, a text has the very vector that it has alone")
    func packing() throws {
        let encoder = try encoder()
        var random = SplitMix64(seed: 5)
        let texts = (0..<20).map { _ in
            String(
                (0..<Int.random(in: 0...30, using: &random)).map { _ in
                    "abcxy가나다 👟é".randomElement(using: &random) ?? "a"
                })
        }
        let sequences = texts.map(encoder.sequence)
        let alone = try sequences.map { try encoder.vectors(of: [$0])[0] }
        #expect(try encoder.vectors(of: sequences[...]) == alone)
        #expect(alone.allSatisfy { $0.count == SmallModelFile.width && abs(length($0) - 1) < 1e-3 })
        #expect(Set(alone).count == Set(sequences).count)
    }

    @Test("batches hold what fits, and one text at least")
    func batches() throws {
        let encoder = try encoder()
        let sequences = [[Int32]](repeating: [0, 5, 2], count: 400)
        #expect(encoder.batch(of: sequences, from: 0) == 0..<Encoder.batchTokens / 3)
        #expect(encoder.batch(of: sequences, from: 399) == 399..<400)
        #expect(encoder.batch(of: [[Int32](repeating: 5, count: 9999)], from: 0) == 0..<1)
    }

    @Test(
        "tokens that the model does not have are refused",
        arguments: [[], [-1], [0, 10_000, 2], [Int32.max], [Int32](repeating: 5, count: SmallModelFile.positions + 1)])
    func strange(_ tokens: [Int32]) throws {
        let encoder = try encoder()
        let error = #expect(throws: LocalEmbedderError.self) { try encoder.vectors(of: [[0, 5, 2], tokens]) }
        #expect(error?.code == .failed)
    }

    @Test("more tokens than a batch holds are refused")
    func tooMany() throws {
        let encoder = try encoder()
        let sequences = [[Int32]](repeating: [0, 5, 2], count: Encoder.batchTokens)
        #expect(throws: LocalEmbedderError.self) { try encoder.vectors(of: sequences[...]) }
    }

    @Test("no texts, no vectors")
    func none() throws { #expect(try encoder().vectors(of: []) == []) }
}

@Suite struct BrokenModelTests {
    @Test("a file that is cut anywhere is no model")
    func truncated() throws {
        let bytes = SmallModelFile().bytes
        var taken: [Int] = []
        for count in Array(0..<2000) + Array(stride(from: 2000, to: bytes.count - 64, by: 97)) {
            let memory = ModelMemory(copying: Array(bytes[..<count]))
            do {
                _ = try EncoderModel(memory)
                taken.append(count)
            } catch { #expect(error.code == .unusable) }
        }
        #expect(taken == [])
    }

    @Test("changed bytes make an error or another model, never a crash")
    func changed() throws {
        let original = SmallModelFile().bytes
        var random = SplitMix64(seed: 9)
        var refused = 0
        for _ in 0..<2000 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                // Most of them among the sizes, the pieces and the directory.
                let end = Bool.random(using: &random) ? 200 : Bool.random(using: &random) ? 2200 : bytes.count
                bytes[Int.random(in: 4..<end, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            do {
                let encoder = Encoder(try EncoderModel(ModelMemory(copying: bytes)))
                let vectors = try encoder.vectors(of: [
                    encoder.sequence(of: "query: ab 가나 👟"), encoder.sequence(of: ""),
                ])
                #expect(vectors.allSatisfy { abs(length($0) - 1) < 1e-2 })
            } catch { refused += 1 }
        }
        #expect(refused > 100 && refused < 1900)
    }

    @Test("what the arithmetic cannot do is refused with a reason")
    func impossible() throws {
        func error(_ change: (inout [UInt8]) -> Void) -> String {
            var bytes = SmallModelFile().bytes
            change(&bytes)
            do {
                _ = try EncoderModel(ModelMemory(copying: bytes))
                return ""
            } catch { return error.message }
        }
        #expect(error { $0[0] = 0 }.contains("version 1"))
        #expect(error { $0[8] = 65 }.contains("heads"))
        #expect(error { $0[12] = 0 }.contains("layers"))
        #expect(error { $0[40] = 64 }.contains("block"))
        #expect(error { $0.replaceSubrange(36..<40, with: [0, 0, 0xC0, 0x7F]) }.contains("epsilon"))
    }
}
