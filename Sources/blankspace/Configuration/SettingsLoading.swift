import Configuration
import Foundation
import Logging

extension Settings {
    /// Reads the settings. Throws `SettingError` for the first value that is not allowed.
    ///
    /// - Parameters:
    ///   - flags: what the command line says, by the setting's key.
    ///   - file: a YAML file that has to be there; nil: `blankspace.yaml` in the working directory where there is one.
    static func load(
        flags: [String: String], file: String?, environment: [String: String] = ProcessInfo.processInfo.environment
    ) async throws -> Settings {
        try Settings(
            reading: try await SettingSources(flags: flags, file: file, environment: environment),
            environment: environment)
    }

    private init(reading sources: SettingSources, environment: [String: String]) throws {
        self.init(environment: environment)
        if let text = try sources.text(Self.host) {
            guard !text.contains(where: \.isWhitespace) else { throw SettingError(Self.host, text) }
            host = text
        }
        port = try sources.port(Self.port, from: 0) ?? port
        if let text = try sources.text(Self.database) { database = expandedPath(text) }
        if let text = try sources.text(Self.cache) { cache = expandedPath(text) }
        if let text = try sources.text(Self.models) { models = expandedPath(text) }
        if let text = try sources.text(Self.evalData) { evalData = expandedPath(text) }
        logFormat = try sources.value(Self.logFormat) { LogFormat(rawValue: $0) } ?? logFormat
        logLevel = try sources.value(Self.logLevel) { Logger.Level(rawValue: $0) } ?? logLevel
        embedder = try sources.value(Self.embedder) { EmbedderKind(rawValue: $0) } ?? embedder
        if let text = try sources.text(Self.adminKey) {
            guard (16...256).contains(text.count), !text.contains(where: \.isWhitespace) else {
                throw SettingError(Self.adminKey, text)
            }
            adminKey = text
        }
        allowedOrigins =
            try sources.value(Self.allowedOrigins) { text in
                let origins = text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
                return origins.allSatisfy { $0.wholeMatch(of: /https?:\/\/[A-Za-z0-9.\[\]:-]+/) != nil } ? origins : nil
            } ?? []
        model = try ModelSettings(reading: sources)
        stores = try StoreSettings(reading: sources)
        gateway = try GatewaySettings(reading: sources)
        speech = try SpeechSettings(reading: sources, languageModel: model)
        if embedder == .openai, model.openAIBase.isEmpty {
            throw SettingError(missing: Self.openAIBase, for: "BLANKSPACE_EMBEDDER=openai")
        }
        if [.ollama, .openai].contains(embedder), model.embeddingDimension == 0 {
            throw SettingError(missing: Self.embeddingDimension, for: "the model \(model.embeddingModel)")
        }
    }
}

/// Where settings are read from, the first that names one counts.
struct SettingSources {
    private let reader: ConfigReader

    init(flags: [String: String], file: String?, environment: [String: String]) async throws {
        var providers: [any ConfigProvider] = [
            InMemoryProvider(
                name: "flags",
                values: Dictionary(
                    flags.map {
                        (AbsoluteConfigKey(ConfigKey($0.key)), ConfigValue(.string($0.value), isSecret: false))
                    }
                ) { $1 })
        ]
        let secrets = SecretsSpecifier<String, String>.specific(
            Set(Settings.table.filter(\.isSecret).map(\.name)))
        providers.append(
            EnvironmentVariablesProvider(environmentVariables: environment, secretsSpecifier: secrets)
                .mapKeys(Self.environmentKey))
        do {
            providers.append(
                try await EnvironmentVariablesProvider(
                    environmentFilePath: ".env", allowMissing: true, secretsSpecifier: secrets
                ).mapKeys(Self.environmentKey))
        } catch {
            throw SettingError(".env cannot be read: \(error)")
        }
        if let yaml = try await Self.yaml(file) { providers.append(yaml) }
        reader = ConfigReader(providers: providers)
    }

    /// nil where the setting is not given, or given as an empty text.
    func text(_ setting: Setting) throws -> String? {
        let key = ConfigKey(setting.key)
        if let text = reader.string(forKey: key, isSecret: setting.isSecret) { return text.isEmpty ? nil : text }
        // A list in the YAML file is no text, and no reason to take the setting for absent.
        if let list = reader.stringArray(forKey: key, isSecret: setting.isSecret) {
            throw SettingError(setting, "[" + list.joined(separator: ", ") + "]")
        }
        return nil
    }

    func value<Value>(_ setting: Setting, _ make: (String) -> Value?) throws -> Value? {
        guard let text = try text(setting) else { return nil }
        guard let value = make(text) else { throw SettingError(setting, text) }
        return value
    }

    func port(_ setting: Setting, from lowest: Int = 1) throws -> Int? {
        try number(setting, lowest...65_535)
    }

    func number(_ setting: Setting, _ range: ClosedRange<Int>) throws -> Int? {
        try value(setting) { text in Int(text).flatMap { range.contains($0) ? $0 : nil } }
    }

    func seconds(_ setting: Setting, _ range: ClosedRange<Double>) throws -> Duration? {
        try value(setting) { text in Double(text).flatMap { range.contains($0) ? .seconds($0) : nil } }
    }

    /// The place in the file becomes the name in the environment.
    private static func environmentKey(_ key: AbsoluteConfigKey) -> AbsoluteConfigKey {
        let path = key.components.joined(separator: ".")
        guard let setting = Settings.table.first(where: { $0.key == path }) else { return key }
        return AbsoluteConfigKey([setting.name.lowercased()])
    }

    private static func yaml(_ file: String?) async throws -> (any ConfigProvider)? {
        let path = file.map(expandedPath) ?? "blankspace.yaml"
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            if file == nil, !FileManager.default.fileExists(atPath: path) { return nil }
            throw SettingError("the configuration file \(path) cannot be read: \(error.localizedDescription)")
        }
        let isBlank = text.split(separator: "\n").allSatisfy { line in
            let line = line.trimmingCharacters(in: .whitespaces)
            return line.isEmpty || line.hasPrefix("#") || line == "---"
        }
        if isBlank { return nil }
        do {
            return try await FileProvider<YAMLSnapshot>(filePath: .init(path))
        } catch {
            throw SettingError("the configuration file \(path) is not YAML with settings: \(error)")
        }
    }
}
