import Foundation
import Speech

/// The list `SHA256SUMS` that a model's folder may have, as `sha256sum` writes it: what is on it has to be there and right.
enum FolderChecksums {
    static let fileName = "SHA256SUMS"

    /// Blocks while the files are hashed. Nothing is checked where the folder has no such list.
    static func check(_ folder: String, remedy: String, progress: (Double) -> Void) throws(SpeechError) {
        guard let text = try? String(contentsOfFile: folder + "/" + fileName, encoding: .utf8) else { return }
        let entries = text.split(whereSeparator: \.isNewline).map { line in
            line.split(maxSplits: 1, whereSeparator: \.isWhitespace).map { $0.drop { $0 == "*" || $0.isWhitespace } }
        }
        for (index, entry) in entries.enumerated() {
            guard entry.count == 2, let sum = entry.first, sum.count == 64, let name = entry.last,
                !name.isEmpty, !name.contains("/")
            else { throw .corrupt(folder + "/" + fileName, "a line of it is no checksum", remedy) }
            _ = try ModelFile(path: folder + "/" + name, sha256: sum.lowercased(), remedy: remedy) { part in
                progress((Double(index) + part) / Double(entries.count))
            }
        }
    }
}
