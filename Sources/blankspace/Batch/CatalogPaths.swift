import Foundation

/// The feed files that a command is to read.
enum CatalogPaths {
    private static let endings = ["jsonl", "ndjson", "json", "csv", "tsv", "xml"]

    /// Files as they are named; of a folder its `products` and `policies` files, in that order. Throws `CommandFailure` where
    /// there is nothing to read.
    static func files(_ paths: [String]) throws -> [String] {
        try paths.flatMap { path -> [String] in
            let path = expandedPath(path)
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
                throw CommandFailure(.badInput, "\(path): there is no such file or folder")
            }
            return isFolder.boolValue ? try filesOfFolder(path) : [path]
        }
    }

    private static func filesOfFolder(_ folder: String) throws -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder).sorted()) ?? []
        let found = ["products", "policies"].flatMap { kind in
            names.filter { name in
                var name = name.lowercased()
                if name.hasSuffix(".gz") { name.removeLast(3) }
                return endings.contains { name == "\(kind).\($0)" }
            }
        }
        guard !found.isEmpty else {
            throw CommandFailure(
                .badInput,
                "\(folder): neither a products nor a policies file in it (\(endings.joined(separator: ", ")))")
        }
        return found.map { (folder.hasSuffix("/") ? folder : folder + "/") + $0 }
    }
}
