import CEncoder

/// The memory of one ``Encoder``: what a batch of `tokens` tokens takes, and no more ever.
final class EncoderWorkspace {
    let tokens: Int
    /// The state of each token.
    let state: UnsafeMutablePointer<Float>
    /// What a part of a layer adds to the state.
    let added: UnsafeMutablePointer<Float>
    /// Queries, keys and values of each token.
    let qkv: UnsafeMutablePointer<Float>
    let attention: UnsafeMutablePointer<Float>
    let panel: UnsafeMutablePointer<UInt8>
    /// Activations as wide as the state, and as wide as a layer's inside.
    let narrow: ce_activations
    let wide: ce_activations

    private let blocks: [UnsafeMutableRawPointer]

    init(_ shape: EncoderShape, tokens: Int) {
        var blocks: [UnsafeMutableRawPointer] = []
        func memory<Value>(_ count: Int, of type: Value.Type) -> UnsafeMutablePointer<Value> {
            let block = UnsafeMutableRawPointer.allocate(byteCount: count * MemoryLayout<Value>.stride, alignment: 64)
            blocks.append(block)
            return block.bindMemory(to: type, capacity: count)
        }
        func activations(_ width: Int) -> ce_activations {
            let scales = tokens * width / Int(CE_BLOCK)
            return ce_activations(
                values: memory(tokens * width, of: Int8.self), scales: memory(scales, of: Float.self),
                corrections: memory(scales, of: Int32.self))
        }
        self.tokens = tokens
        state = memory(tokens * shape.width, of: Float.self)
        added = memory(tokens * shape.width, of: Float.self)
        qkv = memory(tokens * shape.width * 3, of: Float.self)
        attention = memory(ce_attention_floats(tokens), of: Float.self)
        panel = memory(ce_panel_bytes(max(shape.width, shape.inner)), of: UInt8.self)
        narrow = activations(shape.width)
        wide = activations(shape.inner)
        self.blocks = blocks
    }

    deinit { for block in blocks { block.deallocate() } }
}

extension ce_activations {
    /// The rows from `row` on.
    func advanced(by row: Int, width: Int) -> ce_activations {
        let blocks = row * width / Int(CE_BLOCK)
        return ce_activations(values: values + row * width, scales: scales + blocks, corrections: corrections + blocks)
    }
}
