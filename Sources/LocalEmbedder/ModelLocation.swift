import Foundation

/// Where models are kept: outside the clone and the installation, so that both share one copy.
public enum ModelLocation {
    /// The embedding model's file name.
    public static let embedderFile = "e5-small-q4.bin"

    /// The embedding model's path in this process's environment.
    public static var `default`: String { embedder(in: ProcessInfo.processInfo.environment) }

    /// The embedding model's path: the file in ``directory(in:)``.
    public static func embedder(in environment: [String: String]) -> String {
        URL(filePath: directory(in: environment), directoryHint: .isDirectory)
            .appending(path: embedderFile, directoryHint: .notDirectory).path(percentEncoded: false)
    }

    /// `BLANKSPACE_MODELS`, else `XDG_CACHE_HOME`/blankspace/models, else ~/.cache/blankspace/models. An empty variable counts
    /// as unset, and so does a relative `XDG_CACHE_HOME`, as the XDG specification asks.
    public static func directory(in environment: [String: String]) -> String {
        if let models = environment["BLANKSPACE_MODELS"], !models.isEmpty { return models }
        let cache: String
        if let path = environment["XDG_CACHE_HOME"], path.hasPrefix("/") {
            cache = path
        } else if let home = environment["HOME"], !home.isEmpty {
            cache = home + "/.cache"
        } else {
            cache = NSHomeDirectory() + "/.cache"
        }
        return cache + "/blankspace/models"
    }
}
