import Crypto

/// The one model file that this version is made for.
package enum ModelFile {
    static let size = 71_622_400
    static let sha256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"

    /// Blocks while it reads and hashes 72 MB. What was hashed is the mapping that is used.
    package static func memory(at path: String) throws(LocalEmbedderError) -> ModelMemory {
        let memory = try ModelMemory(mapping: path)
        guard memory.bytes.count == size else {
            throw .corrupt(path, "\(memory.bytes.count) bytes instead of \(size)")
        }
        var hash = SHA256()
        hash.update(bufferPointer: memory.bytes)
        let digest = hash.finalize().map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
        guard digest == sha256 else { throw .corrupt(path, "sha256 \(digest)") }
        return memory
    }
}
