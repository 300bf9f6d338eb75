import ArgumentParser
import Assistant
import Logging
import UnixSignals

struct ChatCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chat",
        abstract: "Chat with the assistant in the terminal.",
        discussion: "Ctrl-C stops an answer, Ctrl-D leaves. Reads one message a line from a pipe as well.")

    @OptionGroup var options: SettingOptions

    func run() async throws {
        var settings = try await options.settings()
        // The conversation is what the terminal is for.
        if options.logLevel == nil { settings.logLevel = max(settings.logLevel, .error) }
        let parts = try buildAssistant(settings, logger: buildLogger(settings))
        guard try await parts.store.catalogVersion() > 0 else { throw CommandFailure.emptyCatalog }
        let (loaded, continuation) = AsyncStream<Int>.makeStream()
        var loader = parts.loader
        loader.onLoad = { continuation.yield($0.products.count) }
        let session = ChatSession(assistant: parts.assistant)
        // At the end of a pipe nobody types Ctrl-C to stop an answer: there it ends the program as usual.
        let signals = session.isInteractive ? await UnixSignalsSequence(trapping: .sigint) : nil
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [loader] in try await loader.run() }
            defer { group.cancelAll() }
            for await _ in loaded { break }
            if let signals { group.addTask { for await _ in signals { session.interrupt() } } }
            try await session.run()
        }
    }
}
