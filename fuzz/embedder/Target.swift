// libFuzzer's target for the embedder: any bytes as a text, as a model file, or as tokens.
// fuzz/embedder/run builds it in one module with the sources, so it sees what is internal.
import CEncoder
import Foundation

private let small = Result { try EncoderModel(ModelMemory(copying: SmallModelFile().bytes)) }
// libFuzzer calls from one thread.
nonisolated(unsafe) private let encoders: [Encoder] = {
    guard case .success(let model) = small else { return [] }
    return [CE_PORTABLE, CE_AVX2, CE_AVX_VNNI, CE_AVX512_VNNI].compactMap { level in
        ce_kernels_at(level).map { Encoder(model, kernels: $0) }
    }
}()
private let modelFile = SmallModelFile().bytes
/// The tokenizer of the real model where its file is named: a vocabulary of 250,000 pieces.
nonisolated(unsafe) private let large: Encoder? = {
    guard let path = getenv("MODEL"), let memory = try? ModelMemory(mapping: String(cString: path)) else { return nil }
    return (try? EncoderModel(memory)).map { Encoder($0) }
}()

/// What is being fuzzed: "text" (the default), "tokens", "file".
private let mode = getenv("FUZZ_MODE").map { String(cString: $0) } ?? "text"

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = [UInt8](UnsafeBufferPointer(start: start, count: count))
    switch mode {
    case "tokens": tokens(bytes)
    case "file": file(bytes)
    default: text(bytes)
    }
    return 0
}

/// A text through cleaning, tokenizer and encoder: a vector of length 1, the same from every set of kernels.
private func text(_ bytes: [UInt8]) {
    let text = EmbeddableText(String(decoding: bytes, as: UTF8.self)).value
    precondition(text.utf8.count <= EmbeddableText.maximumBytes)
    guard let encoder = encoders.last else { preconditionFailure("no model") }
    let sequence = encoder.sequence(of: "query: " + text)
    precondition(sequence.count <= SmallModelFile.positions)
    // All sets for one text in eight: the portable one takes most of the time.
    let compares = bytes.reduce(0, &+) % 8 == 0
    let vectors = (compares ? encoders : [encoder]).map { try? $0.vectors(of: [sequence, [0, 5, 2]]) }
    for vector in vectors {
        guard let vector, vector.count == 2 else { preconditionFailure("no vector") }
        let first = vectors[0]?[0] ?? []
        let cosine = zip(first, vector[0]).reduce(0) { $0 + $1.0 * $1.1 }
        precondition(abs(cosine - 1) < 1e-2, "kernels differ: \(cosine)")
    }
}

/// A text, clean or not, through the tokenizer of the real model.
private func tokens(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let encoder = large ?? encoders.first else { preconditionFailure("no model") }
    for text in [text, EmbeddableText(text).value] {
        let sequence = encoder.sequence(of: text)
        precondition(sequence.count >= 2 && sequence.allSatisfy { $0 >= 0 && $0 < 250_037 })
    }
}

/// The small model's file with changes, three bytes each: the place (two bytes) and what is there now; then a text through it.
private func file(_ bytes: [UInt8]) {
    var changed = modelFile
    var index = 1
    while index + 2 < bytes.count, index < 97 {
        let place = Int(bytes[index]) << 8 | Int(bytes[index + 1])
        changed[place % changed.count] = bytes[index + 2]
        index += 3
    }
    if let cut = bytes.first, cut < 64 { changed.removeLast(min(changed.count, Int(cut) * changed.count / 64)) }
    guard let model = try? EncoderModel(ModelMemory(copying: changed)) else { return }
    // Sizes that a file may name but that take seconds are no finding.
    guard model.shape.positions <= 1024, model.shape.layers <= 8 else { return }
    let encoder = Encoder(model)
    _ = try? encoder.vectors(of: [encoder.sequence(of: "query: ab 가나 👟")])
}
