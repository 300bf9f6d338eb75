package import CEncoder

/// Computes vectors from tokens, on the calling thread and in memory of its own: one for each thread. Texts are packed one after
/// another without padding, so a batch costs what its tokens cost.
package final class Encoder {
    /// Tokens of a batch at most, unless a single text has more. Beyond some hundred, longer batches are no faster.
    package static let batchTokens = 512

    private let model: EncoderModel
    private let kernels: ce_kernels
    private let workspace: EncoderWorkspace

    /// - Parameter kernels: null for the fastest that this processor runs.
    package init(_ model: EncoderModel, kernels: UnsafePointer<ce_kernels>? = nil) {
        self.model = model
        self.kernels = (kernels ?? ce_kernels_best()).pointee
        workspace = EncoderWorkspace(model.shape, tokens: max(Self.batchTokens, model.shape.positions))
    }

    /// The tokens of a text as the model wants them: between those of beginning and end, cut to what it takes.
    package func sequence(of text: String) -> [Int32] {
        let tokenizer = model.tokenizer
        return [tokenizer.begin] + tokenizer.tokens(of: text).prefix(model.shape.positions - 2) + [tokenizer.end]
    }

    /// How many of `sequences` from `start` on make a batch: one at least.
    package func batch(of sequences: [[Int32]], from start: Int) -> Range<Int> {
        var end = start
        var tokens = 0
        while end < sequences.count, end == start || tokens + sequences[end].count <= Self.batchTokens {
            tokens += sequences[end].count
            end += 1
        }
        return start..<end
    }

    /// A vector of length 1 for each sequence. Throws ``LocalEmbedderError/Code/failed`` where there is none, as for a
    /// sequence that is empty or too long or holds an id outside the vocabulary.
    package func vectors(of sequences: ArraySlice<[Int32]>) throws(LocalEmbedderError) -> [[Float]] {
        let shape = model.shape
        guard
            sequences.allSatisfy({ sequence in
                (1...shape.positions).contains(sequence.count)
                    && sequence.allSatisfy { $0 >= 0 && Int($0) < shape.vocabulary }
            })
        else { throw LocalEmbedderError(code: .failed, message: "a text has tokens that the embedding model does not") }
        let lengths = sequences.map(\.count)
        let tokens = lengths.reduce(0, +)
        guard tokens <= workspace.tokens else {
            throw LocalEmbedderError(code: .failed, message: "a batch of \(tokens) tokens is too long")
        }
        embed(sequences)
        for layer in model.layers { run(layer, lengths: lengths, tokens: tokens) }
        return try pooled(lengths)
    }

    private func embed(_ sequences: ArraySlice<[Int32]>) {
        let width = model.shape.width
        let rowBytes = width / Int(CE_BLOCK) * Int(CE_BLOCK_BYTES)
        var state = workspace.state
        for sequence in sequences {
            for (position, id) in sequence.enumerated() {
                kernels.embed(
                    model.words + Int(id) * rowBytes, model.positions + position * width, model.type, width, state)
                state += width
            }
        }
        let tokens = sequences.reduce(0) { $0 + $1.count }
        kernels.normalize(workspace.state, nil, model.embeddingNorm, tokens, width, workspace.narrow)
    }

    private func run(_ layer: EncoderModel.Layer, lengths: [Int], tokens: Int) {
        let width = model.shape.width
        let (state, qkv, added) = (workspace.state, workspace.qkv, workspace.added)
        let (narrow, wide, panel) = (workspace.narrow, workspace.wide, workspace.panel)

        kernels.linear(narrow, tokens, layer.query, panel, qkv, 3 * width)
        kernels.linear(narrow, tokens, layer.key, panel, qkv + width, 3 * width)
        kernels.linear(narrow, tokens, layer.value, panel, qkv + 2 * width, 3 * width)
        var start = 0
        for length in lengths {
            kernels.attend(
                qkv + start * 3 * width, length, model.shape.heads, workspace.attention,
                narrow.advanced(by: start, width: width))
            start += length
        }
        kernels.linear(narrow, tokens, layer.output, panel, added, width)
        kernels.normalize(state, added, layer.attentionNorm, tokens, width, narrow)

        kernels.linear_gelu(narrow, tokens, layer.inner, panel, wide)
        kernels.linear(wide, tokens, layer.outer, panel, added, width)
        kernels.normalize(state, added, layer.outputNorm, tokens, width, narrow)
    }

    private func pooled(_ lengths: [Int]) throws(LocalEmbedderError) -> [[Float]] {
        let width = model.shape.width
        var vectors: [[Float]] = []
        var state = UnsafePointer(workspace.state)
        for length in lengths {
            let vector = [Float](unsafeUninitializedCapacity: width) { buffer, count in
                kernels.pool(state, length, width, buffer.baseAddress)
                count = width
            }
            let square = vector.reduce(0) { $0 + $1 * $1 }
            // False for NaN and infinity as well.
            guard abs(square - 1) < 1e-3 else {
                throw LocalEmbedderError(
                    code: .failed, message: "the embedding model gave no unit vector (square \(square))")
            }
            vectors.append(vector)
            state += length * width
        }
        return vectors
    }
}
