import ArgumentParser

/// Where a server listens.
struct ServerOptions: ParsableArguments {
    @Option(help: "Address to listen on (BLANKSPACE_HOST; 127.0.0.1).")
    var host: String?

    @Option(help: "Port to listen on, 0 for any free one (BLANKSPACE_PORT; 8080).")
    var port: String?

    var flags: [String: String?] { [Settings.host.key: host, Settings.port.key: port] }
}

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run the assistant server.",
        discussion: """
            Prints its URL once it takes requests; /readyz tells when the catalogue is loaded. Follows changes of the \
            catalogue that other processes make, and ends in an orderly way on SIGINT and SIGTERM.
            """)

    @OptionGroup var server: ServerOptions
    @OptionGroup var options: SettingOptions

    func run() async throws {
        let settings = try await options.settings(server.flags)
        let services = try await buildApplication(
            settings, logger: buildLogger(settings),
            announcing: Announcements(listening: { StandardOutput.line($0) }))
        try await services.run()
    }
}
