import Foundation
import LocalEmbedder
import Testing

/// The one embedder of all tests: it takes a while to load.
enum RealModel {
    static let isPresent = FileManager.default.isReadableFile(atPath: ModelLocation.default)
    static let reason: Comment = "no embedding model at \(ModelLocation.default); get it with: make models"

    private static let loading = Task { try await LocalEmbedder.load() }

    private static let model = Result { try EncoderModel(ModelFile.memory(at: ModelLocation.default)) }

    static func encoder() throws -> Encoder { Encoder(try model.get()) }

    static func embedder() async throws -> LocalEmbedder { try await loading.value }
}

func cosine(_ a: [Float], _ b: [Float]) -> Float { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }

func length(_ vector: [Float]) -> Float { cosine(vector, vector).squareRoot() }
