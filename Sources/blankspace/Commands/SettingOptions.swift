import ArgumentParser

/// The settings that every command takes as flags.
struct SettingOptions: ParsableArguments {
    @Option(help: ArgumentHelp("YAML file with settings.", discussion: "Default: blankspace.yaml where it exists."))
    var config: String?

    @Option(help: "SQLite file with catalogue and conversations (BLANKSPACE_DATABASE).")
    var database: String?

    @Option(help: "Folder for what can be made again (BLANKSPACE_CACHE).")
    var cache: String?

    @Option(help: "Folder with the embedding model (BLANKSPACE_MODELS).")
    var models: String?

    @Option(help: "local, or none to search by words alone (BLANKSPACE_EMBEDDER).")
    var embedder: String?

    @Option(help: "console or json (BLANKSPACE_LOG_FORMAT).")
    var logFormat: String?

    @Option(help: "trace, debug, info, notice, warning, error or critical (BLANKSPACE_LOG_LEVEL).")
    var logLevel: String?

    func settings(_ more: [String: String?] = [:]) async throws -> Settings {
        let flags: [String: String?] = [
            Settings.database.key: database, Settings.cache.key: cache, Settings.models.key: models,
            Settings.embedder.key: embedder, Settings.logFormat.key: logFormat, Settings.logLevel.key: logLevel,
        ]
        let given = flags.merging(more) { $1 }.compactMapValues { $0 }
        return try await Settings.load(flags: given, file: config)
    }
}
