/// Cuts a text into the pieces of a vocabulary whose scores add up to most, as SentencePiece's unigram model does: scalars are
/// replaced by the model's map, runs of spaces become one, spaces become "▁" and one is put in front, and the best way through
/// the pieces is found (Viterbi). A scalar that no piece holds is the unknown token.
///
/// O(scalars · longest piece). Ordinary arrays throughout: no input can reach outside them.
struct UnigramTokenizer: Sendable {
    let begin: Int32
    let end: Int32
    let unknown: Int32

    private let pieces: PieceTable
    private let scores: [Float]
    private let unknownScore: Float
    private let normalization: NormalizationMap

    /// The state of one way to a place between two scalars.
    private struct Step {
        var score: Float = -1e30
        var piece: Int32 = -1
        var origin: Int32 = -1
    }

    init(_ reader: inout ModelReader, vocabulary: Int) throws(LocalEmbedderError) {
        let count = try reader.count("the number of pieces", in: 1...vocabulary)
        let ids = 0...(vocabulary - 1)
        begin = Int32(try reader.count("the token of the beginning", in: ids))
        end = Int32(try reader.count("the token of the end", in: ids))
        _ = try reader.count("the padding token", in: ids)
        unknown = Int32(try reader.count("the unknown token", in: ids))
        let byteCount = try reader.number(UInt64.self)
        let ends = try reader.numbers(count + 1)
        scores = try reader.numbers(count).map { Float(bitPattern: $0) }
        guard scores.allSatisfy({ $0 >= -10_000 && $0 <= 10_000 }), let least = scores.min() else {
            throw .unusable("a piece has no score between -10000 and 10000")
        }
        unknownScore = least - 10
        guard byteCount <= UInt64(reader.bytes.count) else { throw .unusable("its pieces are longer than the file") }
        pieces = try PieceTable(ends: ends, bytes: try reader.raw(Int(byteCount)))
        normalization = try NormalizationMap(&reader)
    }

    /// The tokens of `text`, without those of beginning and end. Never more than scalars after normalization and one.
    func tokens(of text: String) -> [Int32] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 4)
        /// Where each scalar begins in `bytes`, and the end.
        var starts: [Int] = []
        starts.reserveCapacity(text.utf8.count + 2)
        var isAfterSpace = false
        for scalar in text.unicodeScalars {
            normalization.forEachReplacement(of: scalar) { scalar in
                let isSpace = scalar == " "
                if isSpace && isAfterSpace { return }
                if starts.isEmpty, !isSpace {
                    starts.append(0)
                    bytes.append(contentsOf: "▁".utf8)
                }
                starts.append(bytes.count)
                bytes.append(contentsOf: UTF8.encode(isSpace ? "▁" : scalar).unsafelyUnwrapped)
                isAfterSpace = isSpace
            }
        }
        if starts.isEmpty {
            starts.append(0)
            bytes.append(contentsOf: "▁".utf8)
        }
        let scalars = starts.count
        starts.append(bytes.count)

        var steps = [Step](repeating: Step(), count: scalars + 1)
        steps[0].score = 0
        for start in 0..<scalars {
            let score = steps[start].score
            pieces.forEachPrefix(of: bytes, from: start, starts: starts) { piece, next in
                if piece == unknown { return }
                let sum = score + scores[Int(piece)]
                if sum > steps[next].score { steps[next] = Step(score: sum, piece: piece, origin: Int32(start)) }
            }
            let sum = score + unknownScore
            if sum > steps[start + 1].score {
                steps[start + 1] = Step(score: sum, piece: unknown, origin: Int32(start))
            }
        }
        var tokens: [Int32] = []
        var place = scalars
        while place > 0 {
            tokens.append(steps[place].piece)
            place = Int(steps[place].origin)
        }
        return tokens.reversed()
    }
}
