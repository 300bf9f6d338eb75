import Foundation
import Speech

/// A file of named tensors: a length, a JSON header of that length, and the numbers.
struct Safetensors {
    private struct Entry: Decodable {
        var dtype: String
        var shape: [Int]
        var data_offsets: [Int]
    }

    private let file: ModelFile
    private let entries: [String: Entry]
    private let start: Int

    init(_ file: ModelFile) throws(SpeechError) {
        func corrupt(_ reason: String) -> SpeechError { .corrupt(file.path, reason, SileroVoiceDetector.remedy) }
        (entries, start) = try file.withBytes { bytes throws(SpeechError) in
            guard bytes.count > 8 else { throw corrupt("it is too short") }
            let length = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
            guard length <= UInt64(bytes.count - 8) else { throw corrupt("its header is cut off") }
            let start = 8 + Int(length)
            do {
                return (try JSONDecoder().decode([String: Entry].self, from: Data(bytes[8..<start])), start)
            } catch {
                throw corrupt("its header is no list of tensors")
            }
        }
        self.file = file
    }

    /// The tensor's numbers, row by row.
    func floats(_ name: String, _ shape: Int...) throws(SpeechError) -> [Float] {
        let count = shape.reduce(1, *)
        return try file.withBytes { bytes throws(SpeechError) in
            guard let entry = entries[name], entry.dtype == "F32", entry.shape == shape, entry.data_offsets.count == 2,
                let first = entry.data_offsets.first, first >= 0, first <= bytes.count - start - 4 * count
            else { throw .corrupt(file.path, "its tensor \(name) is not as expected", SileroVoiceDetector.remedy) }
            return (0..<count).map { index in
                let bits = bytes.loadUnaligned(fromByteOffset: start + first + 4 * index, as: UInt32.self)
                return Float(bitPattern: UInt32(littleEndian: bits))
            }
        }
    }
}
