import ArgumentParser

struct UpCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "up",
        abstract: "Everything in one process, for a laptop and a first look.",
        discussion: """
            Takes the catalogue in where one is named (fast where it is unchanged), then serves the interface and, through \
            the gateway, the page from the folder that BLANKSPACE_WEB names. Prints the URL to open once it is ready.
            """)

    @Option(help: "Feed file, or folder with products.jsonl and policies.jsonl, to take in first. May be repeated.")
    var catalog: [String] = []

    @OptionGroup var server: ServerOptions
    @OptionGroup var options: SettingOptions

    func run() async throws {
        let settings = try await options.settings(server.flags)
        if !catalog.isEmpty {
            let outcome = try await CatalogIntake(settings: settings).run(catalog, mode: .merge)
            StandardError.line(outcome.summary)
        }
        if settings.gateway.web == nil {
            StandardError.line("blankspace: no page: build it with `make web`, then set BLANKSPACE_WEB=.build/web")
        }
        raiseFileLimit()
        let services = try await buildApplication(
            settings, logger: buildLogger(settings), hasFrontDoor: settings.gateway.web != nil,
            announcing: Announcements(ready: { StandardOutput.line($0) }))
        try await services.run()
    }
}
