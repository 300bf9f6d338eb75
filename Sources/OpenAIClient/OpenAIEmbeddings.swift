import Foundation
import HTTPCalls

extension OpenAIClient {
    /// Vectors of texts, in order.
    ///
    /// - Parameter inBase64: asks for the vectors as bytes, a third as large; not all servers know that. Either form is read.
    public func embed(_ texts: [String], model: String, inBase64: Bool = false) async throws -> [[Float]] {
        struct Question: Encodable {
            var model: String
            var input: [String]
            var encoding_format: String
        }
        struct Reply: Decodable {
            struct Item: Decodable {
                var embedding: Vector
                var index: Int?
            }
            var data: [Item]
        }
        let question = Question(model: model, input: texts, encoding_format: inBase64 ? "base64" : "float")
        let call = HTTPCall(
            .post, "/embeddings", body: try JSONBody.encode(question, server: server), deadline: .seconds(120),
            longestReply: 64 << 20, retry: .idempotent)
        let items = try JSONBody.decode(Reply.self, await caller.call(call).body, server: server).data
        guard items.count == texts.count else {
            throw malformed("\(items.count) vectors for \(texts.count) texts")
        }
        var vectors: [[Float]?] = Array(repeating: nil, count: texts.count)
        for (place, item) in items.enumerated() {
            let index = item.index ?? place
            guard vectors.indices.contains(index), vectors[index] == nil else {
                throw malformed("vectors that belong to no text")
            }
            vectors[index] = item.embedding.components
        }
        return vectors.compactMap { $0 }
    }
}

/// A list of numbers, or little-endian Float32 in base64.
private struct Vector: Decodable {
    var components: [Float]

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let numbers = try? container.decode([Float].self) {
            components = numbers
            return
        }
        guard let data = Data(base64Encoded: try container.decode(String.self)), data.count.isMultiple(of: 4) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "neither numbers nor base64")
        }
        let bytes = [UInt8](data)
        components = stride(from: 0, to: bytes.count, by: 4).map { start in
            let bits = bytes[start..<start + 4].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            return Float(bitPattern: bits)
        }
    }
}
