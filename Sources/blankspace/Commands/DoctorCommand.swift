import ArgumentParser
import Shop

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check what the server needs, and say how to mend what is wrong.",
        discussion:
            "Exit code 0 where a server would run with these settings, perhaps not as well as it could; else 69.")

    @Flag(help: "Print the checks as JSON.")
    var json = false

    @Flag(help: "Also list the settings with their values.")
    var settings = false

    @OptionGroup var server: ServerOptions
    @OptionGroup var options: SettingOptions

    func run() async throws {
        let values = try await options.settings(server.flags)
        let checks = await Checks(settings: values).all()
        let isUsable = checks.allSatisfy { $0.state != .failure }
        if json {
            var members: [String: JSONValue] = [
                "usable": .bool(isUsable), "checks": .array(checks.map(\.json)),
            ]
            if settings { members["settings"] = .object(values.shown.mapValues(JSONValue.string)) }
            StandardOutput.line(JSONValue.object(members).line)
        } else {
            for check in checks { StandardOutput.line(check.line) }
            if settings { StandardOutput.write("\n" + values.table) }
        }
        if !isUsable { throw CommandFailure(.unavailable) }
    }
}

extension Settings {
    /// Each setting's value by its name, where one is in force. Secrets only say that they are set.
    fileprivate var shown: [String: String] {
        func secret(_ value: String?) -> String { value == nil ? "" : "(set)" }
        var values = [
            Self.host.name: host, Self.port.name: String(port), Self.database.name: database, Self.cache.name: cache,
            Self.models.name: models ?? "", Self.embedder.name: embedder.rawValue,
            Self.logFormat.name: logFormat.rawValue, Self.logLevel.name: logLevel.rawValue,
            Self.adminKey.name: secret(adminKey), Self.evalData.name: evalData,
            Self.writer.name: model.writer.rawValue, Self.ollamaHost.name: model.ollamaHosts.joined(separator: ","),
            Self.ollamaModel.name: model.ollamaModel, Self.openAIBase.name: model.openAIBase,
            Self.openAIKey.name: secret(model.openAIKey), Self.openAIModel.name: model.openAIModel,
            Self.patience.name: model.patience.short, Self.embeddingModel.name: model.embeddingModel,
            Self.mongoURI.name: secret(stores.mongo?.uri), Self.mongoMapping.name: stores.mongo?.mapping ?? "",
        ]
        values.merge(shownSpeech) { $1 }
        if let chroma = stores.chroma {
            values[Self.chromaHost.name] = chroma.url
            values[Self.chromaToken.name] = secret(chroma.token)
            values[Self.chromaTenant.name] = chroma.tenant
            values[Self.chromaDatabase.name] = chroma.database
            values[Self.chromaCollection.name] = chroma.collection
        }
        return values
    }

    private var shownSpeech: [String: String] {
        var values = [
            Self.listener.name: speech.listener.rawValue, Self.talker.name: speech.talker.rawValue,
            Self.recognitionModel.name: speech.model ?? "", Self.recognitionSHA256.name: speech.modelSHA256 ?? "",
            Self.recognitionLanguages.name: speech.languages.map(\.code).sorted().joined(separator: ","),
            Self.hints.name: speech.givesHints ? "on" : "off", Self.recognitions.name: String(speech.concurrency),
            Self.recognitionThreads.name: String(speech.threads),
            Self.voices.name: speech.voices ?? "", Self.audioSeconds.name: speech.longestAudio.short,
            Self.audioMegabytes.name: String(speech.largestAudio / 1_000_000),
        ]
        if let server = speech.server {
            values[Self.speechURL.name] = server.url
            values[Self.speechKey.name] = server.key == nil ? "" : "(set)"
            values[Self.voiceModel.name] = server.voiceModel
            values[Self.voice.name] = server.voice
            if speech.listener == .openai { values[Self.recognitionModel.name] = server.recognitionModel }
        }
        return values
    }

    fileprivate var table: String {
        var table = TextTable(header: ["setting", "value", "in blankspace.yaml", "meaning"])
        table.maxWidth = 90
        table.rows = Self.table.map { [$0.name, shown[$0.name] ?? "", $0.key, $0.meaning] }
        return table.text
    }
}
