public import Speech

/// An ONNX model's outer structure and its notes, read before the library sees the file: sherpa-onnx ends the process when a
/// file is cut off, of another kind, or lacks a note that it looks for.
public struct ONNXFile: Sendable {
    /// The notes that the model's maker left, such as `model_type`.
    public let metadata: [String: String]

    /// Walks over the file's fields without reading the weights. Throws ``SpeechError`` with `modelMissing` or `modelCorrupt`.
    ///
    /// - Parameter notes: which have to be there.
    public init(path: String, notes: [String] = [], remedy: String) throws(SpeechError) {
        let file = try ModelFile(path: path, sha256: nil, remedy: remedy)
        guard let metadata = file.withBytes(ONNXStructure.metadata) else {
            throw .corrupt(path, "it is no whole ONNX model", remedy)
        }
        if let missing = notes.first(where: { metadata[$0] == nil }) {
            throw .corrupt(path, "it lacks the note \(missing)", remedy)
        }
        self.metadata = metadata
    }
}
