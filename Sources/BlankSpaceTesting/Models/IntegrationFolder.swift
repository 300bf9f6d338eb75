public import Foundation

/// Where `scripts/install-integration` puts the servers.
public enum IntegrationFolder {
    /// By the same rule as the script.
    public static var url: URL? {
        let environment = ProcessInfo.processInfo.environment
        let models: URL
        if let folder = environment["BLANKSPACE_MODELS"], !folder.isEmpty {
            models = URL(filePath: folder)
        } else if let folder = environment["XDG_CACHE_HOME"], folder.hasPrefix("/") {
            models = URL(filePath: folder).appending(path: "blankspace/models")
        } else if let home = environment["HOME"] {
            models = URL(filePath: home).appending(path: ".cache/blankspace/models")
        } else {
            return nil
        }
        return models.deletingLastPathComponent().appending(path: "integration")
    }

    /// A file of a part, where it is installed: `models/venv/bin/python`.
    public static func file(_ path: String) -> URL? {
        guard let file = url?.appending(path: path), FileManager.default.fileExists(atPath: file.path) else {
            return nil
        }
        return file
    }
}
